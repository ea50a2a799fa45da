import { samplesToMs } from "../../../protocol/audio.ts";
import type { ReadableGap } from "../../shared/lines/readable-gaps.ts";
import type { Line } from "../../shared/lines/shown-lines.ts";
import type { SuppressedLine } from "../../shared/lines/suppressed.ts";
import { type Speakers, spokenBy } from "../../shared/lines/voices.ts";
import { isFound } from "../captions/highlight.ts";
import { isVoiceAwaited } from "../captions/speaker.ts";

/** Rows rendered and remembered together: a change touches one block, whatever the meeting's length. */
export const BLOCK_ROWS = 50;

/** What stands between the lines: what is missing, or was suppressed. */
export type Mark = ReadableGap | SuppressedLine;
/** A line of the panel: what was said, or what stands between. */
export type Row = Line | Mark;

export function isGap(row: Row): row is ReadableGap {
  return "sources" in row;
}

export function isSegment(row: Row): row is Line {
  return "utterance" in row;
}

/** Gaps and suppressed words in time order. Both come in order. */
export function marksOf(
  gaps: readonly ReadableGap[],
  suppressed: readonly SuppressedLine[],
): readonly Mark[] {
  return suppressed.length === 0
    ? gaps
    : [...gaps, ...suppressed].toSorted((a, b) => startOf(a) - startOf(b));
}

function startOf(mark: Mark): number {
  return isGap(mark) ? mark.startMs : samplesToMs(mark.startSample);
}

/** The lines whose text the search finds. */
export function matchingLines(lines: readonly Line[], pattern: RegExp): readonly Line[] {
  return lines.filter((line) => isFound(line, pattern));
}

/** Lines and marks in time order, a mark before what is said at its beginning. Both come in order. */
export function rowsOf(lines: readonly Line[], marks: readonly Mark[]): readonly Row[] {
  if (marks.length === 0) return lines;
  const rows: Row[] = [];
  let placed = 0;
  for (const line of lines) {
    const startMs = samplesToMs(line.startSample);
    for (let mark = marks[placed]; mark !== undefined && startOf(mark) <= startMs; mark = marks[placed]) {
      rows.push(mark);
      placed += 1;
    }
    rows.push(line);
  }
  return [...rows, ...marks.slice(placed)];
}

/** The rows in blocks of `BLOCK_ROWS`, with who speaks before each block, in which language, and which of its voices may still come. */
export function blocksOf(
  rows: readonly Row[],
  speakers?: Speakers,
  awaitedFromSample = Number.POSITIVE_INFINITY,
): readonly Block[] {
  const blocks: Block[] = [];
  let languageBefore: string | null = null;
  for (let first = 0; first < rows.length; first += BLOCK_ROWS) {
    const inBlock = rows.slice(first, first + BLOCK_ROWS);
    // Of each block its own: a label that comes changes the blocks alone whose lines wait.
    const firstAwaited = inBlock.find(
      (row): row is Line => isSegment(row) && isVoiceAwaited(row, awaitedFromSample),
    );
    const block: Block = {
      rows: inBlock,
      sourceBefore: speakerOf(rows[first - 1], speakers),
      languageBefore,
      awaitedFromSample: firstAwaited?.startSample ?? Number.POSITIVE_INFINITY,
    };
    blocks.push(block);
    const lastLine = block.rows.findLast(isSegment);
    if (lastLine !== undefined) languageBefore = lastLine.language;
  }
  return blocks;
}

/** Who speaks in `row`, as something to compare; after a mark everyone is named again. */
export function speakerOf(row: Row | undefined, speakers?: Speakers): string | null {
  return row === undefined || !isSegment(row) ? null : spokenBy(row, speakers);
}

/**
 * Per row, whether another one speaks in it than in the row before; after a mark everyone begins. A line whose voice may still come
 * goes on with the tab's line before it.
 */
export function turnStarts(
  { rows, sourceBefore, awaitedFromSample }: Omit<Block, "languageBefore">,
  speakers?: Speakers,
): readonly boolean[] {
  let before = sourceBefore;
  return rows.map((row) => {
    const speaker = speakerOf(row, speakers);
    const goesOn =
      isSegment(row) && isVoiceAwaited(row, awaitedFromSample) && before?.split(" ")[0] === row.source;
    const isStart = speaker !== before && !goesOn;
    before = speaker;
    return isStart;
  });
}

/** Per row, its language where another one was spoken in the line before; null where nothing is to be said. */
export function languageChanges(
  rows: readonly Row[],
  languageBefore: string | null,
): readonly (string | null)[] {
  let before = languageBefore;
  return rows.map((row) => {
    const language = isSegment(row) ? row.language : null;
    if (language === null) return null;
    const isChange = before !== null && before !== language;
    before = language;
    return isChange ? language : null;
  });
}

export interface Block {
  readonly rows: readonly Row[];
  readonly sourceBefore: string | null;
  readonly languageBefore: string | null;
  /** From this sample on a line's voice may still come; Infinity where none may. */
  readonly awaitedFromSample: number;
}

/** Whether two blocks show the same; rows are never changed in place, so identity decides. */
export function isSameBlock(a: Block, b: Block): boolean {
  return (
    a.sourceBefore === b.sourceBefore &&
    a.languageBefore === b.languageBefore &&
    a.awaitedFromSample === b.awaitedFromSample &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, index) => row === b.rows[index])
  );
}
