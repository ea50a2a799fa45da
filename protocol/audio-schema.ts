import { AUDIO_SOURCES } from "./audio.ts";
import { z } from "./zod.ts";

export const audioSource = z.enum(AUDIO_SOURCES);

/** A position or length in samples of one source since its session's start; exact up to 2^53. */
export const sampleIndex = z.int().check(z.nonnegative());
/** Number of a frame within its source, counted from 0 without holes. */
export const frameNumber = z.int().check(z.nonnegative());

/** Per source, the number of the next frame: everything below it is safe (or was sent). */
export const nextFrames = z.object({ tab: frameNumber, mic: frameNumber });
