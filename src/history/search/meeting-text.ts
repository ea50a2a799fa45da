import { samplesToMs } from "../../../protocol/audio.ts";
import { type Line, shownLines } from "../../shared/lines/shown-lines.ts";
import { fold } from "../../shared/text/folding.ts";
import { segmentText, type Transcript } from "../../shared/transcript.ts";
import type { LinePlace } from "../../ui/meetings/history-page.ts";

type TextLine = LinePlace & { readonly startMs: number; readonly text: string };

/** What is searched of a meeting. It lives in this page's memory only: on the disk every word is sealed (ADR-040). */
export interface MeetingText {
  readonly lines: readonly TextLine[];
  /** The folded lines, each ended by a line feed, which no term holds. */
  readonly folded: string;
  /** Where each line begins in `folded`. */
  readonly starts: Uint32Array;
  /** Who said single lines, by the names that those were given, beside the meeting's two sides; in order of time. */
  readonly people: readonly string[];
  /** Those names as one folded text. */
  readonly foldedPeople: string;
  readonly wordCount: number;
  readonly lengthMs: number;
}

/** What a list shows and a search finds of a meeting's finished lines (pure). */
export function meetingText({ segments, gaps }: Pick<Transcript, "segments" | "gaps">): MeetingText {
  const finals = shownLines(segments).filter(({ isFinal }) => isFinal);
  const lines = finals.map((segment) => {
    const { source, utterance, startSample } = segment;
    return { source, utterance, startMs: samplesToMs(startSample), text: segmentText(segment) };
  });
  const folded = lines.map(({ text }) => `${fold(text)}\n`);
  const starts = new Uint32Array(lines.length);
  for (let index = 1; index < lines.length; index += 1)
    starts[index] = (starts[index - 1] ?? 0) + (folded[index - 1]?.length ?? 0);
  const people = [...new Set(finals.map(({ speaker }) => speaker?.trim() ?? ""))].filter(
    (name) => name !== "",
  );
  const foldedPeople = fold(people.join(" / "));
  return { lines, folded: folded.join(""), starts, people, foldedPeople, ...meetingSize(finals, gaps) };
}

/** How many words the finished lines of a meeting hold, and how long it is (pure). */
export function meetingSize(
  lines: readonly Line[],
  gaps: Transcript["gaps"],
): Pick<MeetingText, "wordCount" | "lengthMs"> {
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

/** Words between spaces; where a script has none, as the browser cuts it. */
function countWords(text: string): number {
  if (!UNSPACED.test(text)) return text.split(/\s+/u).filter((word) => word !== "").length;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "word" });
  let count = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike === true) count += 1;
  return count;
}

let segmenter: Intl.Segmenter | null = null;
