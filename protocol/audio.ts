/** What audio is on every wire. Free of schemas, so that the audio thread carries none. */

/** Samples per second of every frame on every wire; mono, signed 16-bit little-endian (CAP-4). */
export const SAMPLE_RATE = 16_000;
/** Samples in one frame: 100 ms. */
export const FRAME_SAMPLES = 1600;
/** Bytes of one frame's PCM. */
export const FRAME_BYTES = FRAME_SAMPLES * 2;
/**
 * No session is longer than sixty days. What a peer counts in samples or frames is bounded by it where it enters, so that sums
 * of several of them stay far below 2^53.
 */
export const MAX_SESSION_SAMPLES = 60 * 24 * 60 * 60 * SAMPLE_RATE;
/** Length of one frame's PCM in base64 with padding. */
export const FRAME_BASE64_LENGTH = Math.ceil(FRAME_BYTES / 3) * 4;

/** `tab` is the others in the meeting, `mic` is the user. They are never mixed (CAP-2). */
export const AUDIO_SOURCES = ["tab", "mic"] as const;
export type AudioSource = (typeof AUDIO_SOURCES)[number];

/** Per source, the number of the next frame: everything below it is safe (or was sent). */
export type NextFrames = Readonly<Record<AudioSource, number>>;

/** Milliseconds since the session's start; captions carry samples and are converted only where shown. */
export function samplesToMs(samples: number): number {
  return Math.round((samples * 1000) / SAMPLE_RATE);
}
