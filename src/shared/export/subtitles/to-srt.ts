import { cueTimestamp } from "../../timestamps.ts";
import type { Transcript } from "../../transcript.ts";
import { type ExportParts, FIRST_PARTS } from "../parts.ts";
import { exportCues } from "./cues.ts";

/** SubRip: numbered cues, the speaker before the words. */
export function toSrt(transcript: Transcript, language: string, parts: ExportParts = FIRST_PARTS): string {
  return exportCues(transcript, language, parts)
    .map(({ startMs, endMs, lines }, index) => {
      const times = `${cueTimestamp(startMs, ",")} --> ${cueTimestamp(endMs, ",")}`;
      return `${index + 1}\n${times}\n${lines.map((line) => asSaid(line).trimEnd()).join("\n")}\n`;
    })
    .join("\n");
}

/**
 * SubRip has no way to escape, and players take `<…>`, `{…}` and `\N` for formatting: an invisible word joiner (U+2060) keeps
 * the first and the last from being read as such; braces, which renderers leave out whatever they hold, become brackets, and
 * the arrow of the time line another arrow.
 */
export function asSaid(line: string): string {
  return line
    .replaceAll("-->", "→")
    .replaceAll("{", "(")
    .replaceAll("}", ")")
    .replaceAll(/[<\\]/g, "$&\u2060");
}
