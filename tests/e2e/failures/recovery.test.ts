import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { storedFrames } from "../../../native-host/journal/frame-file.ts";
import { framesName } from "../../../native-host/journal/session-files.ts";
import { FRAME_SAMPLES, samplesToMs } from "../../../protocol/audio.ts";
import type { Settings } from "../../../src/shared/settings.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import type { Earshot } from "../../../tools/driver/browser/earshot.ts";
import { consented, type LaunchOptions, launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { LiveView } from "../../../tools/driver/browser/live-view.ts";
import { killBrowser } from "../../../tools/driver/browser/start-browser.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { UNDEGRADED } from "../../../tools/faults/re-transcription.ts";
import { joinDemoMeeting, readDemoScript } from "../../../tools/materials/demo-meeting.ts";
import { spokenWords, wordErrorRate } from "../../../tools/measure/words.ts";
import { DEMO, EXTENSION } from "../../../tools/runtime/paths.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

/** Lines of the tab in the order they are spoken. */
const LINES = readDemoScript().lines.filter(({ source }) => source === "tab");
/** Of the words of a line, as many may be others, and of a short one a word: a busy machine loses pieces of the sound before anybody hears it. */
const MOST_WRONG = 0.25;

// Processes are found in /proc.
describe.runIf(process.platform === "linux")("an interrupted meeting", () => {
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

  async function launch(profile: string, options: LaunchOptions = {}): Promise<Earshot> {
    const host = { sidecarArguments: UNDEGRADED };
    earshot = await launchEarshot({ profile, settings: demoWithoutMicrophone, host, ...options });
    return earshot;
  }

  /** The demo meeting until somebody is in the middle of the sentence after the first final. */
  async function talk(running: Earshot): Promise<string> {
    const page = await running.openPage(`${server.url}meeting.html`);
    await running.startCaptions(page);
    await joinDemoMeeting(page);
    const final = await running.waitForCaption(({ isFinal }) => isFinal, HUNG_MS);
    await running.waitForCaption(
      ({ isFinal, utterance }) => !isFinal && utterance > final.utterance,
      HUNG_MS,
    );
    const { transcript } = running.view;
    if (transcript === null) throw new Error("no transcript");
    return transcript.session;
  }

  test("UI-5 kill -9 of browser, host and sidecar at once, in the middle of a sentence, loses no stored word", async ({
    annotate,
  }) => {
    const profile = temporaryFolder();
    const first = await launch(profile);
    const session = await talk(first);

    const stored = await killEverything(first, profile, session);
    earshot = null;
    const startedAtMs = Date.now();
    const second = await launch(profile);
    await untilRecovered(second.view, session);
    await annotate(`recovered ${samplesToMs(stored)} ms of sound in ${Date.now() - startedAtMs} ms`);

    const transcript = second.view.transcript;
    expect(transcript).toMatchObject({ session, completeness: "recovered" });
    expectCompleteUpTo(transcript, stored);
    expect(existsSync(sessionFolder(profile, session))).toBe(false);
    const panel = await second.sidePanel();
    await panel.waitForSelector(`[data-recovered="done"][data-session="${session}"]`, { visible: true });
  });

  test("UI-5 a browser that is closed in a meeting leaves it to the next start", async () => {
    const profile = temporaryFolder();
    const first = await launch(profile);
    const session = await talk(first);

    await first.close();
    const stored = storedSamples(profile, session);
    const second = await launch(profile);
    await untilRecovered(second.view, session);

    expect(second.view.transcript).toMatchObject({ session, completeness: "recovered" });
    expectCompleteUpTo(second.view.transcript, stored);
  });

  test("CAP-8 an extension that is reloaded in a meeting recovers it by itself", async () => {
    const profile = temporaryFolder();
    const running = await launch(profile);
    const session = await talk(running);

    // Loading an unpacked extension again reloads it, as its developer's page does.
    await running.browser.installExtension(EXTENSION);
    const view = await eventually(() => LiveView.open(running.browser, running.extensionId));
    await view.watch(HUNG_MS);
    await untilRecovered(view, session);

    const [line] = view.transcript?.segments ?? [];
    expect(line?.isFinal).toBe(true);
    expectSpoken(line?.stable, 0);
  });

  test("UI-5 a meeting that starts goes first, and the recovery goes on after it", async ({ annotate }) => {
    const profile = temporaryFolder();
    const first = await launch(profile);
    const session = await talk(first);
    await killEverything(first, profile, session);
    earshot = null;

    const second = await launch(profile, {
      host: { sidecarArguments: ["--decode-delay-ms=12000", ...UNDEGRADED] },
    });
    await second.view.until("the recovery", HUNG_MS, () => recovered(second.view, session, "transcribing"));
    const page = await second.openPage(`${server.url}meeting.html`);
    await second.startCaptions(page);
    // One decode of the recovery takes longer than a start, also on a busy machine: had the meeting waited for it, the next would be under way.
    expect(recovered(second.view, session, "waiting")).toBe(true);
    const { startToFirstFrameMs } = await second.diagnostics();
    await annotate(
      `a meeting started ${startToFirstFrameMs} ms after the click, in the middle of a recovery`,
    );
    await second.stopCaptions(page, HUNG_MS);
    await untilRecovered(second.view, session);
  });
});

function demoWithoutMicrophone(stored: Settings): Settings {
  return { ...consented("demo", "en")(stored), isMicrophoneWanted: false };
}

async function killEverything(earshot: Earshot, profile: string, session: string): Promise<number> {
  await killBrowser(earshot.browser);
  return storedSamples(profile, session);
}

function untilRecovered(view: LiveView, session: string): Promise<true> {
  return view.until("the recovered meeting", 2 * HUNG_MS, () => recovered(view, session, "done"));
}

function recovered(view: LiveView, session: string, state: string): true | null {
  const found = view.status?.recovered.find((known) => known.session === session);
  return found?.state === state ? true : null;
}

function sessionFolder(profile: string, session: string): string {
  return join(profile, "earshot-data/sessions", session);
}

/** Samples of the tab that the host has on disk. */
function storedSamples(profile: string, session: string): number {
  const folder = sessionFolder(profile, session);
  if (!existsSync(folder)) throw new Error(`no session in ${readdirSync(profile).join(", ")}`);
  return storedFrames(statSync(join(folder, framesName("tab"))).size) * FRAME_SAMPLES;
}

/** Every line that was spoken by then, in its order, and of the one that was cut off what there is. */
function expectCompleteUpTo(transcript: Transcript | null, stored: number): void {
  const segments = transcript?.segments ?? [];
  const whole = segments.slice(0, -1).map(({ stable }) => stable);
  const last = segments.at(-1);
  expect(segments.every(({ isFinal }) => isFinal)).toBe(true);
  expect(whole.length).toBeGreaterThan(0);
  for (const [index, text] of whole.entries()) expectSpoken(text, index);
  // It reaches to the end of what was stored, unless it was spoken to its own end by then.
  const isCutOff = (last?.endSample ?? 0) > stored - 24_000;
  if (!isCutOff) expectSpoken(last?.stable, whole.length);
}

/** `text` is that line, but for what may be wrong of it. */
function expectSpoken(text: string | undefined, line: number): void {
  const spoken = LINES[line]?.text ?? "";
  const mostWrong = Math.max(MOST_WRONG, 1 / Math.max(1, spokenWords(spoken).length));
  expect(wordErrorRate(spoken, text ?? "")).toBeLessThanOrEqual(mostWrong);
}
