import { consentSentence } from "../consent.ts";
import { cueTimestamp } from "../timestamps.ts";
import type { Transcript } from "../transcript.ts";
import { gapCue } from "./gap-cue.ts";
import { type ExportGap, type ExportLine, type ExportSegment, exportLines, onOneLine } from "./segments.ts";
import { wrapCue } from "./wrap-cue.ts";

/** WebVTT with voice spans: https://www.w3.org/TR/webvtt1/#webvtt-cue-voice-span. What is missing has no voice. */
export function toVtt(transcript: Transcript, language: string): string {
  const cue = (line: ExportLine) =>
    line.type === "gap" ? missing(line.gap, language) : spoken(line.segment);
  const consent = consentSentence(transcript, language);
  const notes = consent === null ? [] : [`NOTE ${escaped(consent)}\n`];
  return ["WEBVTT\n", ...notes, ...exportLines(transcript, language).map(cue)].join("\n");
}

function spoken({ startMs, endMs, speaker, text, language }: ExportSegment): string {
  const lines = wrapCue(onOneLine(text), language).map(escaped);
  const words = `<v ${escaped(onOneLine(speaker))}>${lines.join("\n")}</v>`;
  return `${times(startMs, Math.max(endMs, startMs + 1))}\n${words}\n`;
}

function missing(gap: ExportGap, language: string): string {
  const { startMs, endMs, lines } = gapCue(gap, language);
  return `${times(startMs, endMs)}\n${lines.map(escaped).join("\n")}\n`;
}

function times(startMs: number, endMs: number): string {
  return `${cueTimestamp(startMs, ".")} --> ${cueTimestamp(endMs, ".")}`;
}

/** With `>` escaped, no cue text can hold the arrow of a time line either. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
