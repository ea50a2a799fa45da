import { cueTimestamp } from "../timestamps.ts";
import type { Transcript } from "../transcript.ts";
import { gapCue } from "./gap-cue.ts";
import { type ExportLine, exportLines, onOneLine } from "./segments.ts";
import { wrapCue } from "./wrap-cue.ts";

/** SubRip: numbered cues, the speaker before the words. */
export function toSrt(transcript: Transcript, language: string): string {
  return exportLines(transcript, language)
    .map((line, index) => {
      const { startMs, endMs, lines } = cueOf(line, language);
      const times = `${cueTimestamp(startMs, ",")} --> ${cueTimestamp(endMs, ",")}`;
      return `${index + 1}\n${times}\n${lines.join("\n")}\n`;
    })
    .join("\n");
}

function cueOf(line: ExportLine, language: string) {
  if (line.type === "gap") {
    const { startMs, endMs, sentence } = line.gap;
    return gapCue({ startMs, endMs, sentence: withoutArrow(sentence) }, language);
  }
  const { startMs, endMs, speaker, text, language: spoken } = line.segment;
  const words = withoutArrow(onOneLine(`${speaker}: ${text}`));
  // A cue of no length is never shown by a player.
  return { startMs, endMs: Math.max(endMs, startMs + 1), lines: wrapCue(words, spoken) };
}

/** SubRip has no way to escape the arrow of its time line. */
function withoutArrow(text: string): string {
  return text.replaceAll("-->", "→");
}
