import type { AudioSource } from "../../../protocol/audio.ts";
import type { DemoLine } from "../../demo-meeting.ts";
import type { Arrival } from "./caption-engine.ts";

/** What a reader waited for each spoken line, by the script's own times; a line that never came is missing. */
export interface LineDelays {
  /** From the line's first sound to the first words of it. */
  readonly onsetToFirstWordsMs: readonly number[];
  /** From the line's last sound to its final text. */
  readonly endToFinalMs: readonly number[];
}

/** Measures from what arrived when, and nothing else, so that any engine can be compared. */
export function lineDelays(lines: readonly DemoLine[], arrivals: readonly Arrival[]): LineDelays {
  const matches = lines.map((line) => ({
    line,
    about: arrivals.filter((arrival) => isAbout(arrival, line)),
  }));
  return {
    onsetToFirstWordsMs: matches.flatMap(({ line, about }) => {
      const first = about.find(({ text }) => text.trim() !== "");
      return first === undefined ? [] : [first.atMs - line.startMs];
    }),
    endToFinalMs: matches.flatMap(({ line, about }) => {
      const last = about.findLast(({ isFinal }) => isFinal);
      return last === undefined ? [] : [last.atMs - line.endMs];
    }),
  };
}

/** All final text of a source, in the order of speech. */
export function finalText(arrivals: readonly Arrival[], source: AudioSource): string {
  return arrivals
    .filter((arrival) => arrival.isFinal && arrival.source === source)
    .toSorted((a, b) => a.startMs - b.startMs)
    .map(({ text }) => text.trim())
    .join(" ");
}

/** A caption is about a line when its middle lies in the line or the line's middle in it: ends may overlap. */
function isAbout({ source, startMs, endMs }: Arrival, line: DemoLine): boolean {
  const captionMiddle = (startMs + endMs) / 2;
  const lineMiddle = (line.startMs + line.endMs) / 2;
  const isInLine = captionMiddle >= line.startMs && captionMiddle <= line.endMs;
  return source === line.source && (isInLine || (lineMiddle >= startMs && lineMiddle <= endMs));
}
