import { afterEach, expect, test, vi } from "vitest";
import { AUDIO_SOURCES, type AudioSource, FRAME_SAMPLES, SAMPLE_RATE } from "../../protocol/audio.ts";
import type { GapReason } from "../../protocol/gaps.ts";
import type { CaptureCallbacks } from "../../src/offscreen/capture.ts";
import { CaptureSession } from "../../src/offscreen/capture-session.ts";
import type { RecordedSources } from "../../src/offscreen/recorded-sources.ts";
import type { OffscreenToBackground } from "../../src/shared/messages/to-background.ts";

const FRAME_MS = 100;
const SESSION = "00000000-0000-4000-8000-000000000001";
const SILENT_INPUT = { connect: () => {}, disconnect: () => {}, close: () => {} };
const LEVEL = { rms: 0, peak: 0 };

/** The audio thread: it is told how much time passes, and how much of that it renders. */
const thread = vi.hoisted(() => ({
  callbacks: null as CaptureCallbacks | null,
  renderedSamples: 0,
  nowMs: 0,
}));

vi.mock("../../src/offscreen/capture.ts", () => ({
  Capture: {
    start: (_streamId: string, sources: RecordedSources, callbacks: CaptureCallbacks) => {
      thread.callbacks = callbacks;
      for (const source of AUDIO_SOURCES) sources.open(source, SILENT_INPUT, source);
      return Promise.resolve({
        get position() {
          return thread.renderedSamples;
        },
        keepMicrophone: () => Promise.resolve(),
        processMicrophone: () => {},
      });
    },
  },
}));

interface Missing {
  readonly source: AudioSource;
  readonly reason: GapReason | undefined;
  readonly ms: number;
}

/** A session that captures both sources, and what it posts. */
class Run {
  readonly #posted: OffscreenToBackground[] = [];
  readonly session = new CaptureSession(SESSION, {
    post: (message) => void this.#posted.push(message),
    areLevelsWanted: () => false,
    newId: () => crypto.randomUUID(),
  });

  static async start(): Promise<Run> {
    Object.assign(thread, { callbacks: null, renderedSamples: 0, nowMs: 0 });
    vi.spyOn(performance, "now").mockImplementation(() => thread.nowMs);
    const run = new Run();
    await run.session.start({
      type: "start-capture",
      session: SESSION,
      streamId: "a stream",
      isMicrophoneWanted: true,
      microphoneDeviceId: null,
      isMicrophoneProcessed: false,
    });
    run.session.resume({ tab: 0, mic: 0 });
    return run;
  }

  /** Audio is delivered. */
  frames(count: number): void {
    for (let index = 0; index < count; index += 1) {
      const firstSample = thread.renderedSamples;
      this.#pass();
      for (const source of AUDIO_SOURCES)
        thread.callbacks?.onFrame({
          type: "frame",
          source,
          firstSample,
          pcm: new Int16Array(FRAME_SAMPLES),
          level: LEVEL,
          completedAtMs: thread.nowMs,
        });
    }
  }

  /** Nothing is. */
  ticks(count: number): void {
    for (let index = 0; index < count; index += 1) {
      this.#pass();
      const { nowMs: completedAtMs, renderedSamples: endSample } = thread;
      thread.callbacks?.onTick({ type: "tick", endSample, completedAtMs });
    }
  }

  /** The machine is too busy to render. */
  stand(ms: number): void {
    thread.nowMs += ms;
  }

  pause(): void {
    for (const source of AUDIO_SOURCES) this.session.sources.silence(source, "paused");
  }

  goOn(): void {
    for (const source of AUDIO_SOURCES) this.session.sources.unsilence(source, "paused");
  }

  /** All the time for which the posted frames have no audio. */
  get missing(): readonly Missing[] {
    return AUDIO_SOURCES.flatMap((source) => {
      let endSample = 0;
      return this.#posted.flatMap((message) => {
        if (message.type !== "frame" || message.request.params.source !== source) return [];
        const { first_sample, gap } = message.request.params;
        const ms = ((first_sample - endSample) * 1000) / SAMPLE_RATE;
        endSample = first_sample + FRAME_SAMPLES;
        return ms === 0 ? [] : [{ source, reason: gap, ms }];
      });
    });
  }

  get shownLostMs(): number {
    const counters = this.#posted.findLast((message) => message.type === "counters");
    return counters?.type === "counters" ? counters.unrendered.shownLostMs : 0;
  }

  #pass(): void {
    thread.nowMs += FRAME_MS;
    thread.renderedSamples += FRAME_SAMPLES;
  }
}

afterEach(() => {
  vi.restoreAllMocks();
});

test("CAP-6 CAP-7 what an overloaded machine did not render of a pause makes the pause longer, and is no second gap", async () => {
  const run = await Run.start();
  run.frames(50);

  run.pause();
  run.ticks(20);
  run.stand(800);
  run.ticks(30);
  run.goOn();
  run.frames(50);

  expect(run.missing).toEqual([
    { source: "tab", reason: "paused", ms: 5800 },
    { source: "mic", reason: "paused", ms: 5800 },
  ]);
  expect(run.shownLostMs).toBe(0);
});

test("CAP-6 CAP-7 a hole that is noticed on the last frames before a pause is one gap with the pause", async () => {
  const run = await Run.start();
  run.frames(50);
  run.stand(800);
  run.frames(15);

  run.pause();
  // Begun before the pause and still on their way; the hole is two seconds old with one of them.
  run.frames(10);
  run.ticks(30);
  run.goOn();
  run.frames(50);

  expect(run.missing).toEqual([
    { source: "tab", reason: "paused", ms: 3800 },
    { source: "mic", reason: "paused", ms: 3800 },
  ]);
});

test("CAP-7 a hole that is noticed in a pause too short for a silence is a gap all the same", async () => {
  const run = await Run.start();
  run.frames(50);
  run.stand(800);
  run.frames(15);

  run.pause();
  run.frames(10);
  run.goOn();
  run.frames(50);

  expect(run.missing).toMatchObject([
    { source: "tab", ms: 800 },
    { source: "mic", ms: 800 },
  ]);
  expect(run.shownLostMs).toBe(800);
});
