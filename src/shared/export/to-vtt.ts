import type { Transcript } from "../transcript.ts";
import { type ExportSegment, exportSegments, onOneLine } from "./segments.ts";
import { cueTimestamp } from "./timestamps.ts";
import { wrapCue } from "./wrap-cue.ts";

/** WebVTT with voice spans: https://www.w3.org/TR/webvtt1/#webvtt-cue-voice-span. */
export function toVtt(transcript: Transcript): string {
  return ["WEBVTT\n", ...exportSegments(transcript).map(cue)].join("\n");
}

function cue(segment: ExportSegment): string {
  const start = cueTimestamp(segment.startMs, ".");
  const end = cueTimestamp(Math.max(segment.endMs, segment.startMs + 1), ".");
  const voice = escaped(onOneLine(segment.speaker));
  const lines = wrapCue(onOneLine(segment.text), segment.language).map(escaped);
  return `${start} --> ${end}\n<v ${voice}>${lines.join("\n")}</v>\n`;
}

/** With `>` escaped, no cue text can hold the arrow of a time line either. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
