import { consentSentence } from "../consent.ts";
import { clock, localDate } from "../timestamps.ts";
import type { Transcript } from "../transcript.ts";
import { type ExportParts, FIRST_PARTS } from "./parts.ts";
import {
  type ExportLine,
  exportBookmarks,
  exportLines,
  exportMarksTitle,
  exportVersions,
  labelled,
  markWords,
  named,
  onOneLine,
} from "./segments.ts";

/** Before a line that is highlighted. */
const HIGHLIGHT_SIGN = "★";

/** Plain text: a head, then one line for each utterance, its other versions indented below, and in brackets what is missing. */
export function toText(transcript: Transcript, language: string, parts: ExportParts = FIRST_PARTS): string {
  const { date, time } = localDate(transcript.startedAtMs);
  const consent = (parts.consent ? consentSentence(transcript, language) : null) ?? "";
  const head = [onOneLine(transcript.title), `${date} ${time}`, consent].filter((line) => line !== "");
  const bookmarks = parts.bookmarks ? exportBookmarks(transcript) : [];
  const marked = bookmarks.map((mark) => `[${clock(mark.startMs)}] ${markWords(mark, parts)}`.trim());
  const marks = marked.length === 0 ? [] : ["", `${exportMarksTitle(bookmarks, language)}:`, ...marked];
  const lines = exportLines(transcript, language, parts).flatMap((line) => textLines(line, language, parts));
  return `${[...head, "", ...lines, ...marks].join("\n")}\n`;
}

function textLines(line: ExportLine, language: string, parts: ExportParts): readonly string[] {
  if (line.type === "gap") {
    const { startMs, endMs, sentence } = line.gap;
    return [`${parts.times ? `[${clock(startMs)} – ${clock(endMs)}] ` : ""}(${sentence})`];
  }
  const { startMs, speaker, text, isHighlighted } = line.segment;
  const time = parts.times ? `[${clock(startMs)}] ` : "";
  const said = parts.speakers ? named(onOneLine(speaker), onOneLine(text)) : onOneLine(text);
  const versions = exportVersions(line.segment, language, parts);
  const sign = isHighlighted && parts.bookmarks ? `${HIGHLIGHT_SIGN} ` : "";
  return [
    `${time}${sign}${said}`,
    ...versions.map((version) => `    ${labelled(version.origin, version.text)}`),
  ];
}
