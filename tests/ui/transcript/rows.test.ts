import { expect, test } from "vitest";
import { readableGaps } from "../../../src/shared/lines/readable-gaps.ts";
import type { Line } from "../../../src/shared/lines/shown-lines.ts";
import { applyChange } from "../../../src/shared/transcript.ts";
import {
  BLOCK_ROWS,
  blocksOf,
  isGap,
  isSameBlock,
  isSegment,
  languageChanges,
  marksOf,
  matchingLines,
  rowsOf,
  speakerOf,
  turnStarts,
} from "../../../src/ui/transcript/rows.ts";
import { finalSegment, gapOf } from "../../shared/transcript-samples.ts";

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
  expect(changed).toEqual([
    {
      rows: [segment],
      sourceBefore: "tab",
      languageBefore: "en",
      awaitedFromSample: Number.POSITIVE_INFINITY,
    },
  ]);
});

test("UI-2 blocks hold every line once, and know who spoke before them", () => {
  const blocks = blocksOf(segments);

  expect(blocks.flatMap(({ rows }) => rows)).toEqual(segments);
  expect(blocks[0]?.sourceBefore).toBeNull();
  expect(blocks[1]?.sourceBefore).toBe(segments[BLOCK_ROWS - 1]?.source);
});

test("STT-1 UI-2 a line says its language where the line before had another one", () => {
  const said = ["en", "en", null, "ja", "ja", "en"].map((language, index) =>
    finalSegment({ utterance: index * 16_000, language }),
  );
  const [gap] = gaps;
  if (gap === undefined) throw new Error("no gap");

  expect(languageChanges([...said.slice(0, 4), gap, ...said.slice(4)], null)).toEqual([
    null,
    null,
    null,
    "ja",
    null,
    null,
    "en",
  ]);
  expect(languageChanges(said.slice(0, 1), "ja")).toEqual(["en"]);
});

test("UI-2 the search keeps the lines that match", () => {
  expect(matchingLines(segments, /line 499/iu)).toHaveLength(11);
});

const gaps = readableGaps([
  gapOf(),
  gapOf({ startSample: 2000 * 16_000, endSample: 2010 * 16_000, source: "mic", reason: "muted" }),
  gapOf({ startSample: 9000 * 16_000, endSample: 9001 * 16_000 }),
]);

test("CAP-6 UI-2 gaps stand in their place among 5,000 lines, and no line is lost", () => {
  const rows = rowsOf(segments, gaps);
  const starts = rows.map((row) => (isGap(row) ? row.startMs : row.startSample / 16));

  expect(rows.filter((row) => !isGap(row))).toEqual(segments);
  expect(rows.filter(isGap)).toEqual(gaps);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(rows.at(-1)).toBe(gaps[2]);
});

test("CAP-6 UI-2 with gaps among 5,000 lines a new caption still changes one block and no other", () => {
  const segment = finalSegment({ utterance: 5000 * 16_000, startSample: 5000 * 16_000 });
  const before = blocksOf(rowsOf(segments, gaps));

  const after = blocksOf(rowsOf([...segments, segment], gaps));

  expect(after.filter((block) => !before.some((known) => isSameBlock(block, known)))).toHaveLength(1);
});

test("CAP-6 UI-2 after a gap the speaker is named again, also where a block begins", () => {
  const lines = segments.slice(1, BLOCK_ROWS);
  const rows = rowsOf(
    [...lines, ...segments.slice(BLOCK_ROWS, BLOCK_ROWS + 9)],
    [{ sources: ["tab"], startMs: (BLOCK_ROWS - 1) * 1000 + 1, endMs: BLOCK_ROWS * 1000, reason: "asleep" }],
  );

  expect(blocksOf(rows)[1]?.sourceBefore).toBeNull();
});

test("STT-2 suppressed words stand in their place, are no line that a search finds, and name everyone again", () => {
  const held = { source: "tab", startSample: 5 * 16_000, endSample: 6 * 16_000 } as const;
  const line = { ...held, text: "Thank you.", language: "en", reason: "silence" } as const;
  const missing = readableGaps([gapOf({ startSample: 7 * 16_000, endSample: 8 * 16_000 })]);

  const rows = rowsOf(segments.slice(0, 10), marksOf(missing, [line]));

  expect(rows.filter((row) => !isSegment(row))).toEqual([line, ...missing]);
  expect(rows.indexOf(line)).toBe(5);
  expect(blocksOf(rows.slice(5))[0]?.sourceBefore).toBeNull();
  expect(speakerOf(line)).toBeNull();
  expect(matchingLines(segments.slice(0, 10), /Thank/)).toEqual([]);
});

test("WHO-2 UI-2 a line whose voice may still come goes on with the tab's line before it, and begins no other block", () => {
  const voices = ["s1", "s2"].map((id) => ({ id, name: "", provenance: "voice" as const }));
  const speakers = { tab: "Others", mic: "You", voices };
  const [a, b, c, d, e] = [{ voice: "s1" }, {}, { voice: "s2" }, {}, { source: "mic" } as const].map(
    (more, second) =>
      finalSegment({ source: "tab", utterance: second * 16_000, startSample: second * 16_000, ...more }),
  ) as [Line, Line, Line, Line, Line];
  const startsFrom = (fromSample: number) =>
    blocksOf([a, b, c, d, e], speakers, fromSample).flatMap((block) => turnStarts(block, speakers));

  expect(startsFrom(c.startSample)).toEqual([true, true, true, false, true]);
  // Where the meeting is over, a line that has no voice is nobody's that is known.
  expect(startsFrom(Number.POSITIVE_INFINITY)).toEqual([true, true, true, true, true]);
  const many = [...segments, { ...d, startSample: 5000 * 16_000 }];
  const [first, last] = [blocksOf(many, speakers, 3 * 16_000), blocksOf(many, speakers, 4999.5 * 16_000)];
  expect(first.at(-1)).toEqual(last.at(-1));
});
