import { type Segment, segmentText } from "../shared/transcript.ts";

/** Rows rendered and remembered together: a change touches one block, whatever the meeting's length. */
export const BLOCK_ROWS = 100;

/** The segments whose text the search finds. */
export function matchingSegments(segments: readonly Segment[], pattern: RegExp): readonly Segment[] {
  return segments.filter((segment) => segmentText(segment).search(pattern) !== -1);
}

/** The segments in blocks of `BLOCK_ROWS`, with the source that speaks before each block. */
export function blocksOf(segments: readonly Segment[]): readonly Block[] {
  return Array.from({ length: Math.ceil(segments.length / BLOCK_ROWS) }, (_, index) => {
    const first = index * BLOCK_ROWS;
    return {
      segments: segments.slice(first, first + BLOCK_ROWS),
      sourceBefore: segments[first - 1]?.source ?? null,
    };
  });
}

export interface Block {
  readonly segments: readonly Segment[];
  readonly sourceBefore: Segment["source"] | null;
}

/** Whether two blocks show the same; segments are never changed in place, so identity decides. */
export function isSameBlock(a: Block, b: Block): boolean {
  return (
    a.sourceBefore === b.sourceBefore &&
    a.segments.length === b.segments.length &&
    a.segments.every((segment, index) => segment === b.segments[index])
  );
}
