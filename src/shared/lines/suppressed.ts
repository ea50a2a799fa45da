import type { AudioSource } from "../../../protocol/audio.ts";
import type { EventData } from "../../../protocol/events.ts";

/** Suppressed words, which were probably never said: shown only on demand, in their place. Times in samples since the session's start. */
export interface SuppressedLine {
  readonly source: AudioSource;
  readonly startSample: number;
  readonly endSample: number;
  readonly text: string;
  readonly language: string | null;
  readonly reason: EventData<"suppressed_text">["reason"];
}

export function suppressedLine(event: EventData<"suppressed_text">): SuppressedLine {
  const { source, start_sample, end_sample, text, language, reason } = event;
  return { source, startSample: start_sample, endSample: end_sample, text, language, reason };
}
