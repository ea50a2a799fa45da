import { samplesToMs } from "../../protocol/audio.ts";
import type { ReadableGap } from "../shared/gaps.ts";
import { type Segment, segmentText } from "../shared/transcript.ts";

/** Rows rendered and remembered together: a change touches one block, whatever the meeting's length. */
export const BLOCK_ROWS = 100;

/** A line of the panel: what was said, or what is missing. */
export type Row = Segment | ReadableGap;

export function isGap(row: Row): row is ReadableGap {
  return "reason" in row;
}

/** The segments whose text the search finds. */
export function matchingSegments(segments: readonly Segment[], pattern: RegExp): readonly Segment[] {
  return segments.filter((segment) => segmentText(segment).search(pattern) !== -1);
}

/** Segments and gaps in time order, a gap before what is said at its beginning. Both come in order. */
export function rowsOf(segments: readonly Segment[], gaps: readonly ReadableGap[]): readonly Row[] {
  if (gaps.length === 0) return segments;
  const rows: Row[] = [];
  let told = 0;
  for (const segment of segments) {
    const startMs = samplesToMs(segment.startSample);
    for (let gap = gaps[told]; gap !== undefined && gap.startMs <= startMs; gap = gaps[told]) {
      rows.push(gap);
      told += 1;
    }
    rows.push(segment);
  }
  return [...rows, ...gaps.slice(told)];
}

/** The rows in blocks of `BLOCK_ROWS`, with the source that speaks before each block. */
export function blocksOf(rows: readonly Row[]): readonly Block[] {
  return Array.from({ length: Math.ceil(rows.length / BLOCK_ROWS) }, (_, index) => {
    const first = index * BLOCK_ROWS;
    return { rows: rows.slice(first, first + BLOCK_ROWS), sourceBefore: speakerOf(rows[first - 1]) };
  });
}

/** Who speaks in `row`; after a gap everyone is named anew. */
export function speakerOf(row: Row | undefined): Segment["source"] | null {
  return row === undefined || isGap(row) ? null : row.source;
}

export interface Block {
  readonly rows: readonly Row[];
  readonly sourceBefore: Segment["source"] | null;
}

/** Whether two blocks show the same; rows are never changed in place, so identity decides. */
export function isSameBlock(a: Block, b: Block): boolean {
  return (
    a.sourceBefore === b.sourceBefore &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, index) => row === b.rows[index])
  );
}
