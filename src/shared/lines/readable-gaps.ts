import { AUDIO_SOURCES, type AudioSource, samplesToMs } from "../../../protocol/audio.ts";
import type { GapReason } from "../../../protocol/gaps.ts";
import { wordsIn } from "../../i18n/index.ts";
import type { Transcript, TranscriptGap } from "../transcript.ts";

/** A gap as people read it: pieces that belong together are one. Times in milliseconds since the session's start. */
export interface ReadableGap {
  readonly sources: readonly AudioSource[];
  readonly startMs: number;
  readonly endMs: number;
  readonly reason: GapReason;
}

/** A pause reaches the two sources a few frames apart, and microphone and tab have clocks of their own. */
const TOGETHER_MS = 1000;

/**
 * The gaps as people read them, in time order (pure): pieces of one source that touch are one gap, and a pause or
 * a sleep that silenced both sources at the same time is one gap.
 */
export function readableGaps(gaps: readonly TranscriptGap[]): readonly ReadableGap[] {
  const bySource = AUDIO_SOURCES.flatMap((source) => joined(gaps.filter((gap) => gap.source === source)));
  return paired(bySource).toSorted((a, b) => a.startMs - b.startMs);
}

/** What a line says about `gap`, in the reader's `language` (BCP 47). */
export function gapSentence(gap: ReadableGap, speakers: Transcript["speakers"], language: string): string {
  const words = wordsIn(language).gaps;
  const [only] = gap.sources;
  const who = gap.sources.length === 1 && only !== undefined ? speakers[only] : words.bothSides;
  return gap.reason === "struck" ? words.struck(who) : words.missing(who, words.reasons[gap.reason]);
}

function joined(gaps: readonly TranscriptGap[]): readonly ReadableGap[] {
  const whole: ReadableGap[] = [];
  for (const gap of gaps) {
    const startMs = samplesToMs(gap.startSample);
    const endMs = samplesToMs(gap.endSample);
    const before = whole.at(-1);
    if (before?.reason === gap.reason && startMs <= before.endMs)
      whole[whole.length - 1] = { ...before, endMs: Math.max(before.endMs, endMs) };
    else whole.push({ sources: [gap.source], startMs, endMs, reason: gap.reason });
  }
  return whole;
}

function paired(gaps: readonly ReadableGap[]): readonly ReadableGap[] {
  const whole: ReadableGap[] = [];
  for (const gap of gaps) {
    const twin = whole.findIndex((other) => isTwin(other, gap));
    const other = whole[twin];
    if (other === undefined) whole.push(gap);
    else
      whole[twin] = {
        sources: [...other.sources, ...gap.sources],
        startMs: Math.min(other.startMs, gap.startMs),
        endMs: Math.max(other.endMs, gap.endMs),
        reason: gap.reason,
      };
  }
  return whole;
}

function isTwin(a: ReadableGap, b: ReadableGap): boolean {
  return (
    a.reason === b.reason &&
    a.sources.length === 1 &&
    a.sources[0] !== b.sources[0] &&
    Math.abs(a.startMs - b.startMs) <= TOGETHER_MS &&
    Math.abs(a.endMs - b.endMs) <= TOGETHER_MS
  );
}
