import { join } from "node:path";
import type { CDPSession, Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseSettings, SETTINGS_KEY } from "../../../src/shared/settings.ts";
import type { Status } from "../../../src/shared/status.ts";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { closeIfOpen } from "../../../tools/driver/browser/pages.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { HUNG_MS } from "../../eventually.ts";

/** With the click: before the worker has received it, or while it works on it. Or once a view shows it. */
type Moment = "pressed" | "shown";
const MOMENTS: readonly Moment[] = ["pressed", "shown"];

const isIn = (name: Status["session"]["name"]) => (status: Status) => status.session.name === name;

// One meeting after the other in one browser; the cases go from one state to the next, like a person.
describe.each(MOMENTS)("the service worker is stopped when something is %s", (moment) => {
  let server: LocalServer;
  let earshot: Earshot;
  let meeting: Page;
  let client: CDPSession;
  let popup: Page;

  beforeAll(async () => {
    server = await serveFolder(join(import.meta.dirname, "../pages"));
    earshot = await launchEarshot();
    meeting = await earshot.openPage(`${server.url}tone.html`);
    client = await meeting.createCDPSession();
    await client.send("ServiceWorker.enable");
    await earshot.startCaptions(meeting);
    popup = await earshot.clickToolbarButton(meeting);
  });
  afterAll(async () => {
    await earshot.close();
    await server.close();
  });

  const stopWorker = () => client.send("ServiceWorker.stopAllWorkers");
  const untilStatus = (what: string, is: (status: Status) => boolean) =>
    earshot.view.until(what, HUNG_MS, () => {
      const { status } = earshot.view;
      return status !== null && is(status) ? status : null;
    });

  /** Presses, stops the worker at the moment, and waits until `is` holds with the worker that comes after. */
  async function stopWorkerAt(press: () => Promise<void>, is: (status: Status) => boolean): Promise<void> {
    if (moment === "shown") {
      const shown = untilStatus("what was pressed", is);
      await press();
      await shown;
    }
    const { snapshots } = earshot.view;
    await (moment === "shown" ? stopWorker() : Promise.all([press(), stopWorker()]));
    await untilStatus(
      "what was pressed, with the next worker",
      (status) => earshot.view.snapshots > snapshots && is(status),
    );
  }

  test("CAP-8 a mute holds", async () => {
    await stopWorkerAt(
      () => pressButton(popup, "mute"),
      ({ sources }) => sources.mic.name === "silenced",
    );
    const { sources } = await untilStatus("recording again", isIn("recording"));
    expect(sources.mic).toEqual({ name: "silenced", reasons: ["muted"] });
  });

  test("CAP-8 a pause holds, in what is shown and in what is recorded", async () => {
    await stopWorkerAt(() => pressButton(popup, "pause"), isIn("paused"));
    const { session } = await untilStatus("the document's word", ({ sources }) =>
      Object.values(sources).every((state) => state.name === "silenced" && state.reasons.includes("paused")),
    );
    expect(session.name).toBe("paused");
  });

  test("CAP-8 going on after it holds", async () => {
    await stopWorkerAt(
      () => pressButton(popup, "continue"),
      ({ session }) => session.name === "recording",
    );
    const { session } = await untilStatus("the tab's audio", ({ sources }) => sources.tab.name === "live");
    expect(session.name).toBe("recording");
  });

  test("CAP-8 a stop holds, and every frame is stored", async () => {
    await stopWorkerAt(
      () => pressButton(popup, "stop"),
      ({ session }) => session.name === "stopping" || session.name === "idle",
    );
    await earshot.untilIdle(HUNG_MS);
    const { capture } = await earshot.diagnostics();
    for (const source of ["tab", "mic"] as const) {
      const { captured, acknowledged, queued, dropped } = capture[source];
      expect({ acknowledged, queued, dropped }).toEqual({ acknowledged: captured, queued: 0, dropped: 0 });
    }
    expect(earshot.view.transcript?.completeness).toBe("complete");
  });

  test("CAP-8 a setting is stored", async () => {
    await Promise.all([popup.$eval('input[name="overlay"]', (field) => field.click()), stopWorker()]);
    await expect
      .poll(async () => parseSettings(await earshot.view.stored(SETTINGS_KEY)), { timeout: HUNG_MS })
      .toMatchObject({ isOverlayWanted: false });
    await closeIfOpen(popup);
  });

  // A popup that closes in the same moment says its click to no other worker.
  test.runIf(moment === "shown")("CAP-8 a start goes on, and a deletion is done", async () => {
    const { session: before } = await earshot.view.until(
      "the first meeting",
      HUNG_MS,
      () => earshot.view.transcript,
    );
    popup = await earshot.clickToolbarButton(meeting);
    await stopWorkerAt(
      () => pressButton(popup, "start"),
      ({ session }) => session.name !== "idle",
    );
    await untilStatus("the second meeting", isIn("recording"));
    await closeIfOpen(popup);
    await earshot.stopCaptions(meeting, HUNG_MS);

    const second = earshot.view.transcript?.session ?? "";
    expect(second).not.toBe(before);
    const panel = await earshot.sidePanel();
    const gone = earshot.view.until(
      "the deletion",
      HUNG_MS,
      () => earshot.view.transcript?.session === before || null,
    );
    await panel.evaluate((session) => {
      const id = crypto.randomUUID();
      chrome.runtime.connect({ name: "view" }).postMessage({ type: "delete-session", id, session });
    }, second);
    await gone;
    const { snapshots } = earshot.view;
    await stopWorker();
    await untilStatus("the next worker", () => earshot.view.snapshots > snapshots);
    expect(await earshot.view.storedTranscript(second)).toBeNull();
  });
});
