import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Status } from "../../../src/shared/status.ts";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { type LaunchOptions, launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { patient } from "../../../tools/driver/browser/pages.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { HUNG_MS } from "../../eventually.ts";

/** Twice as long as a stall may take to be named, for a background that gets little time itself. */
const HANG_MS = 12_000;

describe("capturing a tab", () => {
  let server: LocalServer;
  let earshot: Earshot;

  beforeEach(async () => {
    server = await serveFolder(join(import.meta.dirname, "../pages"));
  });
  afterEach(async () => {
    await earshot.close();
    await server.close();
  });

  const launch = async (options: LaunchOptions = {}) => {
    earshot = await launchEarshot(options);
    return earshot.openPage(`${server.url}tone.html`);
  };
  /** The first status that `probe` accepts. */
  const untilStatus = (what: string, probe: (status: Status) => boolean) =>
    earshot.view.until(what, HUNG_MS, () => {
      const { status } = earshot.view;
      return status !== null && probe(status) ? status : null;
    });

  test("CAP-5 a refused microphone leaves the tab's captions running, and says why", async () => {
    const page = await launch({ isMicrophoneGranted: false });
    const origin = `chrome-extension://${earshot.extensionId}`;
    await earshot.browser.setPermission(origin, { permission: { name: "microphone" }, state: "denied" });

    await earshot.startCaptions(page);
    const status = await untilStatus("the microphone's state", ({ sources }) => sources.mic.name !== "off");

    expect(status.sources.mic).toEqual({ name: "unavailable", reason: "microphone_denied" });
    expect(status.sources.tab.name).toBe("live");
    const popup = await earshot.clickToolbarButton(page);
    await popup.waitForSelector('[data-error="microphone_denied"]', { visible: true });
    await untilStatus("recording", ({ session }) => session.name === "recording");
  });

  test("CAP-5 a microphone that was never asked for is granted on the first-run page while captions run", async () => {
    const page = await launch({ isMicrophoneGranted: false });
    await earshot.startCaptions(page);
    const before = await untilStatus("the microphone's state", ({ sources }) => sources.mic.name !== "off");
    expect(before.sources.mic).toEqual({ name: "unavailable", reason: "microphone_not_granted" });

    const origin = `chrome-extension://${earshot.extensionId}`;
    const welcome = await earshot.openPage(`${origin}/src/welcome/index.html#microphone`);
    await welcome.waitForSelector('[data-action="microphone"]', { visible: true });
    // What "Allow while visiting the site" does; a headless browser closes the question by itself.
    await earshot.browser.setPermission(origin, { permission: { name: "microphone" }, state: "granted" });
    await welcome.waitForSelector('[data-microphone="granted"]');
    const after = await untilStatus("the microphone", ({ sources }) => sources.mic.name === "live");

    expect(after.sources.tab.name).toBe("live");
  });

  test("CAP-5 a permission taken away in the meeting is reported, and the tab goes on", async () => {
    const page = await launch();
    await earshot.startCaptions(page);
    await untilStatus("the microphone", ({ sources }) => sources.mic.name === "live");

    const origin = `chrome-extension://${earshot.extensionId}`;
    await earshot.browser.setPermission(origin, { permission: { name: "microphone" }, state: "denied" });
    const status = await untilStatus("the loss", ({ sources }) => sources.mic.name === "unavailable");

    expect(status.sources.mic).toEqual({ name: "unavailable", reason: "microphone_lost" });
    await untilStatus("recording", ({ session }) => session.name === "recording");
  });

  test("CAP-7 a stalled audio engine is not called recording, and recovers by itself", async () => {
    const page = await launch();
    await earshot.startCaptions(page);
    const offscreen = await offscreenPage(earshot);

    // The audio thread goes on and loses nothing.
    const hang = offscreen.evaluate((hangMs) => {
      const endMs = Date.now() + hangMs;
      while (Date.now() < endMs);
    }, HANG_MS);
    const stalled = await untilStatus("the stall", ({ session }) => session.name === "stalled");
    expect(stalled.session).toMatchObject({ name: "stalled", cause: { code: "capture_stalled" } });
    await hang;

    await untilStatus("recording again", ({ session }) => session.name === "recording");
  });

  test("CAP-8 a service worker that is stopped in the meeting loses no frame and no session", async () => {
    const page = await launch();
    await earshot.startCaptions(page);
    const { session } = (await untilStatus("recording", (status) => status.session.name === "recording")) as {
      session: { session?: string };
    };
    const client = await page.createCDPSession();
    const before = (await earshot.diagnostics()).capture.tab.captured;

    await client.send("ServiceWorker.enable");
    const stopWorker = async () => {
      const { snapshots } = earshot.view;
      await client.send("ServiceWorker.stopAllWorkers");
      await earshot.view.until("the next worker", HUNG_MS, () => earshot.view.snapshots > snapshots || null);
    };
    await stopWorker();
    // The next one as well, as soon as it has begun.
    await stopWorker();
    await earshot.view.until("the session after the restart", HUNG_MS, () => {
      const current = earshot.view.status?.session;
      return current?.name === "recording" && current.session === session.session ? current : null;
    });
    await earshot.stopCaptions(page, HUNG_MS);

    const { capture, host } = await earshot.diagnostics();
    for (const source of ["tab", "mic"] as const) {
      const { captured, acknowledged, dropped } = capture[source];
      expect({ acknowledged, dropped }).toEqual({ acknowledged: captured, dropped: 0 });
      expect(host?.sources[source].journalled).toBe(captured);
    }
    expect(capture.tab.captured).toBeGreaterThan(before);
  });

  test("CAP-8 a capture whose document goes away ends with what was stored, and nothing hangs", async () => {
    const page = await launch();
    await earshot.startCaptions(page);
    const panel = await earshot.sidePanel();

    await panel.evaluate(() => chrome.offscreen.closeDocument());
    const status = await untilStatus("the end", ({ session }) => session.name === "idle");

    expect(status.session).toMatchObject({ lastError: { code: "capture_stalled" } });
    const { host } = await earshot.diagnostics();
    expect(host?.sources.tab.consumed).toBe(host?.sources.tab.journalled);
    await earshot.startCaptions(page);
    await earshot.stopCaptions(page, HUNG_MS);
  });

  test("CAP-1 a stop right after the start leaves nothing running", async () => {
    const page = await launch();
    const popup = await earshot.clickToolbarButton(page);
    const began = untilStatus("the start", ({ session }) => session.name === "starting");
    await popup.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
      const port = chrome.runtime.connect({ name: "view" });
      // The session is called by the id of the command that starts it.
      const session = crypto.randomUUID();
      port.postMessage({ type: "start-session", tabId: tab?.id, id: session });
      port.postMessage({ type: "stop-session", id: crypto.randomUUID(), session });
    });

    await began;
    const status = await untilStatus("the end", ({ session }) => session.name === "idle");

    expect(status.session).toEqual({ name: "idle", lastError: null });
    expect(status.sources.tab.name).toBe("off");
  });

  test("CAP-8 closing the meeting's tab ends the session and keeps its transcript", async () => {
    const page = await launch();
    await earshot.startCaptions(page);

    await page.close();
    const status = await untilStatus("the end", ({ session }) => session.name === "idle");

    expect(status.session).toMatchObject({ lastError: { code: "tab_closed" } });
    expect(earshot.view.transcript?.session).toBeDefined();
  });

  test("CAP-1 a chrome:// page is refused with its reason", async () => {
    await launch();
    const page = await earshot.openPage("chrome://version");
    const popup = await earshot.clickToolbarButton(page);

    await pressButton(popup, "start");
    const status = await untilStatus(
      "the refusal",
      ({ session }) => session.name === "idle" && session.lastError !== null,
    );

    expect(status.session).toMatchObject({ lastError: { code: "tab_not_capturable" } });
  });

  test("CAP-1 a second meeting is refused while one runs, and the first goes on", async () => {
    const page = await launch();
    await earshot.startCaptions(page);
    const other = await earshot.openPage(`${server.url}tone.html`);
    const popup = await earshot.clickToolbarButton(other);

    await popup.waitForSelector('[data-action="stop"]');

    expect(await popup.$('[data-action="start"]')).toBeNull();
    await untilStatus("recording", ({ session }) => session.name === "recording");
  });

  test("CAP-1 a tab that another program captures is refused with its reason", async () => {
    const page = await launch();
    await captureByAnother(earshot, page);
    const popup = await earshot.clickToolbarButton(page);

    await pressButton(popup, "start");
    const status = await untilStatus(
      "the refusal",
      ({ session }) => session.name === "idle" && session.lastError !== null,
    );

    expect(status.session).toMatchObject({ lastError: { code: "tab_already_captured" } });
  });
});

async function offscreenPage(earshot: Earshot): Promise<Page> {
  const target = await earshot.browser.waitForTarget((candidate) =>
    candidate.url().endsWith("/src/offscreen/index.html"),
  );
  return patient(await target.asPage());
}

/** Holds the tab's audio in one of the extension's own pages, as a second recorder would. */
async function captureByAnother(earshot: Earshot, page: Page): Promise<void> {
  const popup = await earshot.clickToolbarButton(page);
  const streamId = await popup.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    return chrome.tabCapture.getMediaStreamId(tab?.id === undefined ? {} : { targetTabId: tab.id });
  });
  await popup.close();
  const holder = await earshot.openPage(`chrome-extension://${earshot.extensionId}/manifest.json`);
  await holder.evaluate(async (id) => {
    const mandatory = { chromeMediaSource: "tab", chromeMediaSourceId: id };
    await navigator.mediaDevices.getUserMedia({ audio: { mandatory } as MediaTrackConstraints });
  }, streamId);
  await page.bringToFront();
}
