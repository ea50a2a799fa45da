import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXTENSION_ID } from "../../../src/shared/identity.ts";
import {
  type Channel,
  MESSAGES,
  type MessageType,
  type World,
} from "../../../src/shared/messages/to-background.ts";
import { SETTINGS_KEY } from "../../../src/shared/settings.ts";
import type { Earshot } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";
import { MESSAGE_SAMPLES } from "../../shared/messages/message-samples.ts";
import {
  builtManifest,
  embed,
  executeInPage,
  isAllowed,
  mayOpen,
  OVERLAY_PAGE,
  openToEveryFrame,
  type Received,
  sayAll,
  sayAllTo,
  type Try,
  tryStorage,
  VIEW_PAGES,
} from "./gate-worlds.ts";

const CHANNELS: readonly Channel[] = ["offscreen", "view", "overlay", "one-shot"];
const TYPES = Object.keys(MESSAGES) as MessageType[];
/** What is tried on a meeting that is over. */
const EARLIER = new Set<string>(
  "get-transcript delete-session dismiss-recovered rename-meeting exempt-meeting".split(" "),
);
const NOTHING = { answers: [], received: [], isChanged: false, refusedMoreThanTried: 0 };

/**
 * The real background behind pages of ours that hold no code of their own and that every website may frame: whatever
 * stands in them is what the test puts there, and nothing but the gate keeps it out.
 */
describe("the gate for messages", () => {
  const extension = temporaryFolder();
  let server: LocalServer;
  let earshot: Earshot;
  let meeting: Page;
  let tabId: number;
  /** A meeting that is over, and the one that runs. */
  let earlier: string;
  let running: string;
  let total = 0;

  beforeAll(async () => {
    openToEveryFrame(extension);
    server = await serveFolder(join(import.meta.dirname, "../pages"));
    earshot = await launchEarshot({ extension });
    meeting = await earshot.openPage(`${server.url}tone.html`);
    earlier = await record();
    await stop();
    running = await record();
    if ((await earshot.view.storedTranscript(earlier)) === null)
      throw new Error("no earlier meeting is there");
  });
  afterAll(async () => {
    await earshot.close();
    await server.close();
  });

  /** Starts captions as the popup does; resolves to the session once it records. */
  async function record(): Promise<string> {
    const popup = await earshot.clickToolbarButton(meeting);
    tabId = await popup.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
      const port = chrome.runtime.connect({ name: "view" });
      port.postMessage({ type: "start-session", tabId: tab?.id, id: crypto.randomUUID() });
      return tab?.id ?? -1;
    });
    const session = await earshot.view.until("recording", HUNG_MS, () => {
      const active = earshot.view.status?.session;
      return active?.name === "recording" ? active.session : null;
    });
    await popup.close();
    return session;
  }

  async function stop(): Promise<void> {
    const popup = await earshot.clickToolbarButton(meeting);
    await popup.evaluate((session) => {
      const command = { type: "stop-session", id: crypto.randomUUID(), session };
      chrome.runtime.connect({ name: "view" }).postMessage(command);
    }, earshot.view.running);
    await earshot.untilIdle(HUNG_MS);
    await popup.close();
  }

  /** Every message of the table about the meetings that are there, so that one that is let in does harm. */
  function samples(): ReadonlyMap<MessageType, object> {
    const text = JSON.stringify(MESSAGE_SAMPLES);
    const sample = JSON.parse(text.replaceAll(MESSAGE_SAMPLES["get-transcript"].session, running)) as Record<
      MessageType,
      object
    >;
    return new Map(
      TYPES.map((type) => {
        const ofEarlier = EARLIER.has(type);
        const session = ofEarlier ? { session: earlier } : {};
        return [type, { ...sample[type], ...session, ...(type === "start-session" ? { tabId } : {}) }];
      }),
    );
  }

  /** Every message over every channel, except those that `world` may say there. */
  function forbiddenTo(world: World | null): Try[] {
    const all = samples();
    return CHANNELS.flatMap((over) =>
      TYPES.filter((type) => !isAllowed(world, type, over)).map((type) => ({
        over,
        message: all.get(type) ?? {},
      })),
    );
  }

  const refusedSoFar = async () => (await earshot.diagnostics()).ignoredMessages;

  /** What a world must not have changed by what it tried, nor learnt. */
  async function state() {
    const { session, sources } = earshot.view.status ?? {};
    return {
      settings: await earshot.view.stored(SETTINGS_KEY),
      earlier: await earshot.view.storedTranscript(earlier),
      speakers: earshot.view.transcript?.speakers,
      // A busy machine may stall meanwhile; it does not pause, stop or mute.
      running: session?.name === "idle" ? null : session?.session,
      isEnding: session?.name === "stopping" || session?.name === "paused",
      isSilenced: sources?.tab.name === "silenced" || sources?.mic.name === "silenced",
    };
  }

  /**
   * Lets `tryAll` try what is forbidden to `world`, and waits until every try has been refused. Resolves to what passed
   * all the same, compare with `NOTHING`.
   */
  async function tryForbidden(
    world: World | null,
    tryAll: (tries: Try[]) => Promise<unknown>,
    received: () => Promise<Received>,
  ) {
    const tries = forbiddenTo(world);
    const [before, refusedBefore] = [await state(), await refusedSoFar()];
    const refused = async () => (await refusedSoFar()) - refusedBefore;
    await tryAll(tries);
    await eventually(async () => expect(await refused()).toBeGreaterThanOrEqual(tries.length));
    total += tries.length;
    const { answers, overPorts } = await received();
    return {
      answers: answers.filter((answer) => answer !== null && answer !== undefined),
      received: overPorts.filter(({ over }) => !mayOpen(world, over)),
      isChanged: !isDeepStrictEqual(await state(), before),
      refusedMoreThanTried: (await refused()) - tries.length,
    };
  }

  test("SEC-3 SEC-6 our script in the meeting's page gets nothing by any message", async () => {
    const passed = await tryForbidden(
      "content-script",
      (tries) => executeInPage(earshot, tabId, sayAll, [tries]),
      () => executeInPage(earshot, tabId, () => globalThis.earshotAnswers, []),
    );

    expect(passed).toEqual(NOTHING);
  });

  test("SEC-3 our script in the meeting's page can neither read nor change the storage, nor see it change", async () => {
    const before = await state();
    const outcomes = await executeInPage(earshot, tabId, tryStorage, []);

    await earshot.view.changeSettings((stored) => ({ ...stored, isOverlayWanted: !stored.isOverlayWanted }));
    await earshot.view.changeSettings((stored) => ({ ...stored, isOverlayWanted: !stored.isOverlayWanted }));

    expect(outcomes).toHaveLength(15);
    expect(outcomes.filter((outcome) => !/not allowed|not a function/u.test(outcome))).toEqual([]);
    expect(await executeInPage(earshot, tabId, () => globalThis.earshotChanges, [])).toBe(0);
    expect(await state()).toEqual(before);
  });

  test.each([...VIEW_PAGES, OVERLAY_PAGE])(
    "SEC-3 SEC-6 %s in a frame of the page is no view",
    async (path) => {
      const frame = await embed(meeting, `chrome-extension://${earshot.extensionId}/${path}`);

      const passed = await tryForbidden(
        path === OVERLAY_PAGE ? "overlay-frame" : null,
        (tries) => frame.evaluate(sayAll, tries),
        () => frame.evaluate(() => globalThis.earshotAnswers),
      );

      expect(passed).toEqual(NOTHING);
    },
  );

  test.each([
    ["popup", "src/popup/index.html"],
    ["side-panel", "src/sidepanel/index.html"],
    ["welcome", "src/welcome/index.html"],
    ["caption-window", "src/caption-window/index.html"],
    ["history", "src/history/index.html"],
    [null, "src/offscreen/index.html"],
    [null, OVERLAY_PAGE],
    [null, "manifest.json"],
  ] as const)("SEC-6 %s (%s) in a tab is kept to its own messages", async (world, path) => {
    const tab = await earshot.browser.newPage();
    // The offscreen document's own code would speak, too.
    await tab.setJavaScriptEnabled(false);
    await tab.goto(`chrome-extension://${earshot.extensionId}/${path}`);
    await tab.setJavaScriptEnabled(true);

    const passed = await tryForbidden(
      world,
      (tries) => tab.evaluate(sayAll, tries),
      () => tab.evaluate(() => globalThis.earshotAnswers),
    );

    expect(passed).toEqual(NOTHING);
    await tab.close();
  });

  test("SEC-6 the offscreen document is kept to its own messages", async () => {
    const target = await earshot.browser.waitForTarget((candidate) =>
      candidate.url().endsWith("/src/offscreen/index.html"),
    );
    const offscreen = await target.asPage();

    const passed = await tryForbidden(
      "offscreen",
      (tries) => offscreen.evaluate(sayAll, tries),
      () => offscreen.evaluate(() => globalThis.earshotAnswers),
    );

    expect(passed).toEqual(NOTHING);
  });

  test("SEC-6 a port that goes on bringing what may not pass is closed", async () => {
    const view = await earshot.openPage(`chrome-extension://${earshot.extensionId}/src/welcome/index.html`);

    const isClosed = await view.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const port = chrome.runtime.connect({ name: "view" });
          port.onDisconnect.addListener(() => resolve(true));
          for (let count = 0; count < 10; count += 1) port.postMessage({ type: "watch", captions: "all" });
        }),
    );

    expect(isClosed).toBe(true);
    await view.close();
  });

  test("SEC-3 the built extension lets nobody frame a view, and no other extension talk to it", () => {
    const { externally_connectable, web_accessible_resources = [] } = builtManifest();
    const begins = web_accessible_resources.flatMap(({ resources }) =>
      resources.map((name) => name.split("*")[0] ?? ""),
    );

    expect(externally_connectable).toEqual({ ids: [EXTENSION_ID] });
    expect(web_accessible_resources.filter((entry) => "extension_ids" in entry)).toEqual([]);
    for (const view of [...VIEW_PAGES, "src/offscreen/index.html"])
      expect(begins.filter((begin) => `/${view}`.startsWith(begin) || view.startsWith(begin))).toEqual([]);
  });

  test("SEC-3 a web page and another extension find nobody to talk to", async ({ annotate }) => {
    const before = await state();
    const refused = await refusedSoFar();
    expect(await meeting.evaluate(() => typeof globalThis.chrome?.runtime)).toBe("undefined");

    const other = temporaryFolder();
    writeFileSync(
      join(other, "manifest.json"),
      JSON.stringify({ manifest_version: 3, name: "Other", version: "1" }),
    );
    writeFileSync(join(other, "page.html"), "<!doctype html><title>Other</title>");
    const otherId = await earshot.browser.installExtension(other);
    const page = await earshot.openPage(`chrome-extension://${otherId}/page.html`);
    const tries = forbiddenTo(null);
    const outcomes = await page.evaluate(sayAllTo, earshot.extensionId, tries);
    await page.close();
    await earshot.browser.uninstallExtension(otherId);

    expect(outcomes).toHaveLength(tries.length);
    for (const outcome of outcomes) expect(outcome).toContain("Could not establish connection");
    expect(await state()).toEqual(before);
    expect(await refusedSoFar()).toBe(refused);
    await annotate(`${total + outcomes.length} messages were tried by worlds that may not say them`);
  });
});
