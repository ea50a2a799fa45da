import { type AudioSource, SAMPLE_RATE } from "../../../protocol/audio.ts";
import { words } from "../../i18n/index.ts";
import { type Speakers, type Spoken, speakerOf } from "../../shared/lines/voices.ts";
import type { Segment } from "../../shared/transcript.ts";

/** Where labels wait for a busy engine, lines that are older than this behind the newest one are unknown until theirs come. */
const AWAITED_SAMPLES = 30 * SAMPLE_RATE;

/** The name to show: the one given, else the reader's own word for that side of the meeting. */
export function speakerName(speakers: Readonly<Record<AudioSource, string>>, source: AudioSource): string {
  return speakers[source].trim() || words.speakers[source];
}

/** The name of who said a line. */
export function lineSpeaker(speakers: Speakers, line: Spoken): string {
  return speakerOf(line, speakers).trim() || words.speakers[line.source];
}

/**
 * The sample from which on a line of the tab may still get its voice, while the meeting is open. Labels come after the words, in the
 * order of time: a line before one that has its voice is nobody's that is known. Infinity where none may come.
 */
export function awaitedFrom(
  lines: readonly Segment[],
  { voices = [] }: Partial<Speakers> = {},
  isOpen = true,
): number {
  if (voices.length === 0 || !isOpen) return Number.POSITIVE_INFINITY;
  const newest = lines.at(-1)?.startSample ?? 0;
  const labelled = lines.findLast(({ voice }) => voice !== undefined)?.startSample ?? 0;
  return Math.max(labelled, newest - AWAITED_SAMPLES);
}

/** Whether a line's voice may still come: until then it stands in the turn of the tab's line before it. */
export function isVoiceAwaited(
  { source, voice, speaker, startSample }: Segment,
  fromSample: number,
): boolean {
  return source === "tab" && voice === undefined && speaker === undefined && startSample >= fromSample;
}
