import { AUDIO_SOURCES, type AudioSource, FRAME_BYTES, FRAME_SAMPLES } from "../../protocol/audio.ts";
import { sampleIndex } from "../../protocol/audio-schema.ts";
import { z } from "../../protocol/zod.ts";
import type { JournalEvent } from "./journal-event.ts";
import type { ReceivedFrame } from "./source-journal.ts";

/*
 * How the host deletes a span of both sources, whatever ends it in between; the order is that of `Session.strike`, what the
 * extension does is in `src/background/transcript/striking.ts`.
 *
 * 1. The range goes into `session.record` (`Journal.planStrike`): frames that come from now on are stored as silence, and a host
 *    that follows this one goes on here.
 * 2. The sidecar is replaced: it forgets by ending. What it said and is not delivered yet is dropped.
 * 3. How many voices lines have named goes into the record. In the events a gap stands in the place of each line that reaches into
 *    the range, under its number; in the frames, and as far as those lines reached, is silence. The keys that both were sealed by
 *    are destroyed (`Journal.strikeSpan`).
 * 4. The range is marked as done, and the gaps are delivered.
 */

/** From one sample up to, but without, another. */
export interface SampleRange {
  readonly start_sample: number;
  readonly end_sample: number;
}

/** A span that the user struck, as it stands in the session's record; while it is not done, the next host goes on. */
export const struckRange = z.object({
  start_sample: sampleIndex,
  end_sample: sampleIndex,
  is_done: z.boolean(),
});

/** What says something of an utterance's words, or of its voice. */
const LINES = ["final_text", "corrected_text", "suppressed_text", "speaker"] as const;
type Line = Extract<JournalEvent, { event: (typeof LINES)[number] }>;

/** Whether they have a sample in common. */
export function reachesInto(a: SampleRange, b: SampleRange): boolean {
  return a.start_sample < b.end_sample && b.start_sample < a.end_sample;
}

export function isSame(range: SampleRange): (other: SampleRange) => boolean {
  return (other) => other.start_sample === range.start_sample && other.end_sample === range.end_sample;
}

/** The frame, without its audio where it reaches into a struck range. */
export function withoutStruckAudio(frame: ReceivedFrame, struck: readonly SampleRange[]): ReceivedFrame {
  const { firstSample: start_sample } = frame;
  const range = { start_sample, end_sample: start_sample + FRAME_SAMPLES };
  return struck.some((each) => reachesInto(each, range)) ? { ...frame, ...silence() } : frame;
}

function silence(): Pick<ReceivedFrame, "pcm" | "base64"> {
  const pcm = Buffer.alloc(FRAME_BYTES);
  return { pcm, base64: pcm.toString("base64") };
}

export function isLine(event: JournalEvent): event is Line {
  return LINES.some((name) => name === event.event);
}

/**
 * What goes of each source (pure): the range, and of every line that reaches into it all audio that was recognised for it. A strike
 * that was interrupted after the lines finds the gaps in their place, which say the same.
 */
export function struckSpans(
  events: readonly JournalEvent[],
  range: SampleRange,
): Readonly<Record<AudioSource, SampleRange>> {
  const spans = { tab: range, mic: range };
  const lines = new Set(
    events.filter((event) => isLine(event) && reachesInto(event.data, range)).map((event) => nameOf(event)),
  );
  for (const event of events) {
    const isOfLine = (isLine(event) || event.event === "speech_end") && lines.has(nameOf(event));
    const isStruck =
      event.event === "gap" && event.data.reason === "struck" && reachesInto(event.data, range);
    if (!isOfLine && !isStruck) continue;
    const { source, start_sample, end_sample } = event.data;
    const known = spans[source];
    spans[source] = {
      start_sample: Math.min(known.start_sample, start_sample),
      end_sample: Math.max(known.end_sample, end_sample),
    };
  }
  return spans;
}

/** The gap in the place of a line of a struck span, any other event as it is (pure). */
export function gapIfStruck(
  event: JournalEvent,
  range: SampleRange,
  spans: Readonly<Record<AudioSource, SampleRange>>,
): JournalEvent {
  if (!isLine(event) || !reachesInto(event.data, range)) return event;
  const { session, source } = event.data;
  return { event: "gap", data: { session, source, ...spans[source], reason: "struck" } };
}

/** A gap of each source. */
export function struckGaps(spans: Readonly<Record<AudioSource, SampleRange>>) {
  return AUDIO_SOURCES.map((source) => ({ source, ...spans[source], reason: "struck" as const }));
}

function nameOf({ data }: JournalEvent): string {
  return `${data.source} ${"utterance" in data ? data.utterance : ""}`;
}
