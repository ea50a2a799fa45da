import { audioGap, audioSource, frameNumber, sampleIndex } from "./audio-schema.ts";
import { errorCode } from "./errors.ts";
import { MAX_CAPTION_LENGTH, MAX_DOUBTFUL_WORDS } from "./limits.ts";
import { healthReport, modelDownload, modelProgress, sessionMetrics } from "./reports.ts";
import { sessionId } from "./requests.ts";
import { modelName } from "./settings.ts";
import { personName } from "./speakers/page-evidence.ts";
import { voiceId } from "./speakers/voices.ts";
import { z } from "./zod.ts";

const captionText = z.string().check(z.maxLength(MAX_CAPTION_LENGTH));
const textPosition = z.int().check(z.nonnegative(), z.maximum(MAX_CAPTION_LENGTH));

/** What every event about audio carries (IPC-4). `session` is optional on none. */
const ofSource = { session: sessionId, source: audioSource };

/**
 * What every event about speech carries. An utterance is named by the sample its speech starts at, which is
 * unique per session and source and stays the same when a span is transcribed again after a restart.
 * Revisions count up within an utterance; a lower one arriving late changes nothing. The samples of
 * `speech_start` and `speech_end` bound the span that is transcribed, a little more than the speech, so that
 * spans and silences tile the source; those of captions bound the speech itself.
 */
const ofUtterance = {
  ...ofSource,
  utterance: sampleIndex,
  revision: z.int().check(z.nonnegative()),
  start_sample: sampleIndex,
  end_sample: sampleIndex,
};

/**
 * host → extension: the place of a text or gap among those of its session, from 0, none left out. The extension
 * acknowledges it once the event is in its database; until then the host keeps it and sends it again
 * (ADR-016). Absent on the sidecar's wire, and when the host could not write the event down.
 */
const number = z.optional(frameNumber);

const language = z.nullable(z.string().check(z.maxLength(8)));

/** A word within a final: [start, end) of its text in UTF-16 units, and how probable the model thinks it, 0 … 1. */
export const doubtfulWord = z.object({
  start: textPosition,
  end: textPosition,
  probability: z.number().check(z.minimum(0), z.maximum(1)),
});
export type DoubtfulWord = Readonly<z.infer<typeof doubtfulWord>>;

/** Why words were suppressed: two witnesses against them, neither of which is enough alone. */
export const SUPPRESSION_REASONS = [
  /** The voice detector found next to no voice there, and the model thinks it silence. */
  "silence",
  /** The voice detector found next to no voice there, and the model is unsure of every word. */
  "unsure",
] as const;

/**
 * Every event with its data. Per source the order is: `speech_start`, any number of `partial_text`, at most
 * one `final_text`, `speech_end`, and only then the next `speech_start` or `no_speech` (IPC-7).
 */
export const EVENTS = {
  speech_start: z.object(ofUtterance),
  /** `stable` never changes again within the utterance, `tail` may; the caption is `stable + tail`. */
  partial_text: z.object({ ...ofUtterance, stable: captionText, tail: captionText, language }),
  /**
   * Replaces the partials of its utterance and is never changed. `doubtful`: the words that the model doubts, in order;
   * absent where it is not known how sure it is of them, as with a decode in a hurry. `echo_of`, since 1.4: the microphone repeats
   * what the loudspeakers play; names the tab's utterance that it repeats.
   */
  final_text: z.object({
    ...ofUtterance,
    number,
    text: captionText,
    language,
    doubtful: z.optional(z.array(doubtfulWord).check(z.maxLength(MAX_DOUBTFUL_WORDS))),
    echo_of: z.optional(sampleIndex),
  }),
  /**
   * host → extension: the same utterance by a larger model. The final it corrects stays as a version; what the user has
   * edited stays as it is.
   */
  corrected_text: z.object({ ...ofUtterance, number, text: captionText, language, model: modelName }),
  /** Words suppressed as hallucinated, with their place; kept so that nobody can say they were lost. */
  suppressed_text: z.object({
    ...ofUtterance,
    number,
    text: captionText,
    language,
    reason: z.enum(SUPPRESSION_REASONS),
  }),
  /**
   * Whose voice an utterance of the tab is, after its final (since 1.4). Comes again when another voice is known by then: the last
   * one counts. Without it the voice is unknown. `revision` counts these events of the utterance; of a sidecar that
   * follows another from the start. `name`: who that voice is by the meeting's page, in all its utterances; absent while that is not
   * clear, or not any more. A voice whose name changes comes again with its last utterance.
   */
  speaker: z.object({ ...ofUtterance, number, speaker: voiceId, name: z.optional(personName) }),
  speech_end: z.object(ofUtterance),
  /** The voice-activity detector's verdict over a whole span, never the absence of events (IPC-6). */
  no_speech: z.object({ ...ofSource, start_sample: sampleIndex, end_sample: sampleIndex }),
  /** host → extension: audio that will never come. */
  gap: z.extend(audioGap, { session: sessionId, number }),
  /**
   * host → extension: every frame below `next_seq` is on disk. `resend`: those from `next_seq` on came too early or
   * could not be written and are wanted again.
   */
  audio_ack: z.object({ ...ofSource, next_seq: frameNumber, resend: z.optional(z.boolean()) }),
  /** sidecar → host: every frame below `next_seq` has been taken in; returns credit to the send pump. */
  audio_consumed: z.object({ ...ofSource, next_seq: frameNumber }),
  health: healthReport,
  metrics: z.object({ session: sessionId, metrics: sessionMetrics }),
  /** host → extension: the sidecar is gone. `recoverable`: it is being started again. */
  process_died: z.object({
    code: errorCode,
    message: z.string(),
    recoverable: z.boolean(),
  }),
  model_progress: modelProgress,
  model_download: modelDownload,
} as const;

export type EventName = keyof typeof EVENTS;

/**
 * Numbered events that came with a later minor than numbers themselves, unasked: an extension that speaks an older one
 * ignores them and so never acknowledges them. `corrected_text` comes only to who sets `correction_model`.
 */
export const NUMBERED_SINCE: Readonly<Partial<Record<EventName, string>>> = {
  suppressed_text: "1.1",
  speaker: "1.4",
};
export type EventData<E extends EventName> = z.infer<(typeof EVENTS)[E]>;
