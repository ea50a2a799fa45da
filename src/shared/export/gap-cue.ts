import { clock } from "../timestamps.ts";
import type { ExportGap } from "./segments.ts";
import { wrapCue } from "./wrap-cue.ts";

/** A player shows what is missing for this long; what the other side says meanwhile needs the room. */
const SHORTEST_MS = 1000;
const LONGEST_MS = 5000;

/** How subtitles show that audio is missing: a cue in brackets at the gap's beginning, with the times of all of it. */
export function gapCue(gap: ExportGap, language: string) {
  const lengthMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, gap.endMs - gap.startMs));
  const text = `[${clock(gap.startMs)} – ${clock(gap.endMs)} ${gap.sentence}]`;
  return { startMs: gap.startMs, endMs: gap.startMs + lengthMs, lines: wrapCue(text, language.slice(0, 2)) };
}
