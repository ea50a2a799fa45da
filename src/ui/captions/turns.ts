import { isSameSpeaker, type Segment, type Spoken, segmentText } from "../../shared/transcript.ts";

/** What one speaker said without the other in between; never empty. */
export interface Turn extends Spoken {
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
  const turns: (Spoken & { readonly segments: Segment[] })[] = [];
  for (const segment of segments) {
    if (segmentText(segment).trim() === "") continue;
    const turn = turns.at(-1);
    if (turn !== undefined && isSameSpeaker(turn, segment)) turn.segments.push(segment);
    else turns.push({ source: segment.source, speaker: segment.speaker, segments: [segment] });
  }
  return turns
    .slice(-limits.turns)
    .map((turn) => ({ ...turn, segments: turn.segments.slice(-limits.segmentsPerTurn) }));
}
