import { wordsIn } from "../../i18n/index.ts";
import { consentSentence } from "../consent.ts";
import { clock, localDate } from "../timestamps.ts";
import type { Transcript } from "../transcript.ts";
import { type ExportLine, exportBookmarks, exportLines, named, onOneLine } from "./segments.ts";

/** Plain text: a head, then one line for each utterance, and in brackets what is missing. */
export function toText(transcript: Transcript, language: string): string {
  const { date, time } = localDate(transcript.startedAtMs);
  const consent = consentSentence(transcript, language) ?? "";
  const head = [onOneLine(transcript.title), `${date} ${time}`, consent].filter((line) => line !== "");
  const marked = exportBookmarks(transcript).map(({ startMs, note }) => `[${clock(startMs)}] ${note}`.trim());
  const marks = marked.length === 0 ? [] : ["", `${wordsIn(language).panel.bookmarks.title}:`, ...marked];
  const lines = exportLines(transcript, language).map(textLine);
  return `${[...head, "", ...lines, ...marks].join("\n")}\n`;
}

function textLine(line: ExportLine): string {
  if (line.type === "gap") {
    const { startMs, endMs, sentence } = line.gap;
    return `[${clock(startMs)} – ${clock(endMs)}] (${sentence})`;
  }
  const { startMs, speaker, text } = line.segment;
  return `[${clock(startMs)}] ${named(onOneLine(speaker), onOneLine(text))}`;
}
