import { type Line, segmentOfLine } from "../../shared/lines/shown-lines.ts";
import { isSameSpeaker, type Speakers, type Spoken } from "../../shared/lines/voices.ts";
import { type Segment, segmentText } from "../../shared/transcript.ts";
import { awaitedFrom, isVoiceAwaited } from "./speaker.ts";

/** What one speaker said without the other in between, as one paragraph; never empty. */
export interface Turn extends Spoken {
  /** Its first segment's, when it began: one turn keeps one name. */
  readonly name: string;
  readonly segments: readonly Line[];
}

/** The turns on display, oldest first, and the segments whose turns have left it. */
export interface ShownTurns {
  readonly turns: readonly Turn[];
  readonly left: ReadonlySet<string>;
}

export const NO_TURNS: ShownTurns = { turns: [], left: new Set() };

/** A longer turn goes on in a new paragraph, with the speaker's name again, so that it can leave the display as a whole. */
const MOST_SEGMENTS = 6;

/** By what a segment is known in every view. */
export function segmentName({ source, utterance }: Pick<Segment, "source" | "utterance">): string {
  return `${source} ${utterance}`;
}

/**
 * The turns after `segments` have changed (pure). What is on display stays where it stands, whatever comes before or between
 * it later: a segment that is new is written behind all others, so words that are being read never move to another line. Only
 * whole turns leave, the oldest first. A line whose voice may still come stands in the turn before it, and leaves it where it
 * turns out to be another's, or nobody's that is known: its words stay behind the same ones.
 */
export function nextTurns(
  shown: ShownTurns,
  segments: readonly Line[],
  mostTurns: number,
  speakers?: Speakers,
  isOpen = true,
): ShownTurns {
  const fromSample = awaitedFrom(segments, speakers, isOpen);
  const isOfTurn = (turn: Turn, line: Line) =>
    isSameSpeaker(turn, line, speakers) || (turn.source === line.source && isVoiceAwaited(line, fromSample));
  const byName = new Map(segments.map((segment) => [segmentName(segment), segment]));
  // Where a line on display is split, all of it stays where it stands.
  const partsOf = new Map<string, readonly Line[]>();
  for (const segment of segments) {
    const name = segmentName(segmentOfLine(segment));
    partsOf.set(name, [...(partsOf.get(name) ?? []), segment]);
  }
  const onDisplay = new Set(shown.turns.flatMap((turn) => turn.segments.map(segmentName)));
  const asNow = (known: Line): readonly Line[] => {
    const first = segmentName(segmentOfLine(known));
    if (first === segmentName(known)) return partsOf.get(first) ?? [];
    return onDisplay.has(first) ? [] : [byName.get(segmentName(known)) ?? []].flat();
  };
  const turns: Turn[] = [];
  for (const turn of shown.turns) {
    let isFirst = true;
    for (const segment of turn.segments.flatMap(asNow)) {
      // A line that is another speaker's by now leaves its turn.
      const last = isFirst ? undefined : turns.at(-1);
      if (last !== undefined && isOfTurn(last, segment)) turns[turns.length - 1] = withSegment(last, segment);
      else turns.push(turnOf(segment, isFirst ? turn.name : segmentName(segment)));
      isFirst = false;
    }
  }
  const known = new Set(turns.flatMap((turn) => turn.segments.map(segmentName)));
  for (const [name, segment] of byName) {
    if (known.has(name) || shown.left.has(name) || segmentText(segment).trim() === "") continue;
    const last = turns.at(-1);
    if (last !== undefined && isOfTurn(last, segment) && last.segments.length < MOST_SEGMENTS)
      turns[turns.length - 1] = withSegment(last, segment);
    else turns.push(turnOf(segment, name));
  }
  const leaving = turns.slice(0, Math.max(0, turns.length - mostTurns));
  const left = [...shown.left, ...leaving.flatMap((turn) => turn.segments.map(segmentName))];
  return { turns: turns.slice(leaving.length), left: new Set(left.filter((name) => byName.has(name))) };
}

function turnOf(segment: Line, name: string): Turn {
  const { source, voice, speaker } = segment;
  return { name, source, voice, speaker, segments: [segment] };
}

function withSegment(turn: Turn, segment: Line): Turn {
  return { ...turn, segments: [...turn.segments, segment] };
}
