import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Page } from "puppeteer";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AudioSource, FRAME_SAMPLES, samplesToMs } from "../../../protocol/audio.ts";
import type { ViewCommand } from "../../../src/shared/messages/to-background.ts";
import type { SilenceReason, Status } from "../../../src/shared/status.ts";
import type { Transcript, TranscriptGap } from "../../../src/shared/transcript.ts";
import type { Earshot } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { patient } from "../../../tools/driver/browser/pages.ts";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { eventually, HUNG_MS } from "../../eventually.ts";

/** By which two ends of a busy machine's audio may disagree about a moment: it renders late, and in one go. */
const CLOCK_MS = 1000;

/** Between asking for something and seeing it done, epoch milliseconds. */
type Moment = readonly [askedAtMs: number, doneAtMs: number];

describe("the microphone and pauses", () => {
  let server: LocalServer;
  let earshot: Earshot;
  let meeting: Page;
  /** When everything was captured for the first time, epoch milliseconds and frames since then. */
  let begun: { readonly atMs: number; readonly frames: Readonly<Record<AudioSource, number>> };

  beforeEach(async () => {
    server = await serveFolder(join(import.meta.dirname, "../pages"));
    earshot = await launchEarshot();
    meeting = await earshot.openPage(`${server.url}tone.html`);
  });
  afterEach(async () => {
    await earshot.close();
    await server.close();
  });

  const untilStatus = (what: string, probe: (status: Status) => boolean) =>
    earshot.view.until(what, HUNG_MS, () => {
      const { status } = earshot.view;
      return status !== null && probe(status) ? status : null;
    });
  const untilMicrophone = (name: Status["sources"]["mic"]["name"]) =>
    untilStatus(`a microphone that is ${name}`, ({ sources }) => sources.mic.name === name);
  const untilSilenced = (source: "tab" | "mic", reasons: readonly SilenceReason[]) =>
    untilStatus(`${source} silenced`, ({ sources: { [source]: state } }) =>
      isDeepStrictEqual(state, { name: "silenced", reasons }),
    );
  const microphone = () => earshot.view.status?.sources.mic;
  const allowMicrophone = (state: "granted" | "denied") =>
    earshot.browser.setPermission(`chrome-extension://${earshot.extensionId}`, {
      permission: { name: "microphone" },
      state,
    });

  /** Frames of both sources arrive on disk. */
  const untilRecorded = async () => {
    const before = (await earshot.diagnostics()).capture;
    await eventually(async () => {
      const { capture } = await earshot.diagnostics();
      for (const source of ["tab", "mic"] as const) {
        expect(capture[source].acknowledged).toBeGreaterThan(before[source].captured);
      }
    });
  };
  const begin = async () => {
    await earshot.startCaptions(meeting);
    await untilMicrophone("live");
    await untilRecorded();
    const { tab, mic } = (await earshot.diagnostics()).capture;
    begun = { atMs: Date.now(), frames: { tab: tab.captured, mic: mic.captured } };
  };
  /** Sends the background what a view's button would. */
  const send = async (message: ViewCommand) => {
    const panel = await earshot.sidePanel();
    await panel.evaluate(
      (command) => {
        chrome.runtime.connect({ name: "view" }).postMessage(command);
      },
      { ...message, id: crypto.randomUUID() },
    );
  };
  /** Ends the meeting; every frame that was captured is on disk. @returns its transcript, with the gaps since it had begun */
  const end = async (): Promise<Transcript> => {
    await earshot.stopCaptions(meeting, HUNG_MS);
    const { capture, host } = await earshot.diagnostics();
    for (const source of ["tab", "mic"] as const) {
      const { captured, acknowledged, queued, dropped } = capture[source];
      expect({ acknowledged, queued, dropped }).toEqual({ acknowledged: captured, queued: 0, dropped: 0 });
      expect(host?.sources[source].journalled).toBe(captured);
    }
    if (earshot.view.transcript === null) throw new Error("the meeting left no transcript");
    const { transcript } = earshot.view;
    const gaps = transcript.gaps.filter(
      ({ source, endSample }) => endSample > begun.frames[source] * FRAME_SAMPLES,
    );
    return { ...transcript, gaps: withoutOverload(gaps) };
  };

  /** A gap is as long as it was wanted, and began when it was asked for. */
  const expectTimes = (gap: TranscriptGap | undefined, start: Moment, finish: Moment) => {
    if (gap === undefined || earshot.view.transcript === null) throw new Error("there is no gap");
    const { startedAtMs } = earshot.view.transcript;
    const lengthMs = samplesToMs(gap.endSample - gap.startSample);
    expect(lengthMs).toBeGreaterThan(finish[0] - start[1] - CLOCK_MS);
    expect(lengthMs).toBeLessThan(finish[1] - start[0] + CLOCK_MS);
    // Samples are counted from the first one, which comes some time after the start.
    const beganAtMs = startedAtMs + samplesToMs(gap.startSample);
    expect(beganAtMs).toBeGreaterThan(start[0] - (begun.atMs - startedAtMs) - CLOCK_MS);
    expect(beganAtMs).toBeLessThan(start[1] + CLOCK_MS);
  };

  test("CAP-6 a microphone whose permission ends is reopened when it is allowed again, and the gap has its times", async () => {
    await begin();

    const lost = await momentOf(async () => {
      await allowMicrophone("denied");
      await untilMicrophone("unavailable");
    });
    expect(microphone()).toEqual({ name: "unavailable", reason: "microphone_lost" });
    await untilPassed(lost[1], 3000);
    await untilStatus("recording", ({ session }) => session.name === "recording");
    const back = await momentOf(async () => {
      await allowMicrophone("granted");
      await untilMicrophone("live");
    });
    await untilRecorded();
    const transcript = await end();

    expect(transcript.gaps.map(({ source, reason }) => [source, reason])).toEqual([
      ["mic", "microphone_off"],
    ]);
    expectTimes(transcript.gaps[0], lost, back);
  });

  test("CAP-6 mute and pause keep audio out of the recording, and say from when to when", async () => {
    await begin();

    const muted = await momentOf(async () => {
      await send({ type: "mute-microphone", session: earshot.view.running, isMuted: true });
      await untilSilenced("mic", ["muted"]);
    });
    const paused = await momentOf(async () => {
      await send({ type: "pause-session", session: earshot.view.running });
      await untilSilenced("mic", ["muted", "paused"]);
      await untilSilenced("tab", ["paused"]);
    });
    await untilPassed(paused[1], 2000);
    const continued = await momentOf(async () => {
      await send({ type: "continue-session", session: earshot.view.running });
      await untilStatus("the tab again", ({ sources }) => sources.tab.name === "live");
      await untilSilenced("mic", ["muted"]);
    });
    const unmuted = await momentOf(async () => {
      await send({ type: "mute-microphone", session: earshot.view.running, isMuted: false });
      await untilMicrophone("live");
    });
    await untilRecorded();
    const transcript = await end();

    const tab = transcript.gaps.filter(({ source }) => source === "tab");
    const mic = transcript.gaps.filter(({ source }) => source === "mic");
    expect([tab, mic].map((gaps) => gaps.map(({ reason }) => reason))).toEqual([["paused"], ["muted"]]);
    expectTimes(tab[0], paused, continued);
    expectTimes(mic[0], muted, unmuted);
  });

  test("CAP-6 a meeting that is stopped while it is paused ends with both gaps open", async () => {
    await begin();

    const paused = await momentOf(async () => {
      await send({ type: "pause-session", session: earshot.view.running });
      // What is shown is asked for only: silent is what the document says it has silenced.
      await untilSilenced("mic", ["paused"]);
      await untilSilenced("tab", ["paused"]);
    });
    await untilPassed(paused[1], 2000);
    const stoppedAtMs = Date.now();
    const transcript = await end();
    const stopped = [stoppedAtMs, Date.now()] as const;

    const found = transcript.gaps.map(({ source, reason }) => `${source} ${reason}`);
    expect(found.toSorted()).toEqual(["mic paused", "tab paused"]);
    for (const gap of transcript.gaps) expectTimes(gap, paused, stopped);
  });

  test("WHO-3 the microphone comes raw, and with the browser's processing as soon as the user wants that", async () => {
    await begin();
    const target = await earshot.browser.waitForTarget((candidate) =>
      candidate.url().endsWith("/src/offscreen/index.html"),
    );
    const offscreen = patient(await target.asPage());
    await offscreen.evaluate(() => {
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        const stream = await open(constraints);
        const { echoCancellation, noiseSuppression, autoGainControl } =
          stream.getAudioTracks()[0]?.getSettings() ?? {};
        const opened = JSON.stringify([echoCancellation, noiseSuppression, autoGainControl]);
        document.body.dataset["opened"] = `${document.body.dataset["opened"] ?? ""}${opened}`;
        return stream;
      };
    });
    const untilOpened = (how: string) =>
      eventually(async () => {
        expect(await offscreen.evaluate(() => document.body.dataset["opened"])).toBe(how);
      });

    await earshot.view.changeSettings((stored) => ({ ...stored, isEchoLeftToBrowser: true }));
    await untilOpened("[true,true,true]");
    await untilRecorded();
    await earshot.view.changeSettings((stored) => ({ ...stored, isEchoLeftToBrowser: false }));
    await untilOpened("[true,true,true][false,false,false]");
    await untilRecorded();

    expect((await end()).gaps).toEqual([]);
  });

  test("CAP-6 another microphone is chosen in the meeting; unplugged, the default stands in until it is back", async () => {
    await begin();
    const target = await earshot.browser.waitForTarget((candidate) =>
      candidate.url().endsWith("/src/offscreen/index.html"),
    );
    const offscreen = patient(await target.asPage());
    const before = microphone();
    const devices = await offscreen.evaluate(async () =>
      (await navigator.mediaDevices.enumerateDevices())
        .filter(({ kind }) => kind === "audioinput")
        .map(({ deviceId, label }) => ({ deviceId, label })),
    );
    const other = devices.at(-1);
    if (other === undefined) throw new Error("the browser has no test devices");
    const untilLabel = (label: string) =>
      untilStatus(label, ({ sources: { mic } }) => mic.name === "live" && mic.label === label);

    await earshot.view.changeSettings((stored) => ({ ...stored, microphoneDeviceId: other.deviceId }));
    await untilLabel(other.label);
    expect(before).not.toEqual(microphone());
    await untilRecorded();

    // The browser's test devices cannot be pulled out; it can be made to say that one was.
    await offscreen.evaluate((id) => {
      const list = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
      navigator.mediaDevices.enumerateDevices = async () =>
        (await list()).filter(({ deviceId }) => deviceId !== id);
      navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
    }, other.deviceId);
    await untilStatus("the default", ({ sources: { mic } }) => isDeepStrictEqual(mic, before));
    await untilRecorded();
    await offscreen.evaluate(() => {
      Reflect.deleteProperty(navigator.mediaDevices, "enumerateDevices");
      navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
    });
    await untilLabel(other.label);
    await untilRecorded();

    await earshot.view.changeSettings((stored) => ({ ...stored, microphoneDeviceId: "no such device" }));
    await untilStatus("the default", ({ sources: { mic } }) => isDeepStrictEqual(mic, before));
    await untilRecorded();
    expect((await end()).gaps).toEqual([]);
  });
});

async function momentOf(act: () => Promise<unknown>): Promise<Moment> {
  const askedAtMs = Date.now();
  await act();
  return [askedAtMs, Date.now()];
}

function untilPassed(sinceMs: number, ms: number): Promise<void> {
  return eventually(() => expect(Date.now() - sinceMs).toBeGreaterThan(ms));
}

/** What a busy machine lost is another matter: also where it lies within a pause, whose two pieces are one gap here. */
function withoutOverload(gaps: readonly TranscriptGap[]): TranscriptGap[] {
  const losses = gaps.filter(({ reason }) => reason === "overload");
  const isLoss = (source: AudioSource, start: number, end: number) =>
    losses.some((loss) => loss.source === source && loss.startSample <= start && loss.endSample >= end);
  const whole: TranscriptGap[] = [];
  for (const gap of gaps.filter((each) => !losses.includes(each))) {
    const at = whole.findIndex(
      ({ source, reason, endSample }) =>
        source === gap.source && reason === gap.reason && isLoss(source, endSample, gap.startSample),
    );
    const before = whole[at];
    if (before === undefined) whole.push(gap);
    else whole[at] = { ...before, endSample: gap.endSample };
  }
  return whole;
}
