import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type browser from "webextension-polyfill";
import { MessageGate, readMessage } from "../../../src/background/gate/message-gate.ts";
import { type BrowserSender, identifySender } from "../../../src/background/gate/sender.ts";
import { IMPORT_PIECE_CHARACTERS } from "../../../src/shared/messages/import-shapes.ts";
import {
  type Channel,
  MESSAGES,
  type MessageType,
  PORTS,
  WORLDS,
} from "../../../src/shared/messages/to-background.ts";
import { MESSAGE_SAMPLES } from "../../shared/messages/message-samples.ts";

const TYPES = Object.keys(MESSAGES) as MessageType[];
const CHANNELS = [...Object.keys(PORTS), "one-shot"] as Channel[];
const CASES = TYPES.flatMap((type) =>
  WORLDS.flatMap((world) => CHANNELS.map((over) => ({ type, world, over }))),
);

test(`SEC-6 of ${CASES.length} messages × worlds × channels, those of the table are let in and no other`, () => {
  for (const { type, world, over } of CASES) {
    const row = MESSAGES[type];
    const isAllowed = row.over === over && row.from.includes(world);

    const reading = readMessage(MESSAGE_SAMPLES[type], world, over);

    expect({ type, world, over, reading }).toEqual({
      type,
      world,
      over,
      reading: isAllowed
        ? { kind: "message", message: MESSAGE_SAMPLES[type] }
        : { kind: "refused", why: "not-allowed", type },
    });
  }
});

test("SEC-6 a world that may say something over a port may open it", () => {
  for (const { over, from } of Object.values(MESSAGES)) {
    if (over === "one-shot") continue;
    const openers: readonly string[] = PORTS[over];
    for (const world of from) expect(openers).toContain(world);
  }
});

test("SEC-3 a world inside a web page may report on captions, their place and what the page shows, and ask only for a mark", () => {
  const said = TYPES.filter((type) =>
    MESSAGES[type].from.some((world) => world === "overlay-frame" || world === "content-script"),
  );

  expect(said.join(", ")).toBe(
    "overlay-ready, box-changed, sight-changed, caption-shown, change-layout, mark-moment, " +
      "overlay-opened, viewport-changed, frame-loaded, standing-changed, page-read, people-read, speaking-read",
  );
});

const LONG_TEXTS = ["import-meeting text", "audio-chunk opus"];
describe("malformed messages", () => {
  const wrong = fc.oneof(
    fc.constant(Number.NaN),
    fc.constant(-1e9),
    fc.constant("x".repeat(20_000)),
    fc.array(fc.nat(), { minLength: 1001, maxLength: 1001 }),
    fc.record({ type: fc.constant("level") }),
  );
  const paths = TYPES.flatMap((type) => pathsOf(MESSAGE_SAMPLES[type]).map((path) => ({ type, path })));

  test("SEC-6 a field of another kind, in any place of any message, is refused", () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), wrong, ({ type, path }, value) => {
        const { over, from } = MESSAGES[type];
        const [world] = from;
        fc.pre(typeof value !== "string" || !LONG_TEXTS.includes(`${type} ${path.at(-1)}`));

        const reading = readMessage(changed(MESSAGE_SAMPLES[type], path, value), world ?? "popup", over);

        expect(reading).toMatchObject({ kind: "refused" });
      }),
      { numRuns: 2000 },
    );
  });

  test("SEC-6 UI-9 a piece of a file to import is as long as a message may be, and no longer", () => {
    expect(pieceOf(IMPORT_PIECE_CHARACTERS)).toBe("message");
    expect(pieceOf(IMPORT_PIECE_CHARACTERS + 1)).toBe("refused");
  });

  test("SEC-6 a field that is missing or was never agreed is refused", () => {
    for (const type of TYPES) {
      const { over, from, fields } = MESSAGES[type];
      const [world = "popup"] = from;
      const refused = { kind: "refused", why: "malformed", type };
      for (const field of Object.keys(fields)) {
        const { [field]: _, ...rest } = MESSAGE_SAMPLES[type] as Record<string, unknown>;
        expect(readMessage(rest, world, over)).toEqual(refused);
      }
      expect(readMessage({ ...MESSAGE_SAMPLES[type], more: 1 }, world, over)).toEqual(refused);
    }
  });

  test("SEC-6 what is no message at all is refused, whatever world says it", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.record({ type: fc.string() }), fc.constant({ type: "__proto__" })),
        fc.constantFrom(...WORLDS),
        fc.constantFrom(...CHANNELS),
        (raw, world, over) => {
          expect(readMessage(raw, world, over)).toEqual({ kind: "refused", why: "unknown", type: null });
        },
      ),
    );
  });
});

describe("senders", () => {
  const ourselves = { id: "me", origin: "chrome-extension://me" };
  const meeting = { id: "me", url: "https://meet.example/a", origin: "https://meet.example" };
  const identify = (sender: BrowserSender | undefined) => identifySender(sender, ourselves);

  test.each([
    ["the offscreen document", page("/src/offscreen/index.html"), { world: "offscreen" }],
    ["the popup", page("/src/popup/index.html"), { world: "popup" }],
    ["the side panel", page("/src/sidepanel/index.html?x#y"), { world: "side-panel" }],
    [
      "a view in a tab",
      page("/src/welcome/index.html", { ...tab("chrome-extension://me/src/welcome/index.html"), frameId: 0 }),
      { world: "welcome" },
    ],
    [
      "the overlay's frame",
      page("/src/overlay/index.html", { ...tab("https://meet.example/a"), frameId: 4 }),
      { world: "overlay-frame", tabId: 7, pageUrl: "https://meet.example/a" },
    ],
    [
      "our script in a page",
      { ...meeting, ...tab(), frameId: 0 },
      { world: "content-script", tabId: 7, pageUrl: "https://meet.example/a" },
    ],
  ])("SEC-3 %s is known", (_, sender, expected) => {
    expect(identify(sender)).toEqual(expected);
  });

  test.each([
    ["nobody", undefined],
    ["another extension", { ...page("/src/popup/index.html"), id: "other" }],
    ["another extension's page", { id: "other", url: "chrome-extension://other/src/popup/index.html" }],
    ["a page that only begins like ours", page("/src/popup/index.html.evil")],
    [
      "a host that only begins like ours",
      { id: "me", url: "chrome-extension://me.evil/src/popup/index.html" },
    ],
    [
      "a page of ours that is no view",
      page("/manifest.json", { ...tab("chrome-extension://me/"), frameId: 0 }),
    ],
    ["the offscreen page in a tab", page("/src/offscreen/index.html", { ...tab(), frameId: 0 })],
    ["a view in a web page", page("/src/popup/index.html", { ...tab("https://meet.example/a"), frameId: 4 })],
    [
      "a view in a web page's tab",
      page("/src/popup/index.html", { ...tab("https://meet.example/a"), frameId: 0 }),
    ],
    ["a view in a frame of another page of ours", page("/src/popup/index.html", { frameId: 4 })],
    ["a view in a tab and in no frame", page("/src/popup/index.html", tab("chrome-extension://me/"))],
    ["a prerendered view", page("/src/popup/index.html", { documentLifecycle: "prerender" })],
    ["a view with an opaque origin", page("/src/popup/index.html", { origin: "null" })],
    ["a web page that claims our address", page("/src/popup/index.html", { origin: "https://meet.example" })],
    ["the overlay's page in a tab of its own", page("/src/overlay/index.html", { ...tab(), frameId: 0 })],
    ["our script in a frame of the page", { ...meeting, ...tab(), frameId: 4 }],
    ["a script in no tab", meeting],
    ["an address that is none", { id: "me", url: "", ...tab(), frameId: 0 }],
  ])("SEC-3 %s is a stranger", (_, sender) => {
    expect(identify(sender)).toBeNull();
  });
});

describe("ports", () => {
  const popup = page("/src/popup/index.html");

  test("SEC-6 a port is open to those that the table names, and closed to all others", () => {
    for (const [sender, name] of [
      [popup, "offscreen"],
      [popup, "constructor"],
      [{ id: "other" }, "view"],
    ] as const) {
      const { gate, refused } = newGate();
      const port = new FakePort(name, sender);

      expect(gate.admit(port.asPort())).toBeNull();
      expect(port.isOpen).toBe(false);
      expect(refused).toHaveLength(1);
    }
    const port = new FakePort("view", popup);
    expect(newGate().gate.admit(port.asPort())).toEqual({ name: "view", sender: { world: "popup" } });
    expect(port.isOpen).toBe(true);
  });

  test("SEC-6 what may not pass is dropped and reported without a value; the tenth closes the port", () => {
    const { gate, refused } = newGate();
    const port = new FakePort("view", popup);
    const received: unknown[] = [];
    let closed = 0;
    gate.listen(port.asPort(), { world: "popup" }, "view", {
      onMessage: (message) => void received.push(message),
      onClosed: () => void closed++,
    });

    const allowed = MESSAGE_SAMPLES["stop-session"];
    for (let count = 0; count < 9; count += 1) port.say({ ...allowed, tabId: "secret" });
    port.say(allowed);
    expect([port.isOpen, closed]).toEqual([true, 0]);
    port.say({ type: "secret" });
    port.say(allowed);

    expect(received).toEqual([allowed]);
    expect([port.isOpen, closed]).toEqual([false, 1]);
    expect(refused).toHaveLength(10);
    expect(refused.join("\n")).not.toContain("secret");
  });
});

function newGate() {
  const refused: string[] = [];
  const gate = new MessageGate(
    { id: "me", origin: "chrome-extension://me" },
    (what) => void refused.push(what),
  );
  return { gate, refused };
}

/** The background's end of a port. */
class FakePort {
  readonly name: string;
  readonly sender: BrowserSender;
  isOpen = true;
  readonly #listeners: ((message: unknown) => void)[] = [];
  readonly onMessage = {
    addListener: (listener: (message: unknown) => void) => void this.#listeners.push(listener),
  };
  readonly onDisconnect = { addListener: () => {} };

  constructor(name: string, sender: BrowserSender) {
    this.name = name;
    this.sender = sender;
  }

  disconnect(): void {
    this.isOpen = false;
  }

  say(message: unknown): void {
    for (const listener of this.#listeners) listener(message);
  }

  asPort() {
    return this as unknown as browser.Runtime.Port;
  }
}

/** A page of ours. */
function page(path: string, rest: BrowserSender = {}): BrowserSender {
  const origin = "chrome-extension://me";
  return { id: "me", url: `${origin}${path}`, origin, documentLifecycle: "active", ...rest };
}

/** A tab, whose address the browser gives or does not. */
function tab(url?: string) {
  return { tab: { id: 7, ...(url === undefined ? {} : { url }) } };
}

type Path = readonly (string | number)[];

/** Every place of a value that is a leaf or an array. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  const copy: Record<string | number, unknown> = Object.assign(Array.isArray(value) ? [] : {}, value);
  copy[key] = changed(copy[key], rest, to);
  return copy;
}

/** How the gate takes so much of a file. */
function pieceOf(characters: number): string {
  const piece = { ...MESSAGE_SAMPLES["import-meeting"], text: "x".repeat(characters) };
  return readMessage(piece, "history", "one-shot").kind;
}
