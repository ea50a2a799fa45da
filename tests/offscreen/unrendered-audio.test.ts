import { expect, test } from "vitest";
import { SAMPLE_RATE } from "../../protocol/audio.ts";
import { LossFigures } from "../../src/offscreen/unrendered-audio.ts";

const ms = (count: number) => (count * SAMPLE_RATE) / 1000;

/** Holes of `lengthMs`, one every `everyMs`. */
function holes(count: number, lengthMs: number, everyMs: number): LossFigures {
  const figures = new LossFigures();
  for (let index = 1; index <= count; index++) figures.add(ms(lengthMs), ms(index * everyMs));
  return figures;
}

test("CAP-7 a hole of 199 ms is counted and not reported, one of 200 ms is reported", () => {
  expect(holes(1, 199, 5000).figures).toEqual({ lostMs: 199, shownLostMs: 0, shortHoles: 1 });
  expect(holes(1, 200, 5000).figures).toEqual({ lostMs: 200, shownLostMs: 200, shortHoles: 0 });
});

test("CAP-7 short holes are reported once they come to more than a second within a minute, and all of them", () => {
  // 17 × 60 ms = 1020 ms, 3 s apart.
  expect(holes(16, 60, 3000).figures.shownLostMs).toBe(0);
  expect(holes(17, 60, 3000).figures).toEqual({ lostMs: 1020, shownLostMs: 1020, shortHoles: 17 });
  expect(holes(10, 100, 1000).figures.shownLostMs).toBe(0);
});

test("CAP-7 short holes that are rare are never reported, however long the meeting", () => {
  // 60 ms every 4 s: 15 in a minute, 900 ms.
  expect(holes(2700, 60, 4000).figures).toEqual({ lostMs: 162_000, shownLostMs: 0, shortHoles: 2700 });
});

test("CAP-7 short holes that go on are reported again after another second of them", () => {
  expect(holes(33, 60, 1000).figures.shownLostMs).toBe(1020);
  expect(holes(34, 60, 1000).figures.shownLostMs).toBe(2040);
});
