import { AUDIO_SOURCES, FRAME_SAMPLES, MAX_SESSION_SAMPLES } from "./audio.ts";
import { GAP_REASONS } from "./gaps.ts";
import { z } from "./zod.ts";

export const audioSource = z.enum(AUDIO_SOURCES);

/** A position or length in samples of one source since its session's start. */
export const sampleIndex = z.int().check(z.nonnegative(), z.maximum(MAX_SESSION_SAMPLES));
/** Number of a frame within its source, or of an event within its session, counted from 0, none left out. */
export const frameNumber = z.int().check(z.nonnegative(), z.maximum(MAX_SESSION_SAMPLES / FRAME_SAMPLES));

export const gapReason = z.enum(GAP_REASONS);

/** A span of one source that was never captured; marked in the transcript, never papered over. */
export const audioGap = z.object({
  source: audioSource,
  start_sample: sampleIndex,
  end_sample: sampleIndex,
  reason: gapReason,
});
export type AudioGap = z.infer<typeof audioGap>;

/** Per source, the number of the next frame: everything below it is safe (or was sent). */
export const nextFrames = z.object({ tab: frameNumber, mic: frameNumber });
