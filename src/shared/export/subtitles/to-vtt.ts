import { consentSentence } from "../../consent.ts";
import { escapeMarkup } from "../../text/escape-markup.ts";
import { cueTimestamp } from "../../timestamps.ts";
import type { Transcript } from "../../transcript.ts";
import { type ExportParts, FIRST_PARTS } from "../parts.ts";
import { type Cue, exportCues } from "./cues.ts";

/**
 * WebVTT with voice spans: https://www.w3.org/TR/webvtt1/#webvtt-cue-voice-span. No player shows a voice's name, so the words
 * begin with it as well. What is missing has no voice.
 */
export function toVtt(transcript: Transcript, language: string, parts: ExportParts = FIRST_PARTS): string {
  const consent = parts.consent ? consentSentence(transcript, language) : null;
  const notes = consent === null ? [] : [`NOTE ${escapeMarkup(consent)}\n`];
  return ["WEBVTT\n", ...notes, ...exportCues(transcript, language, parts).map(written)].join("\n");
}

function written({ startMs, endMs, speaker, lines }: Cue): string {
  const words = lines.map((line) => escapeMarkup(line.trimEnd())).join("\n");
  const voiced = speaker === null ? words : `<v ${escapeMarkup(speaker)}>${words}</v>`;
  return `${cueTimestamp(startMs, ".")} --> ${cueTimestamp(endMs, ".")}\n${voiced}\n`;
}
