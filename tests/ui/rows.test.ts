import { expect, test } from "vitest";
import { applyChange } from "../../src/shared/transcript.ts";
import { BLOCK_ROWS, blocksOf, isSameBlock, matchingSegments } from "../../src/sidepanel/rows.ts";
import { finalSegment } from "../shared/transcript-samples.ts";

const segments = Array.from({ length: 5000 }, (_, index) =>
  finalSegment({
    utterance: index * 16_000,
    startSample: index * 16_000,
    source: index % 3 === 0 ? "mic" : "tab",
    stable: `Line ${index}.`,
  }),
);

test("UI-2 with 5,000 lines a new caption changes one block and no other", () => {
  const segment = finalSegment({ utterance: 5000 * 16_000, startSample: 5000 * 16_000 });
  const before = blocksOf(applyChange(segments, { type: "put", segment: { ...segment, isFinal: false } }));

  const after = blocksOf(applyChange(segments, { type: "put", segment }));

  const changed = after.filter((block) => !before.some((known) => isSameBlock(block, known)));
  expect(changed).toEqual([{ segments: [segment], sourceBefore: "tab" }]);
});

test("UI-2 blocks hold every line once, and know who spoke before them", () => {
  const blocks = blocksOf(segments);

  expect(blocks.flatMap((block) => block.segments)).toEqual(segments);
  expect(blocks[0]?.sourceBefore).toBeNull();
  expect(blocks[1]?.sourceBefore).toBe(segments[BLOCK_ROWS - 1]?.source);
});

test("UI-2 the search keeps the lines that match", () => {
  expect(matchingSegments(segments, /line 499/iu)).toHaveLength(11);
});
