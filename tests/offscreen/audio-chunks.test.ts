import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type AudioSource, FRAME_SAMPLES } from "../../protocol/audio.ts";
import { AudioChunks } from "../../src/offscreen/stored-audio/audio-chunks.ts";
import type { AudioChunk } from "../../src/shared/audio/stored-audio.ts";

/** Frames of a full chunk. */
const FULL = 50;
const SECOND = 16_000;

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
});

/** Chunks whose encoder gives the samples as they are, and what is posted. */
class Run {
  readonly posted: AudioChunk[] = [];
  failures = 0;
  /** Whether the worker stores what is posted. */
  isStored = true;
  encode = (pcm: Int16Array<ArrayBuffer>): Promise<Uint8Array> =>
    Promise.resolve(new Uint8Array(pcm.slice().buffer));
  readonly audio = new AudioChunks({
    encode: (pcm) => this.encode(pcm),
    post: (chunk) => {
      this.posted.push(chunk);
      if (this.isStored) this.audio.settled(chunk.source, chunk.startSample);
    },
    onFailed: () => {
      this.failures += 1;
    },
  });

  /** Frames whose samples say which of the source's frames they are. */
  frames(source: AudioSource, first: number, count: number): void {
    for (let frame = first; frame < first + count; frame += 1)
      this.audio.push(source, frame * FRAME_SAMPLES, new Int16Array(FRAME_SAMPLES).fill(frame));
  }

  /** What was posted of a source: where each chunk begins and ends, in frames. */
  spans(source: AudioSource): (readonly [number, number])[] {
    return this.posted
      .filter((chunk) => chunk.source === source)
      .map(({ startSample, endSample }) => [startSample / FRAME_SAMPLES, endSample / FRAME_SAMPLES]);
  }
}

function wanted(): Run {
  const run = new Run();
  run.audio.want(true);
  return run;
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

test("UI-9 unless the user wants it nothing is stored", async () => {
  const run = new Run();

  run.frames("tab", 0, 3 * FULL);
  await run.audio.finish();

  expect(run.posted).toEqual([]);
});

test("UI-9 both sources are stored in chunks that hold every sample at its place, the last one shorter", async () => {
  const run = wanted();

  run.frames("tab", 0, FULL + 3);
  run.frames("mic", 7, 2);
  await run.audio.finish();

  expect(run.spans("tab")).toEqual([
    [0, FULL],
    [FULL, FULL + 3],
  ]);
  expect(run.spans("mic")).toEqual([[7, 9]]);
  const last = run.posted.find(({ startSample }) => startSample === FULL * FRAME_SAMPLES);
  const samples = new Int16Array(Uint8Array.from(Buffer.from(last?.opus ?? "", "base64")).buffer);
  expect([samples.length, samples[0], samples.at(-1)]).toEqual([3 * FRAME_SAMPLES, FULL, FULL + 2]);
});

test("UI-9 a gap stays a gap: what comes after it is a chunk of its own", async () => {
  const run = wanted();

  run.frames("tab", 0, 10);
  run.frames("tab", 30, 10);
  await run.audio.finish();

  expect(run.spans("tab")).toEqual([
    [0, 10],
    [30, 40],
  ]);
});

test("UI-9 what is not known to be stored is posted again to a new worker, and with the next chunk", async () => {
  const run = wanted();
  run.isStored = false;
  run.frames("tab", 0, FULL);
  await settle();
  run.audio.resend();
  run.frames("tab", FULL, FULL);
  await settle();
  run.audio.settled("tab", 0);
  run.audio.settled("tab", FULL * FRAME_SAMPLES);

  run.audio.resend();

  const starts = run.spans("tab").map(([start]) => start);
  expect(starts).toEqual([0, 0, 0, FULL]);
});

test("SEC-7 what reaches into a struck span is not stored, wherever it is on its way", async () => {
  const run = wanted();
  run.isStored = false;
  run.frames("tab", 0, FULL);
  await settle();
  run.posted.length = 0;
  const encoding: (() => void)[] = [];
  run.encode = (pcm) =>
    new Promise((resolve) => {
      encoding.push(() => resolve(new Uint8Array(pcm.buffer)));
    });
  // Waiting to be stored; being encoded; being filled; still to come.
  run.frames("tab", FULL, FULL);
  run.frames("tab", 2 * FULL, 3);
  await settle();

  run.audio.strike({ startSample: 4 * SECOND, endSample: 12 * SECOND });
  for (const finishEncoding of encoding) finishEncoding();
  run.encode = (pcm) => Promise.resolve(new Uint8Array(pcm.buffer));
  run.frames("tab", 2 * FULL + 3, 30);
  run.audio.resend();
  await run.audio.finish();

  expect(run.spans("tab")).toEqual([[120, 133]]);
});

test("UI-9 when the user wants it no longer, what is not stored by then is dropped", async () => {
  const run = wanted();
  run.frames("tab", 0, FULL + 5);
  run.audio.want(false);
  await settle();
  run.frames("tab", FULL + 5, FULL);
  run.audio.want(true);
  run.frames("tab", 3 * FULL, FULL);
  await settle();

  expect(run.spans("tab")).toEqual([[3 * FULL, 4 * FULL]]);
});

test.each(["the encoder fails", "nothing is stored"] as const)(
  "UI-9 where %s it gives up, says so once and holds nothing",
  async (why) => {
    const run = wanted();
    run.isStored = false;
    if (why === "the encoder fails") run.encode = () => Promise.reject(new Error("no Opus"));

    for (let chunk = 0; chunk < 40; chunk += 1) {
      run.frames("tab", chunk * FULL, FULL);
      await settle();
    }
    const count = run.posted.length;
    expect(run.failures).toBe(1);
    run.frames("mic", 0, FULL);
    await run.audio.finish();

    expect(run.failures).toBe(1);
    expect(run.posted.length).toBe(count);
    expect(new Set(run.spans("tab").map(([start]) => start)).size).toBe(why === "the encoder fails" ? 0 : 24);
  },
);

test("UI-9 a worker that was not there when it gave up learns of it, by being there and by wanting it after all", async () => {
  const run = wanted();
  run.encode = () => Promise.reject(new Error("no Opus"));
  run.frames("tab", 0, FULL);
  await settle();

  run.audio.resend();
  expect(run.failures).toBe(2);
  run.audio.want(true);
  expect(run.failures).toBe(3);
  run.audio.want(false);
  expect(run.failures).toBe(3);
});

test("UI-9 what a worker refused to store stays refused with the next one, which learns of it", async () => {
  const run = wanted();
  run.isStored = false;
  run.frames("tab", 0, FULL + 3);
  await settle();
  run.posted.length = 0;

  run.audio.refuse();
  expect(run.failures).toBe(0);
  run.audio.resend();
  run.audio.want(true);
  run.frames("tab", FULL + 3, FULL);
  await run.audio.finish();

  expect(run.posted).toEqual([]);
  expect(run.failures).toBe(2);
});

test("UI-9 the end of a capture does not wait long for an encoder that hangs", async () => {
  vi.useFakeTimers();
  const run = wanted();
  run.encode = () => new Promise(() => {});
  run.frames("tab", 0, 3);
  let isFinished = false;
  void run.audio.finish().then(() => {
    isFinished = true;
  });

  await vi.advanceTimersByTimeAsync(1900);
  expect(isFinished).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(isFinished).toBe(true);
});
