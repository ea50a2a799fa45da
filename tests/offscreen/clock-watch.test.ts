import fc from "fast-check";
import { expect, test } from "vitest";
import { FRAME_SAMPLES, SAMPLE_RATE } from "../../protocol/audio.ts";
import { ClockWatch } from "../../src/offscreen/clock-watch.ts";

const FRAME_MS = 100;
const onTime = (index: number) => index * FRAME_MS;
const later = (index: number) => index * FRAME_MS + (index >= 100 ? 400 : 0);

/** Feeds frames at the two clocks' times; returns the milliseconds reported lost. */
function lostMs(
  frames: number,
  handledAtMs: (index: number) => number,
  completedAtMs: (index: number) => number = handledAtMs,
): number {
  const watch = new ClockWatch();
  let lost = 0;
  for (let index = 0; index < frames; index++) {
    lost += watch.observe(handledAtMs(index), completedAtMs(index), (index + 1) * FRAME_SAMPLES);
  }
  return (lost * 1000) / SAMPLE_RATE;
}

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
  expect(lostMs(300, later, onTime)).toBe(0);
  expect(lostMs(300, onTime, later)).toBe(0);
});
