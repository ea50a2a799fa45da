import { EVENTS } from "../../protocol/events.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import { z } from "../../protocol/zod.ts";

const final = z.object({ event: z.literal("final_text"), data: z.omit(EVENTS.final_text, { number: true }) });
const gap = z.object({ event: z.literal("gap"), data: z.omit(EVENTS.gap, { number: true }) });
const corrected = z.object({
  event: z.literal("corrected_text"),
  data: z.omit(EVENTS.corrected_text, { number: true }),
});
const suppressed = z.object({
  event: z.literal("suppressed_text"),
  data: z.omit(EVENTS.suppressed_text, { number: true }),
});
const speaker = z.object({ event: z.literal("speaker"), data: z.omit(EVENTS.speaker, { number: true }) });
/** What is stored of a session besides its audio. */
export const journalEvent = z.discriminatedUnion("event", [
  final,
  gap,
  corrected,
  suppressed,
  speaker,
  z.object({ event: z.literal("speech_end"), data: EVENTS.speech_end }),
  z.object({ event: z.literal("no_speech"), data: EVENTS.no_speech }),
]);
export type JournalEvent = z.infer<typeof journalEvent>;
/** Delivered under their number until the extension has them. */
export type NumberedEvent = Exclude<JournalEvent, { event: "speech_end" | "no_speech" }>;
export type GapEvent = z.infer<typeof gap>;

/**
 * An event, checked where it entered, as it is stored: without a number that is not the host's; null for one that is not
 * stored.
 */
export function toJournalEvent({ event, data }: AnyEvent): JournalEvent | null {
  switch (event) {
    case "final_text":
      return { event, data: unnumbered(data) };
    case "gap":
      return { event, data: unnumbered(data) };
    case "corrected_text":
      return { event, data: unnumbered(data) };
    case "suppressed_text":
      return { event, data: unnumbered(data) };
    case "speaker":
      return { event, data: unnumbered(data) };
    case "speech_end":
      return { event, data };
    case "no_speech":
      return { event, data };
    default:
      return null;
  }
}

export function isNumbered(event: JournalEvent): event is NumberedEvent {
  return event.event !== "speech_end" && event.event !== "no_speech";
}

/** Whether the audio below its end need not be transcribed any more. */
export function settles({ event }: JournalEvent): boolean {
  return event === "final_text" || event === "speech_end" || event === "no_speech";
}

function unnumbered<T extends { readonly number?: number | undefined }>(data: T): Omit<T, "number"> {
  const { number: _number, ...rest } = data;
  return rest;
}
