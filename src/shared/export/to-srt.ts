import type { Transcript } from "../transcript.ts";
import { type ExportSegment, exportSegments, onOneLine } from "./segments.ts";
import { cueTimestamp } from "./timestamps.ts";
import { wrapCue } from "./wrap-cue.ts";

/** SubRip: numbered cues, the speaker before the words. */
export function toSrt(transcript: Transcript): string {
  return exportSegments(transcript).map(cue).join("\n");
}

function cue(segment: ExportSegment, index: number): string {
  const start = cueTimestamp(segment.startMs, ",");
  // A cue of no length is never shown by a player.
  const end = cueTimestamp(Math.max(segment.endMs, segment.startMs + 1), ",");
  const words = withoutArrow(onOneLine(`${segment.speaker}: ${segment.text}`));
  return `${index + 1}\n${start} --> ${end}\n${wrapCue(words, segment.language).join("\n")}\n`;
}

/** SubRip has no way to escape the arrow of its time line. */
function withoutArrow(text: string): string {
  return text.replaceAll("-->", "→");
}
