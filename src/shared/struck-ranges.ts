import { AUDIO_SOURCES, SAMPLE_RATE } from "../../protocol/audio.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import type { Result } from "../../protocol/requests.ts";
import type { Segment, Transcript, TranscriptGap } from "./transcript.ts";

/** From one sample up to, but without, another, of both sources. */
export interface SampleRange {
  readonly startSample: number;
  readonly endSample: number;
}

/** A span that the user struck. */
export interface StruckRange extends SampleRange {
  /** The host has nothing of it either, and will say nothing of it any more. */
  readonly isDone: boolean;
  /** So is the key that sealed its lines: no old copy of them that the browser's files may hold opens. Only where `isDone`. */
  readonly isKeyDestroyed?: boolean;
}

type Timed = Pick<Segment, "startSample" | "endSample" | "versions">;

const STRUCK_MS = 60_000;
/** Sound takes a moment from the mouth to its sample: what was said before the click is in the span. */
const DELAY_MS = 500;

/**
 * The minute before `untilMs` of a session that started at `startedAtMs`, both since the epoch (pure). While it was
 * paused, since `pausedAtMs`, nothing was said: the minute is the one before that.
 */
export function lastMinute(startedAtMs: number, untilMs: number, pausedAtMs: number | null): SampleRange {
  const sampleAt = (timeMs: number) => Math.max(0, Math.ceil(((timeMs - startedAtMs) * SAMPLE_RATE) / 1000));
  const fromMs = Math.min(untilMs, pausedAtMs ?? untilMs) - STRUCK_MS;
  return { startSample: sampleAt(fromMs), endSample: sampleAt(untilMs + DELAY_MS) };
}

/** Whether words of a range stand in a line, or in a version of it: other lines may have been joined to it. */
export function reachesInto({ startSample, endSample, versions = [] }: Timed, range: SampleRange): boolean {
  const lastSample = versions.reduce((last, version) => Math.max(last, version.endSample ?? 0), endSample);
  return startSample < range.endSample && range.startSample < lastSample;
}

/**
 * Whether a line that comes now is of a struck span. As long as the host may still speak of it, whatever reaches into it is;
 * later a line may begin in the silence that it left, and is of the side where its middle is.
 */
export function isStruck(line: Timed, struck: readonly StruckRange[]): boolean {
  const middle = (line.startSample + line.endSample) / 2;
  return struck.some((range) =>
    range.isDone ? range.startSample <= middle && middle < range.endSample : reachesInto(line, range),
  );
}

/** What stands in its place, of each source. */
export function struckGaps({ startSample, endSample }: SampleRange): TranscriptGap[] {
  return AUDIO_SOURCES.map((source) => ({ source, startSample, endSample, reason: "struck" }));
}

/** The ranges with one more, or with one that has come further by now. */
export function withStruck(struck: readonly StruckRange[], range: StruckRange): readonly StruckRange[] {
  const known = struck.find(isSame(range));
  // It never goes back, though it is asked for again.
  if (known !== undefined && stepOf(known) >= stepOf(range)) return struck;
  return [...struck.filter((other) => other !== known), range];
}

export function isSame(range: SampleRange): (other: SampleRange) => boolean {
  return (other) => other.startSample === range.startSample && other.endSample === range.endSample;
}

/** The ranges that a host has struck, from the wire. */
export function struckRanges({ struck = [] }: Pick<Result<"resume_session">, "struck">): SampleRange[] {
  return struck.map(({ start_sample, end_sample }) => ({ startSample: start_sample, endSample: end_sample }));
}

/** The ranges that the host may not have struck yet. */
export function unfinished({ struck = [] }: Pick<Transcript, "struck">): readonly StruckRange[] {
  return struck.filter(({ isDone }) => !isDone);
}

/** The ranges whose lines are gone, but not the key that may open old copies of them. */
export function keysLeft({ struck = [] }: Pick<Transcript, "struck">): readonly StruckRange[] {
  return struck.filter((range) => range.isDone && range.isKeyDestroyed !== true);
}

function stepOf({ isDone, isKeyDestroyed = false }: StruckRange): number {
  return Number(isDone) + Number(isKeyDestroyed);
}

/** Whether an event is about the words of a line that was struck. */
export function isOfStruckLine(event: AnyEvent, struck: readonly StruckRange[]): boolean {
  const isLine =
    event.event === "partial_text" || event.event === "final_text" || event.event === "suppressed_text";
  if (!isLine) return false;
  return isStruck({ startSample: event.data.start_sample, endSample: event.data.end_sample }, struck);
}
