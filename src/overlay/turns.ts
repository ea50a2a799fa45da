import { type Segment, segmentText } from "../shared/transcript.ts";

/** What one speaker said without the other in between; never empty. */
export interface Turn {
  readonly source: Segment["source"];
  readonly segments: readonly Segment[];
}

/** Turns on the page at once: what was just said stays readable while the answer comes. */
const SHOWN_TURNS = 3;
/** Segments of one turn that can still be within its few lines. */
const SHOWN_SEGMENTS = 4;

/** The newest turns, oldest first. */
export function newestTurns(segments: readonly Segment[]): readonly Turn[] {
  const turns: { source: Segment["source"]; segments: Segment[] }[] = [];
  for (const segment of segments) {
    if (segmentText(segment).trim() === "") continue;
    const turn = turns.at(-1);
    if (turn?.source === segment.source) turn.segments.push(segment);
    else turns.push({ source: segment.source, segments: [segment] });
  }
  return turns
    .slice(-SHOWN_TURNS)
    .map((turn) => ({ source: turn.source, segments: turn.segments.slice(-SHOWN_SEGMENTS) }));
}
