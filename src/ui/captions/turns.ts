import { type Segment, segmentText } from "../../shared/transcript.ts";

/** What one speaker said without the other in between; never empty. */
export interface Turn {
  readonly source: Segment["source"];
  readonly segments: readonly Segment[];
}

/** How much is drawn at most. */
interface TurnLimits {
  readonly turns: number;
  /** Of one turn, the newest. */
  readonly segmentsPerTurn: number;
}

/** The newest turns, oldest first. */
export function newestTurns(segments: readonly Segment[], limits: TurnLimits): readonly Turn[] {
  const turns: { source: Segment["source"]; segments: Segment[] }[] = [];
  for (const segment of segments) {
    if (segmentText(segment).trim() === "") continue;
    const turn = turns.at(-1);
    if (turn?.source === segment.source) turn.segments.push(segment);
    else turns.push({ source: segment.source, segments: [segment] });
  }
  return turns
    .slice(-limits.turns)
    .map((turn) => ({ source: turn.source, segments: turn.segments.slice(-limits.segmentsPerTurn) }));
}
