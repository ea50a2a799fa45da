import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXTENSION_ID } from "../../../src/shared/identity.ts";
import { EXTENSION } from "../../../tools/runtime/paths.ts";
import { eventually } from "../../eventually.ts";
import { HostileMeeting } from "./hostile-meeting.ts";
import { clickOverlayButton, overlayFrame } from "./overlay-access.ts";

const ORIGIN = `chrome-extension://${EXTENSION_ID}`;

/** Policies of a meeting's page that captions get along with, by what the address asks for. */
const POLICIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "frame-src": { "content-security-policy": "frame-src 'none'; child-src 'none'; object-src 'none'" },
  "default-src": { "content-security-policy": "default-src 'none'; frame-ancestors 'none'" },
  "trusted-types": { "content-security-policy": "require-trusted-types-for 'script'; trusted-types 'none'" },
  "require-corp": {
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  },
  /** What Zoom's documents tell sites to send, beside the two around it. */
  "document-isolation": { "document-isolation-policy": "isolate-and-require-corp" },
  credentialless: {
    "cross-origin-embedder-policy": "credentialless",
    "cross-origin-opener-policy": "same-origin",
  },
  /** Refuses every frame of another origin; nothing can be drawn there. */
  sandbox: { "content-security-policy": "sandbox allow-scripts" },
  "x-frame-options": { "x-frame-options": "DENY", "permissions-policy": "fullscreen=(), unload=()" },
};

describe("a meeting page that knows Earshot, or forbids frames", () => {
  let meeting: HostileMeeting;

  beforeAll(async () => {
    meeting = await HostileMeeting.open(POLICIES);
  });
  afterAll(() => meeting.close());

  test("SEC-3 another copy of the captions' page, put up by the page, shows nothing and receives no message", async () => {
    // Given to nobody; a page that learned it all the same gets this far.
    const address = await meeting.panel.evaluate(() => chrome.runtime.getURL("src/overlay/index.html"));
    const dynamic = await meeting.panel.evaluate(() => Reflect.get(chrome.runtime, "dynamicId") as string);
    const copied = address.replace(EXTENSION_ID, dynamic);
    await meeting.page.evaluate((src) => {
      const copy = document.createElement("iframe");
      copy.id = "copy";
      copy.src = `${src}#00000000-0000-4000-8000-000000000000`;
      document.body.append(copy);
    }, copied);
    const copy = await meeting.page.waitForFrame(
      (frame) =>
        frame.url().startsWith(ORIGIN) && frame.url().endsWith("#00000000-0000-4000-8000-000000000000"),
    );
    await meeting.page.evaluate(() => {
      const { contentWindow } = document.querySelector<HTMLIFrameElement>("#copy") ?? {};
      const snapshot = {
        session: "x",
        segments: [],
        speakers: { tab: "forged", mic: "forged" },
        notices: [],
      };
      for (const type of ["overlay-snapshot", "overlay-notices", "overlay-viewport", "overlay-close"]) {
        contentWindow?.postMessage(
          { type, ...snapshot, layout: null, viewport: { width: 1, height: 1 } },
          "*",
        );
        window.postMessage({ type, box: { left: 0, bottom: 0, width: 0, height: 0 } }, "*");
      }
    });
    await meeting.until("shown");
    await meeting.drawn();

    expect(await copy.evaluate(() => document.body.textContent.trim())).toBe("");
    await meeting.page.evaluate(() => document.querySelector("#copy")?.remove());
  });

  test("UI-1 the keyboard stays with the meeting after a click on the captions", async () => {
    await meeting.page.evaluate(() => {
      const keys: string[] = [];
      Object.assign(globalThis, { keys });
      document.addEventListener("keydown", (event) => {
        keys.push(event.ctrlKey ? `Ctrl+${event.key}` : event.key);
        // Not the browser's own bookmark.
        event.preventDefault();
      });
    });
    await meeting.page.mouse.click(20, 20);
    await clickOverlayButton(meeting.page, "Larger text");
    await meeting.page.keyboard.press("Space");
    await meeting.page.keyboard.down("Control");
    await meeting.page.keyboard.press("d");
    await meeting.page.keyboard.up("Control");

    const keys = await meeting.page.evaluate(() => Reflect.get(globalThis, "keys") as string[]);
    expect(keys.filter((key) => !key.endsWith("Control"))).toEqual([" ", "Ctrl+d"]);
  });

  test("UI-1 captions keep their own direction on a page that reads from right to left", async () => {
    await meeting.page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    const frame = await meeting.drawn();

    const directions = await frame.evaluate(() =>
      [document.documentElement, document.querySelector(".said p") ?? document.body].map(
        (element) => getComputedStyle(element).direction,
      ),
    );
    expect(directions).toEqual(["ltr", "ltr"]);
  });

  const framing = Object.keys(POLICIES).filter((policy) => policy !== "sandbox");
  test.each(framing)("SEC-3 a page under the policy %s has captions", async (policy) => {
    await meeting.goto(`policy.html?${policy}`);

    await overlayFrame(meeting.page);
    await meeting.until("shown");
    // The frame is drawn in a corner before it is told its place.
    await eventually(async () => expect(await meeting.isSeen()).toBe(true));
  });

  test("SEC-3 a page that refuses every frame is reported, with where captions are", async () => {
    await meeting.goto(`policy.html?sandbox`);

    await meeting.until("refused");
    const reported = await eventually(() =>
      meeting.panel.$eval('[data-overlay="refused"]', (notice) => notice.textContent),
    );
    expect(reported).toMatch(/side panel/u);
  });

  test("SEC-3 nothing of the extension can be fetched or framed at its fixed address", async () => {
    const manifest = JSON.parse(readFileSync(join(EXTENSION, "manifest.json"), "utf8")) as {
      readonly web_accessible_resources: unknown;
    };
    expect(manifest.web_accessible_resources).toEqual([
      {
        resources: ["src/overlay/index.html"],
        matches: ["http://*/*", "https://*/*"],
        use_dynamic_url: true,
      },
    ]);
    await meeting.goto(`hostile.html`);
    const pages = ["overlay", "popup", "sidepanel", "welcome", "offscreen", "caption-window", "history"].map(
      (name) => `src/${name}/index.html`,
    );
    const dynamic = await meeting.panel.evaluate(() => Reflect.get(chrome.runtime, "dynamicId") as string);
    const addresses = [
      ...[...pages, "manifest.json", "icons/48.png"].map((path) => `${ORIGIN}/${path}`),
      // Not even by who knows the changing one.
      ...pages.slice(1).map((path) => `chrome-extension://${dynamic}/${path}`),
    ];

    const fetched = await meeting.page.evaluate(
      (urls) =>
        Promise.all(
          urls.map((url) =>
            fetch(url).then(
              () => url,
              () => null,
            ),
          ),
        ),
      addresses,
    );
    await meeting.page.evaluate(async (urls) => {
      for (const url of urls) {
        const frame = document.createElement("iframe");
        frame.src = url;
        const loaded = new Promise((resolve) => {
          frame.addEventListener("load", resolve);
        });
        document.body.append(frame);
        await loaded;
      }
    }, addresses);
    const opened = meeting.page
      .frames()
      .filter((frame) => frame.url().startsWith(ORIGIN) && !frame.url().includes("overlay/"));

    expect(fetched.filter((url) => url !== null)).toEqual([]);
    expect(opened.map((frame) => frame.url())).toEqual([]);
  });
});
