import { samplesToMs } from "../../../protocol/audio.ts";
import { type Line, shownLines } from "../lines/shown-lines.ts";
import { type Segment, segmentText, type Transcript } from "../transcript.ts";
import { fold } from "./folding.ts";

/** What is searched of a meeting, and what a list shows of it. The background stores it sealed (ADR-047). */
export interface SearchText {
  /** The folded finished lines, each ended by a line feed, which no search term holds. */
  readonly folded: string;
  /** Who said single lines, by the names that those were given, beside the meeting's two sides; in order of time. */
  readonly people: readonly string[];
  readonly wordCount: number;
  readonly lengthMs: number;
}

/** Counts the changes of what a search text is made of or how: one that was stored in another form is made again. */
export const SEARCH_TEXT_FORM = 1;

/** A finished line as it is shown beside a hit. */
export type SearchedLine = Pick<Segment, "source" | "utterance"> & {
  readonly startMs: number;
  readonly text: string;
};

/** What a list shows and a search finds of a meeting's finished lines (pure). */
export function searchText({ segments, gaps }: Pick<Transcript, "segments" | "gaps">): SearchText {
  const finals = finishedLines(segments);
  const people = [...new Set(finals.map(({ speaker }) => speaker?.trim() ?? ""))].filter(
    (name) => name !== "",
  );
  const folded = finals.map((line) => `${fold(segmentText(line))}\n`).join("");
  return { folded, people, ...meetingSize(finals, gaps) };
}

/** The lines of a search text, in its order, as they are written (pure). */
export function searchedLines(segments: readonly Segment[]): readonly SearchedLine[] {
  return finishedLines(segments).map((line) => {
    const { source, utterance, startSample } = line;
    return { source, utterance, startMs: samplesToMs(startSample), text: segmentText(line) };
  });
}

function finishedLines(segments: readonly Segment[]): readonly Line[] {
  return shownLines(segments).filter(({ isFinal }) => isFinal);
}

/** How many words the finished lines of a meeting hold, and how long it is (pure). */
export function meetingSize(
  lines: readonly Line[],
  gaps: Transcript["gaps"],
): Pick<SearchText, "wordCount" | "lengthMs"> {
  const finals = lines.filter(({ isFinal }) => isFinal);
  const ends = [...finals, ...gaps].map(({ endSample }) => endSample);
  return {
    wordCount: finals.reduce((all, line) => all + wordsOf(line), 0),
    lengthMs: samplesToMs(ends.reduce((latest, end) => Math.max(latest, end), 0)),
  };
}

/** By line, which never changes: of a meeting that runs, and is read meanwhile, all are counted again with each caption. */
const wordCounts = new WeakMap<Line, number>();

function wordsOf(line: Line): number {
  let count = wordCounts.get(line);
  if (count === undefined) {
    count = countWords(segmentText(line));
    wordCounts.set(line, count);
  }
  return count;
}

/** Scripts that write no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** The browser takes a time for a text that grows with the square of its length: 18 s for 80,000 characters. */
const MOST_SEGMENTED = 2000;

/** Words between spaces; where a script has none, as the browser cuts it. */
function countWords(text: string): number {
  let count = 0;
  for (const part of text.split(/\s+/u)) {
    if (part === "") continue;
    if (UNSPACED.test(part)) count += countUnspaced(part);
    else count += 1;
  }
  return count;
}

function countUnspaced(text: string): number {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "word" });
  let count = 0;
  for (let from = 0; from < text.length; from += MOST_SEGMENTED)
    for (const { isWordLike } of segmenter.segment(text.slice(from, from + MOST_SEGMENTED)))
      if (isWordLike === true) count += 1;
  return count;
}

let segmenter: Intl.Segmenter | null = null;
