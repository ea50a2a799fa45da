import type { Transcript } from "../transcript.ts";
import { exportSegments, onOneLine } from "./segments.ts";
import { clock, localDate } from "./timestamps.ts";

/** Plain text: a head of two lines, then one line for each utterance. */
export function toText(transcript: Transcript): string {
  const { date, time } = localDate(transcript.startedAtMs);
  const head = [onOneLine(transcript.title), `${date} ${time}`];
  const lines = exportSegments(transcript).map(
    ({ startMs, speaker, text }) => `[${clock(startMs)}] ${onOneLine(speaker)}: ${onOneLine(text)}`,
  );
  return `${[...head.filter((line) => line !== ""), "", ...lines].join("\n")}\n`;
}
