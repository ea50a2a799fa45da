import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Settings } from "../../../src/shared/settings.ts";
import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
import { type LaunchOptions, launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { UNDEGRADED } from "../../../tools/faults/re-transcription.ts";
import { joinDemoMeeting } from "../../../tools/materials/demo-meeting.ts";
import { DEMO, DEMO_MODEL } from "../../../tools/runtime/paths.ts";
import { HUNG_MS } from "../../eventually.ts";
import { program } from "../../native-host/real-host.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

/** The demo model under a name of its own: what is transcribed again can be told from what came live. */
const SECOND = "second";

describe("lines that are transcribed again", () => {
  let server: LocalServer;
  let earshot: Earshot | null = null;

  beforeAll(async () => {
    server = await serveFolder(DEMO);
  });
  afterEach(async () => {
    await earshot?.close();
    earshot = null;
  });
  afterAll(() => server.close());

  async function launch(options: LaunchOptions): Promise<Earshot> {
    earshot = await launchEarshot({ settings: corrected, ...options });
    return earshot;
  }

  /** The demo meeting until two lines are final. @returns the meeting's page and the session */
  async function talk(running: Earshot) {
    const page = await running.openPage(`${server.url}meeting.html`);
    await running.startCaptions(page);
    await joinDemoMeeting(page);
    await running.view.until("two finished lines", HUNG_MS, () =>
      finals(running).length >= 2 ? finals(running) : null,
    );
    return { page, session: running.view.transcript?.session ?? "" };
  }

  test("every line of a meeting is transcribed again by the model chosen for it, and keeps its live words", async () => {
    const dataDirectory = temporaryFolder();
    const models = [{ name: SECOND, directory: DEMO_MODEL }];
    const running = await launch({ host: { dataDirectory, models, sidecarArguments: UNDEGRADED } });
    const { page, session } = await talk(running);

    await running.stopCaptions(page, 2 * HUNG_MS);

    const lines = finals(running);
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const { versions, stable } of lines) {
      expect(versions?.map(({ model }) => model)).toEqual([null, SECOND]);
      expect(versions?.[0]?.text).not.toBe("");
      expect(stable).toBe(versions?.[1]?.text);
    }
    // The same weights hear the same words in the sound that the host kept.
    expect(lines[0]?.versions?.[1]?.text).toBe(lines[0]?.versions?.[0]?.text);
    expect(running.view.transcript).toMatchObject({ session, model: "demo", completeness: "complete" });
    expect(existsSync(join(dataDirectory, "sessions", session))).toBe(false);
    const json = JSON.parse(readFileSync(await running.exportTranscript("json"), "utf8")) as {
      segments: object[];
    };
    expect(json.segments).toHaveLength(lines.length);
    for (const segment of json.segments)
      expect(segment).toMatchObject({ versions: [{ model: null }, { model: SECOND }] });
  });

  test("IPC-11 who does not want to wait for better words has a complete transcript at once", async () => {
    const dataDirectory = temporaryFolder();
    const sidecarCommand = program("correcting-sidecar", temporaryFolder(), "waits");
    const running = await launch({ host: { dataDirectory, sidecarCommand } });
    const { page, session } = await talk(running);
    const panel = await running.sidePanel();
    await page.bringToFront();

    const popup = await running.clickToolbarButton(page);
    await pressButton(popup, "stop");
    const progress = await panel.waitForSelector('[data-improved="0"] progress', { timeout: HUNG_MS });
    const value = await progress?.evaluate((element) => element.value);
    await panel.bringToFront();
    await pressButton(panel, "finish-now");
    await running.untilIdle(HUNG_MS);

    expect(value).toBe(0);
    expect(finals(running).length).toBeGreaterThanOrEqual(2);
    expect(finals(running).every(({ versions }) => versions === undefined)).toBe(true);
    expect(running.view.transcript).toMatchObject({ session, completeness: "complete" });
    expect(running.view.status?.recovered).toEqual([]);
    // A busy machine may have lost a piece of the sound, which is another matter.
    expect([undefined, "audio_lost"]).toContain(running.view.status?.problem?.code);
    expect(existsSync(join(dataDirectory, "sessions", session))).toBe(false);
  });
});

function corrected(stored: Settings): Settings {
  const transcription = {
    ...stored.transcription,
    model: "demo",
    language: "en",
    correction_model: SECOND,
  } as const;
  return { ...stored, hasConsented: true, isMicrophoneWanted: false, transcription };
}

function finals({ view }: Earshot) {
  return view.transcript?.segments.filter(({ isFinal }) => isFinal) ?? [];
}
