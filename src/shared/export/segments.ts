import { type AudioSource, samplesToMs } from "../../../protocol/audio.ts";
import type { DoubtfulWord } from "../../../protocol/events.ts";
import { RIGHT_TO_LEFT } from "../../i18n/direction.ts";
import { wordsIn } from "../../i18n/index.ts";
import { isEcho } from "../lines/echo.ts";
import { highlightedLine, highlightsOf, marksTitle } from "../lines/highlights.ts";
import { gapSentence, type ReadableGap, readableGaps } from "../lines/readable-gaps.ts";
import type { SegmentVersion } from "../lines/segment-versions.ts";
import { type Line, shownLines, versionsOfLine } from "../lines/shown-lines.ts";
import { speakerOf } from "../lines/voices.ts";
import { localDate } from "../timestamps.ts";
import { findSegment, type Segment, segmentText, type Transcript } from "../transcript.ts";
import { type ExportParts, FIRST_PARTS } from "./parts.ts";

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
  readonly isHighlighted: boolean;
  /** When the others' line begins that it only repeats, by way of the loudspeakers; null for every other line. */
  readonly echoOfMs: number | null;
}

/**
 * The transcript's finals with words, in time order; what is still tentative is left out, and echoes may be. One whose words nobody else
 * is known to have said, because that line is not there, never is.
 */
export function exportSegments(
  transcript: Transcript,
  { echoes }: Pick<ExportParts, "echoes"> = FIRST_PARTS,
): readonly ExportSegment[] {
  const { bookmarks = [] } = transcript;
  return shownLines(transcript.segments)
    .filter((segment) => isWritten(segment) && (echoes || !isSaidElsewhere(segment, transcript.segments)))
    .map((segment) => ({
      source: segment.source,
      speaker: speakerOf(segment, transcript.speakers),
      startMs: samplesToMs(segment.startSample),
      endMs: samplesToMs(segment.endSample),
      text: segmentText(segment),
      language: segment.language,
      versions: storedVersions(segment),
      doubtful: segment.doubtful ?? null,
      isHighlighted: highlightsOf(bookmarks, segment).length > 0,
      echoOfMs: repeatedFromMs(segment, transcript.segments),
    }))
    .toSorted((a, b) => a.startMs - b.startMs);
}

function isWritten(segment: Segment): boolean {
  return segment.isFinal && hasWords(segmentText(segment));
}

/** Whether the line is an echo of one that goes in. */
function isSaidElsewhere(line: Line, segments: Transcript["segments"]): boolean {
  if (line.echoOf === undefined || !isEcho(line)) return false;
  const repeated = findSegment(segments, "tab", line.echoOf);
  return repeated !== undefined && isWritten(repeated);
}

function repeatedFromMs(line: Line, segments: Transcript["segments"]): number | null {
  const { echoOf } = line;
  if (echoOf === undefined || !isEcho(line)) return null;
  return samplesToMs(findSegment(segments, "tab", echoOf)?.startSample ?? echoOf);
}

/** All that a line has been. Of the edit that is shown, a part of it has its own words only, so that it can be read again as a line. */
function storedVersions(line: Line): readonly SegmentVersion[] {
  const versions = versionsOfLine(line).map(
    ({ parts: _parts, joined: _joined, endSample: _end, ...version }) => version,
  );
  const last = versions.at(-1);
  return line.part === undefined || last === undefined
    ? versions
    : [...versions.slice(0, -1), { ...last, text: segmentText(line) }];
}

/** Audio that is missing, as the exports for people write it. */
export interface ExportGap {
  readonly startMs: number;
  readonly endMs: number;
  /** Who is missing and why, on one line. */
  readonly sentence: string;
}

export type ExportLine =
  | { readonly type: "segment"; readonly segment: ExportSegment }
  | { readonly type: "gap"; readonly gap: ExportGap };

/** What was said and, if that goes in, what is missing, in time order, for a reader of `language` (BCP 47). */
export function exportLines(
  transcript: Transcript,
  language: string,
  parts: Pick<ExportParts, "gaps" | "speakers" | "echoes"> = FIRST_PARTS,
): readonly ExportLine[] {
  // A sentence about a source names it in any case: where names are left out, by what it is.
  const speakers = parts.speakers ? transcript.speakers : wordsIn(language).speakers;
  const line = (gap: ReadableGap): ExportLine => {
    const sentence = onOneLine(gapSentence(gap, speakers, language));
    return { type: "gap", gap: { startMs: gap.startMs, endMs: gap.endMs, sentence } };
  };
  return [
    ...(parts.gaps ? readableGaps(transcript.gaps).map(line) : []),
    ...exportSegments(transcript, parts).map((segment) => ({ type: "segment", segment }) as const),
  ].toSorted((a, b) => startOf(a) - startOf(b));
}

function startOf(line: ExportLine): number {
  return line.type === "gap" ? line.gap.startMs : line.segment.startMs;
}

/** A moment that the user marked, or a line that they highlighted, as every export writes it. */
interface ExportBookmark {
  readonly id: string;
  readonly startMs: number;
  readonly note: string;
  /** Null for a moment. */
  readonly line: Pick<ExportSegment, "source" | "speaker" | "startMs" | "text" | "language"> | null;
}

/** A text that a line has had beside the one that it shows. */
interface ExportVersion extends Pick<SegmentVersion, "language"> {
  /** Where it comes from, with a colon behind. */
  readonly origin: string;
  /** On one line. */
  readonly text: string;
}

/** The texts that the line has had and does not show, the oldest first, for a reader of `language`; none if they stay out. */
export function exportVersions(
  { versions, text: shown }: ExportSegment,
  language: string,
  parts: Pick<ExportParts, "versions">,
): readonly ExportVersion[] {
  if (!parts.versions) return [];
  const words = wordsIn(language).panel.edit;
  const originOf = ({ model, editedAtMs }: SegmentVersion): string => {
    if (editedAtMs === undefined) return model === null ? words.recognisedLive : words.improvedByModel(model);
    const { date, time } = localDate(editedAtMs);
    return words.editedAt(`${date} ${time}`);
  };
  return versions
    .filter(({ text }) => text !== shown && hasWords(text))
    .map((version) => {
      const { text, language: spoken } = version;
      return { origin: onOneLine(originOf(version)), text: onOneLine(text), language: spoken };
    });
}

/** What the user marked, in time order. */
export function exportBookmarks(transcript: Transcript): readonly ExportBookmark[] {
  const { bookmarks = [], startedAtMs, speakers } = transcript;
  const lines = shownLines(transcript.segments);
  return bookmarks.map((bookmark) => {
    const { id, atMs, note } = bookmark;
    const line = highlightedLine(lines, bookmark);
    return {
      id,
      startMs: Math.max(0, Math.round(atMs - startedAtMs)),
      note,
      line:
        line === undefined
          ? null
          : {
              source: line.source,
              speaker: speakerOf(line, speakers),
              startMs: samplesToMs(line.startSample),
              text: segmentText(line),
              language: line.language,
            },
    };
  });
}

/** The title of what the user marked, for a reader of `language`. */
export function exportMarksTitle(marks: readonly ExportBookmark[], language: string): string {
  const highlights = marks.filter(({ line }) => line !== null).length;
  return marksTitle(wordsIn(language).panel.bookmarks.titles, marks.length - highlights, highlights);
}

/** What stands behind a mark's time in files of one text: who said what is highlighted, and the note; may be empty. */
export function markWords({ line, note }: ExportBookmark, parts: Pick<ExportParts, "speakers">): string {
  return [highlightedWords(line, parts), note].filter((words) => words !== "").join(" – ");
}

/** Who said what is highlighted, on one line; empty for a moment. */
export function highlightedWords(line: ExportBookmark["line"], parts: Pick<ExportParts, "speakers">): string {
  if (line === null) return "";
  return parts.speakers ? named(onOneLine(line.speaker), onOneLine(line.text)) : onOneLine(line.text);
}

/** `text` on one line: every run of white space, control characters and what no file format has room for becomes one space. */
export function onOneLine(text: string): string {
  // Format characters (Cf) stay: emoji and several scripts are written with joiners.
  return text.replaceAll(/[\s\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]+/gu, " ").trim();
}

/** Whether anything is left of `text` in a file. */
export function hasWords(text: string): boolean {
  return onOneLine(text) !== "";
}

/** The speaker's name before the words. */
export function named(speaker: string, text: string): string {
  return labelled(`${speaker}:`, text);
}

/** A label before words. What is written from right to left keeps its own full stop at its own end. */
export function labelled(label: string, text: string): string {
  const [open, close] = RIGHT_TO_LEFT.test(label + text) ? ISOLATED : ["", ""];
  return `${label} ${open}${text}${close}`;
}
