import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FrameTimeline } from "../../../native-host/journal/source-journal.ts";

/** Of five stored frames. */
function timeline(...breaks: [seq: number, firstSample: number][]): FrameTimeline {
  const built = new FrameTimeline({ frames: 5 });
  for (const [seq, first_sample] of breaks) built.add({ seq, first_sample });
  return built;
}

test("without breaks frames follow each other from sample 0", () => {
  expect(timeline().firstSample(3)).toBe(4800);
});

test("from a break on samples count again", () => {
  const paused = timeline([2, 100_000]);

  expect([1, 2, 3].map((seq) => paused.firstSample(seq))).toEqual([1600, 100_000, 101_600]);
});

test("a later break for the same frame replaces the earlier one", () => {
  expect(timeline([2, 100_000], [2, 3200]).firstSample(3)).toBe(4800);
});

test.each([
  ["in the middle of a frame", 1700, 1],
  ["at a frame's start", 3200, 2],
  ["in a gap: the frame before it", 50_000, 2],
  ["after a gap", 101_600, 3],
  ["after the last frame: the next one", 900_000, 5],
])("the frame at a sample %s", (_where, sample, seq) => {
  expect(timeline([2, 100_000]).frameAt(sample)).toBe(seq);
});

test("frame 0 is the frame at every sample before a source that began late", () => {
  expect(timeline([0, 48_000]).frameAt(0)).toBe(0);
});

test("every frame is the frame at its own first sample", () => {
  const gaps = fc.array(
    fc.record({ frames: fc.integer({ min: 1, max: 50 }), gap: fc.nat({ max: 100_000 }) }),
    {
      maxLength: 10,
    },
  );

  fc.assert(
    fc.property(gaps, fc.nat({ max: 600 }), (pauses, seq) => {
      const built = new FrameTimeline({ frames: 1000 });
      let next = 0;
      for (const { frames, gap } of pauses) {
        const first_sample = built.firstSample(next + frames) + gap;
        next += frames;
        built.add({ seq: next, first_sample });
      }

      expect(built.frameAt(built.firstSample(seq))).toBe(seq);
    }),
  );
});
