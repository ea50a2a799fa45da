import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { framesName } from "../../../native-host/journal/session-files.ts";
import { samplesToMs } from "../../../protocol/audio.ts";
import type { ViewCommand } from "../../../src/shared/messages/to-background.ts";
import type { Status } from "../../../src/shared/status.ts";
import type { Earshot } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { killAtOnce, processesLike, processTree } from "../../../tools/runtime/processes.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

/** Longer than any test. */
const ENDLESS_MS = 3_600_000;

// Processes are found in /proc.
describe.runIf(process.platform === "linux")("what happens to a running meeting", () => {
  let server: LocalServer;
  let earshot: Earshot;
  let dataDirectory: string;
  let page: Page;

  beforeAll(async () => {
    server = await serveFolder(join(import.meta.dirname, "../pages"));
  });
  beforeEach(async () => {
    dataDirectory = temporaryFolder();
    earshot = await launchEarshot({ host: { dataDirectory } });
    page = await earshot.openPage(`${server.url}tone.html`);
    await earshot.startCaptions(page);
    await untilStatus("the microphone", ({ sources }) => sources.mic.name === "live");
  });
  afterEach(() => earshot.close());
  afterAll(() => server.close());

  const untilStatus = (what: string, probe: (status: Status) => boolean) =>
    earshot.view.until(what, HUNG_MS, () => {
      const { status } = earshot.view;
      return status !== null && probe(status) ? status : null;
    });
  /** Bytes of the tab's sound on the disk. */
  const journalled = () => {
    const sessions = join(dataDirectory, "sessions");
    const [session] = existsSync(sessions) ? readdirSync(sessions) : [];
    if (session === undefined) return 0;
    return statSync(join(sessions, session, framesName("tab")), { throwIfNoEntry: false })?.size ?? 0;
  };
  const browserProcess = () => earshot.browser.process()?.pid ?? 0;
  /** Does `harm` and returns how long it took until sound was written again. */
  async function outageMs(harm: () => Promise<void> | void): Promise<number> {
    await eventually(() => expect(journalled()).toBeGreaterThan(64_000));
    const harmedAtMs = Date.now();
    await harm();
    const before = journalled();
    await eventually(() => expect(journalled()).toBeGreaterThan(before));
    return Date.now() - harmedAtMs;
  }
  /** Stops, and proves that every captured frame is accounted for. */
  async function expectNothingLost(): Promise<void> {
    await earshot.stopCaptions(page, HUNG_MS);
    const { capture } = await earshot.diagnostics();
    for (const source of ["tab", "mic"] as const) {
      const { captured, acknowledged, dropped, queued } = capture[source];
      expect({ acknowledged, dropped, queued }).toEqual({ acknowledged: captured, dropped: 0, queued: 0 });
    }
  }
  const command = async (message: ViewCommand) => {
    const panel = await earshot.sidePanel();
    await panel.evaluate(
      (sent) => {
        chrome.runtime.connect({ name: "view" }).postMessage(sent);
      },
      { ...message, id: crypto.randomUUID() },
    );
  };

  test("IPC-9 a killed host is back by itself, and no frame is lost", async ({ annotate }) => {
    const [host] = processesLike(processTree(browserProcess()), "earshot-host.config.json");
    if (host === undefined) throw new Error("the host has no process");

    const lostMs = await outageMs(async () => {
      killAtOnce([host]);
      await eventually(() => expect(existsSync(`/proc/${host}/fd`)).toBe(false));
    });

    await annotate(`host killed: written again after ${lostMs} ms`);
    // What is on the disk is acknowledged, and shown, a moment later.
    await untilStatus("recording", ({ session }) => session.name === "recording");
    await expectNothingLost();
  });

  test("CAP-8 a stopped service worker is back by itself, and no frame is lost", async ({ annotate }) => {
    const client = await page.createCDPSession();
    await client.send("ServiceWorker.enable");

    const lostMs = await outageMs(async () => {
      await client.send("ServiceWorker.stopAllWorkers");
    });

    await annotate(`service worker stopped: written again after ${lostMs} ms`);
    const { session } = await untilStatus("recording", (status) => status.session.name === "recording");
    expect(session.name).toBe("recording");
    await expectNothingLost();
  });

  test("CAP-8 a crashed page is reported, marked as a gap, and captioned again once it is reloaded", async ({
    annotate,
  }) => {
    const { session } = await untilStatus("recording", (status) => status.session.name === "recording");
    if (session.name !== "recording") throw new Error("not recording");
    const client = await page.createCDPSession();
    const crashedAtMs = Date.now();

    // Answered by nobody: the page is gone.
    void client.send("Page.crash").catch(() => null);
    await untilStatus("the crash", ({ problem }) => problem?.code === "tab_crashed");
    await annotate(`page crashed: reported after ${Date.now() - crashedAtMs} ms`);
    const silenced = await untilStatus("the silence", ({ sources }) => sources.tab.name === "silenced");
    expect(silenced.sources.tab).toEqual({ name: "silenced", reasons: ["tab_crashed"] });

    const panel = await earshot.sidePanel();
    await panel.evaluate((tabId) => (tabId === null ? null : chrome.tabs.reload(tabId)), session.tabId);
    await untilStatus("the audio", ({ sources }) => sources.tab.name === "live");
    await untilStatus("the end of the problem", ({ problem }) => problem?.code !== "tab_crashed");
    await untilStatus("recording", (status) => status.session.name === "recording");
    await command({ type: "stop-session", session: earshot.view.running });
    await earshot.untilIdle(HUNG_MS);

    // A busy machine leaves gaps of its own.
    const gap = earshot.view.transcript?.gaps.find(
      ({ source, reason }) => source === "tab" && reason !== "overload",
    );
    expect(gap).toMatchObject({ reason: "tab_crashed" });
    expect(samplesToMs((gap?.endSample ?? 0) - (gap?.startSample ?? 0))).toBeGreaterThan(100);
  });

  test("CAP-6 a pause and a mute are marked gaps, and a restarted worker knows of both", async () => {
    await command({ type: "mute-microphone", session: earshot.view.running, isMuted: true });
    await untilStatus("the mute", ({ sources }) => sources.mic.name === "silenced");
    await command({ type: "pause-session", session: earshot.view.running });
    await untilStatus(
      "the pause",
      ({ session, sources }) => session.name === "paused" && sources.tab.name === "silenced",
    );

    const { snapshots } = earshot.view;
    const client = await page.createCDPSession();
    await client.send("ServiceWorker.enable");
    await client.send("ServiceWorker.stopAllWorkers");
    // The new worker shows what it has read, then what the document says, which may have been before it is asked.
    const shown = new Set<string>();
    const restored = await untilStatus("the document's word to the new worker", ({ session, sources }) => {
      if (earshot.view.snapshots === snapshots) return false;
      shown.add(session.name);
      return sources.mic.name !== "off";
    });
    expect([...shown]).toEqual(["paused"]);
    expect(restored.sources.mic).toMatchObject({ name: "silenced", reasons: ["muted", "paused"] });

    await command({ type: "continue-session", session: earshot.view.running });
    await untilStatus("recording", ({ session }) => session.name === "recording");
    await earshot.stopCaptions(page, HUNG_MS);

    const reasons = earshot.view.transcript?.gaps.map(({ source, reason }) => ({ source, reason }));
    expect(reasons).toContainEqual({ source: "tab", reason: "paused" });
    expect(reasons).toContainEqual({ source: "mic", reason: "muted" });
  });

  test("IPC-11 who does not want to wait for the transcription finds it at the next start", async () => {
    await earshot.close();
    const profile = temporaryFolder();
    dataDirectory = temporaryFolder();
    // A tone has no words to wait for: the transcriber itself had come to the end before it was not waited for.
    const endless = join(import.meta.dirname, "../../programs/slow-sidecar.mjs");
    const sidecarCommand = [process.execPath, endless, String(ENDLESS_MS)];
    earshot = await launchEarshot({ profile, host: { dataDirectory, sidecarCommand } });
    page = await earshot.openPage(`${server.url}tone.html`);
    await earshot.startCaptions(page);
    const session = earshot.view.transcript?.session ?? "";
    // One that is muted before its first frame was missing from the start, for another reason.
    await eventually(async () => {
      expect((await earshot.diagnostics()).capture.mic.acknowledged).toBeGreaterThan(0);
    });
    await command({ type: "mute-microphone", session: earshot.view.running, isMuted: true });
    await untilStatus("the mute", ({ sources }) => sources.mic.name === "silenced");
    await eventually(() => expect(journalled()).toBeGreaterThan(96_000));

    await command({ type: "stop-session", session: earshot.view.running });
    await command({ type: "finish-now", session: earshot.view.running });
    await earshot.untilIdle(HUNG_MS);

    expect(earshot.view.transcript?.completeness).toBe("open");
    expect(existsSync(join(dataDirectory, "sessions", session))).toBe(true);
    await earshot.close();
    earshot = await launchEarshot({ profile, host: { dataDirectory } });
    await untilStatus("the recovery", ({ recovered }) =>
      recovered.some((known) => known.session === session && known.state === "done"),
    );
    // A busy machine leaves gaps of its own.
    const gaps = earshot.view.transcript?.gaps.filter(({ reason }) => reason !== "overload");
    expect(gaps).toMatchObject([{ source: "mic", reason: "muted" }]);
    expect(earshot.view.transcript?.completeness).toBe("recovered");
  });
});
