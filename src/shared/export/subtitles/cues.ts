import { clock } from "../../timestamps.ts";
import type { Transcript } from "../../transcript.ts";
import { type ExportParts, FIRST_PARTS } from "../parts.ts";
import { type ExportGap, type ExportSegment, exportLines, named, onOneLine } from "../segments.ts";
import { breakable, columnsOf, LINE_COLUMNS, wrap } from "./line-breaks.ts";

/** Two lines, seven seconds and twenty characters a second are what people can read: BBC Subtitle Guidelines, Netflix TTSG. */
const MOST_LINES = 2;
const LONGEST_MS = 7000;
const COLUMNS_PER_S = 20;
/** A player shows what is missing for this long; what the other side says meanwhile needs the room. */
const SHORTEST_GAP_MS = 1000;
const LONGEST_GAP_MS = 5000;
/** However slowly somebody speaks, a cue holds as much as this. */
const FEWEST_COLUMNS = 16;
/** Of a cue's room: a clause that ends later than this ends the cue, so that the next one begins with a thought. */
const EARLIEST_CLAUSE_END = 0.5;
const LONGEST_NAME_COLUMNS = 20;
const CLAUSE_END = /[.?!,;:。？！、，；：…][\p{Pe}\p{Pf}"']*\s*$/u;
/** What a player shows at once. Times in milliseconds since the session's start. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  /** Null where audio is missing, and where names are left out. */
  readonly speaker: string | null;
  /** At most two for what was said, the speaker's name before the first where it is needed. */
  readonly lines: readonly string[];
  /** Which of the transcript's lines it is of. */
  readonly line: number;
}

interface Piece {
  readonly startMs: number;
  readonly endMs: number;
  /** Of a gap: shown for as long as it says, not for as long as it takes to read. */
  readonly isMissing: boolean;
  readonly speaker: string | null;
  readonly language: string | null;
  /** As `breakable` cuts it. */
  readonly text: readonly string[];
  readonly line: number;
  readonly isFirst: boolean;
}

/**
 * The transcript as subtitles, in order of time. A line that is too long to be read at once becomes several cues, each with
 * its share of the time by its length (live captions have no word times). A player does not show who speaks, so the words do:
 * where a line begins and where another cue came between.
 */
export function exportCues(
  transcript: Transcript,
  language: string,
  parts: ExportParts = FIRST_PARTS,
): readonly Cue[] {
  const pieces = exportLines(transcript, language, parts)
    .flatMap((line, index) =>
      line.type === "gap" ? [missing(line.gap, language, index)] : spoken(line.segment, index, parts),
    )
    .toSorted((a, b) => a.startMs - b.startMs);
  return pieces.map((piece, index) => {
    const { startMs, speaker, text, line } = piece;
    const isNamed = speaker !== null && (piece.isFirst || pieces[index - 1]?.line !== line);
    const lines = isNamed ? withName(speaker, text, piece.language) : wrap(text);
    return { startMs, endMs: readUntilMs(piece, pieces[index + 1]?.startMs), speaker, lines, line };
  });
}

function withName(speaker: string, text: readonly string[], language: string | null): readonly string[] {
  const name = breakable(`${speaker}: `, language);
  const prefix = name.join("");
  const lines = wrap([...name, ...text]);
  const [first = "", ...rest] = lines;
  return first.startsWith(prefix) ? [named(speaker, first.slice(prefix.length)), ...rest] : lines;
}

/** How subtitles show that audio is missing: a cue in brackets at the gap's beginning, with the times of all of it. */
function missing({ startMs, endMs, sentence }: ExportGap, language: string, line: number): Piece {
  const shownMs = Math.min(LONGEST_GAP_MS, Math.max(SHORTEST_GAP_MS, endMs - startMs));
  const written = language.slice(0, 2);
  const text = breakable(`[${clock(startMs)} – ${clock(endMs)} ${sentence}]`, written);
  const shown = { startMs, endMs: startMs + shownMs, isMissing: true, speaker: null, language: written };
  return { ...shown, text, line, isFirst: true };
}

function spoken(segment: ExportSegment, line: number, parts: ExportParts): readonly Piece[] {
  const { startMs, language } = segment;
  const speaker = parts.speakers ? shortName(onOneLine(segment.speaker)) : null;
  const whole = onOneLine(segment.text);
  const msPerColumn = Math.max(0, segment.endMs - startMs) / Math.max(1, columnsOf(whole));
  let before = 0;
  return cueTexts(whole, { speaker, language, msPerColumn }).map((text, index) => {
    const from = startMs + Math.round(before * msPerColumn);
    before += columnsOf(text.join(""));
    const to = startMs + Math.round(before * msPerColumn);
    const times = { startMs: from, endMs: to, isMissing: false };
    return { ...times, speaker, language, text, line, isFirst: index === 0 };
  });
}

/** A name that leaves the words a line and a half. */
function shortName(name: string): string {
  if (columnsOf(name) <= LONGEST_NAME_COLUMNS) return name;
  let short = "";
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    if (columnsOf(short + segment) >= LONGEST_NAME_COLUMNS) break;
    short += segment;
  }
  return `${short}…`;
}

interface Room {
  /** Whose name stands before the words; null: none does. */
  readonly speaker: string | null;
  readonly language: string | null;
  readonly msPerColumn: number;
}

/** Cuts a line into what can be read at once, at the ends of clauses where there are any. */
function cueTexts(text: string, { speaker, language, msPerColumn }: Room): readonly (readonly string[])[] {
  const name = speaker === null ? [] : breakable(`${speaker}: `, language);
  const mostColumns = Math.min(
    MOST_LINES * LINE_COLUMNS,
    Math.max(FEWEST_COLUMNS, Math.floor(LONGEST_MS / Math.max(1, msPerColumn))),
  );
  const hasRoom = (cue: readonly string[]) =>
    columnsOf(cue.join("").trimEnd()) <= mostColumns && wrap([...name, ...cue]).length <= MOST_LINES;
  const texts: (readonly string[])[] = [];
  let cue: string[] = [];
  for (const piece of breakable(text, language)) {
    if (cue.length > 0 && !hasRoom([...cue, piece])) {
      const end = clauseEnd(cue, mostColumns);
      texts.push(cue.slice(0, end));
      cue = cue.slice(end);
    }
    cue.push(piece);
  }
  return cue.length === 0 ? texts : [...texts, cue];
}

/** How many pieces to take: up to the last clause that ends late enough, else all. */
function clauseEnd(cue: readonly string[], mostColumns: number): number {
  const least = EARLIEST_CLAUSE_END * Math.min(mostColumns, columnsOf(cue.join("")));
  const end = cue.findLastIndex(
    (piece, index) => CLAUSE_END.test(piece) && columnsOf(cue.slice(0, index + 1).join("")) >= least,
  );
  return end === -1 ? cue.length : end + 1;
}

/** Until it is read, if the next cue leaves it the time; a cue of no length is never shown by a player. */
function readUntilMs({ startMs, endMs, text, isMissing }: Piece, nextMs = Infinity): number {
  if (isMissing) return endMs;
  const readMs = startMs + (columnsOf(text.join("")) / COLUMNS_PER_S) * 1000;
  const latestMs = Math.min(Math.max(endMs, Math.min(readMs, nextMs)), startMs + LONGEST_MS);
  return Math.max(Math.round(latestMs), startMs + 1);
}
