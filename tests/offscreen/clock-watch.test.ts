import fc from "fast-check";
import { expect, test } from "vitest";
import { FRAME_SAMPLES, SAMPLE_RATE } from "../../protocol/audio.ts";
import { ClockWatch } from "../../src/offscreen/unrendered-audio.ts";

const FRAME_MS = 100;
const onTime = (index: number) => index * FRAME_MS;

/** Feeds frames at the two clocks' times; returns what was reported lost. */
function losses(
  frames: number,
  handledAtMs: (index: number) => number,
  completedAtMs: (index: number) => number = handledAtMs,
): { index: number; reason: string; ms: number }[] {
  const watch = new ClockWatch();
  const found: { index: number; reason: string; ms: number }[] = [];
  for (let index = 0; index < frames; index++) {
    const loss = watch.observe(handledAtMs(index), completedAtMs(index), (index + 1) * FRAME_SAMPLES);
    if (loss === null) continue;
    found.push({ index, reason: loss.reason, ms: (loss.samples * 1000) / SAMPLE_RATE });
  }
  return found;
}

/** Milliseconds lost to overload, which is all these tests expect. */
function lostMs(...feed: Parameters<typeof losses>): number {
  const found = losses(...feed);
  expect(found.every(({ reason }) => reason === "overload")).toBe(true);
  return found.reduce((sum, { ms }) => sum + ms, 0);
}

/** On time, but from frame 100 on `ms` later. */
const laterBy = (ms: number) => (index: number) => index * FRAME_MS + (index >= 100 ? ms : 0);

/** A sleep at frame 100, half a second lost at frame 150. */
const sleepThenLoss = (index: number, sleepMs: number) =>
  (index >= 100 ? sleepMs : 0) + (index >= 150 ? 500 : 0);

test("CAP-7 audio that was never rendered is found and measured", () => {
  const lost = lostMs(200, (index) => index * FRAME_MS + (index >= 100 ? 860 : 0));

  expect(lost).toBeCloseTo(860, 0);
});

test("CAP-7 several losses add up", () => {
  const lost = lostMs(400, (index) => index * FRAME_MS + Math.floor(index / 100) * 190);

  expect(lost).toBeCloseTo(3 * 190, 0);
});

test("CAP-7 frames that are only late are no loss, whatever the jitter", () => {
  const jitters = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 300, maxLength: 300 });
  fc.assert(
    fc.property(jitters, (jitter) => {
      // Every tenth frame is on time, as it is on any machine that keeps up.
      const lost = lostMs(300, (index) => index * FRAME_MS + (index % 10 === 0 ? 0 : (jitter[index] ?? 0)));

      expect(lost).toBe(0);
    }),
  );
});

test("CAP-7 a document that hangs and catches up is no loss", () => {
  const lost = lostMs(300, (index) => Math.max(index * FRAME_MS, index >= 100 && index < 160 ? 16_000 : 0));

  expect(lost).toBe(0);
});

test("CAP-7 a document that stays busy, or a clock that somebody sets, is no loss", () => {
  expect(lostMs(300, laterBy(400), onTime)).toBe(0);
  expect(lostMs(300, onTime, laterBy(400))).toBe(0);
});

test("CAP-7 a sleep in which the monotonic clock stands still is a gap of its true length, at its place", () => {
  const found = losses(300, laterBy(900), laterBy(3_600_000));

  expect(found).toEqual([{ index: 100, reason: "asleep", ms: 3_600_000 }]);
});

test("CAP-7 a sleep through which the monotonic clock runs is the same", () => {
  expect(losses(300, laterBy(45_000))).toEqual([{ index: 100, reason: "asleep", ms: 45_000 }]);
});

test("CAP-7 frames that were rendered before a sleep and handled after it stay where they were", () => {
  // The document wakes with ten frames waiting.
  const handledAtMs = (index: number) => (index < 90 ? onTime(index) : Math.max(laterBy(900)(index), 10_800));

  const found = losses(300, handledAtMs, laterBy(60_000));

  expect(found).toEqual([{ index: 100, reason: "asleep", ms: 60_000 }]);
});

test("CAP-7 clocks that people set by minutes while frames come are no loss, forward or back", () => {
  const jitters = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 300, maxLength: 300 });
  const jumps = fc.integer({ min: -7_200_000, max: 7_200_000 });
  fc.assert(
    fc.property(jitters, jumps, (jitter, jumpMs) => {
      const late = (index: number) => (index % 10 === 0 ? 0 : (jitter[index] ?? 0));

      const found = losses(
        300,
        (index) => onTime(index) + late(index),
        (index) => laterBy(jumpMs)(index) + late(index),
      );

      expect(found).toEqual([]);
    }),
  );
});

test("CAP-7 a freeze of less than ten seconds is overload, and so is what is lost after a sleep", () => {
  expect(losses(300, laterBy(9000)).map(({ reason }) => reason)).toEqual(["overload"]);

  const found = losses(
    300,
    (index) => onTime(index) + sleepThenLoss(index, 900),
    (index) => onTime(index) + sleepThenLoss(index, 20_000),
  );

  expect(found.map(({ reason, ms }) => [reason, ms])).toEqual([
    ["asleep", 20_000],
    ["overload", 500],
  ]);
});
