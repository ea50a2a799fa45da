import { type AudioSource, samplesToMs } from "../../../protocol/audio.ts";
import type { DoubtfulWord } from "../../../protocol/events.ts";
import { gapSentence, type ReadableGap, readableGaps } from "../gaps.ts";
import type { SegmentVersion } from "../segment-versions.ts";
import { segmentText, speakerOf, type Transcript } from "../transcript.ts";

/** A letter of a script that is written from right to left. */
export const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
/** First Strong Isolate … Pop Directional Isolate: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates. */
const ISOLATED = ["\u2068", "\u2069"] as const;

/** A finished line as every export writes it. Times in milliseconds since the session's start. */
export interface ExportSegment {
  readonly source: AudioSource;
  readonly speaker: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly language: string | null;
  /** Every text the line has had, the live one first; empty while there is but one. */
  readonly versions: readonly SegmentVersion[];
  /** The words that the model doubts; null where that is not known. */
  readonly doubtful: readonly DoubtfulWord[] | null;
}

/** The transcript's finals with words, in time order; what is still tentative is left out. */
export function exportSegments(transcript: Transcript): readonly ExportSegment[] {
  return transcript.segments
    .filter((segment) => segment.isFinal && segmentText(segment).trim() !== "")
    .map((segment) => ({
      source: segment.source,
      speaker: speakerOf(segment, transcript.speakers),
      startMs: samplesToMs(segment.startSample),
      endMs: samplesToMs(segment.endSample),
      text: segmentText(segment),
      language: segment.language,
      versions: segment.versions ?? [],
      doubtful: segment.doubtful ?? null,
    }))
    .toSorted((a, b) => a.startMs - b.startMs);
}

/** Sound that is missing, as the exports for people write it. */
export interface ExportGap {
  readonly startMs: number;
  readonly endMs: number;
  /** Who is missing and why, on one line. */
  readonly sentence: string;
}

export type ExportLine =
  | { readonly type: "segment"; readonly segment: ExportSegment }
  | { readonly type: "gap"; readonly gap: ExportGap };

/** What was said and what is missing, in time order, for a reader of `language` (BCP 47). */
export function exportLines(transcript: Transcript, language: string): readonly ExportLine[] {
  const line = (gap: ReadableGap): ExportLine => {
    const sentence = onOneLine(gapSentence(gap, transcript.speakers, language));
    return { type: "gap", gap: { startMs: gap.startMs, endMs: gap.endMs, sentence } };
  };
  return [
    ...readableGaps(transcript.gaps).map(line),
    ...exportSegments(transcript).map((segment) => ({ type: "segment", segment }) as const),
  ].toSorted((a, b) => startOf(a) - startOf(b));
}

function startOf(line: ExportLine): number {
  return line.type === "gap" ? line.gap.startMs : line.segment.startMs;
}

/** A moment that the user marked, as every export writes it. */
interface ExportBookmark {
  readonly id: string;
  readonly startMs: number;
  readonly note: string;
}

/** What the user marked, in time order. */
export function exportBookmarks({ bookmarks = [], startedAtMs }: Transcript): readonly ExportBookmark[] {
  return bookmarks.map(({ id, atMs, note }) => {
    return { id, startMs: Math.max(0, Math.round(atMs - startedAtMs)), note };
  });
}

/** `text` on one line: every run of white space, control characters and what no file format has room for becomes one space. */
export function onOneLine(text: string): string {
  // Format characters (Cf) stay: emoji and several scripts are written with joiners.
  return text.replaceAll(/[\s\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]+/gu, " ").trim();
}

/** The speaker's name before the words. What is written from right to left keeps its own full stop at its own end. */
export function named(speaker: string, text: string): string {
  const [open, close] = RIGHT_TO_LEFT.test(speaker + text) ? ISOLATED : ["", ""];
  return `${speaker}: ${open}${text}${close}`;
}
