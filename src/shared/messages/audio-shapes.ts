import { audioSource, sampleIndex } from "../../../protocol/audio-schema.ts";
import { sessionId } from "../../../protocol/requests.ts";
import { z } from "../../../protocol/zod.ts";
import {
  type AudioChunk,
  CHUNK_SAMPLES,
  MAX_CHUNK_CHARACTERS,
  MOST_SAMPLES_ASKED,
} from "../audio/stored-audio.ts";

/** A chunk of a meeting's audio, as it goes to the background. */
export const audioChunk: z.ZodMiniType<AudioChunk> = z
  .strictObject({
    source: audioSource,
    startSample: sampleIndex,
    endSample: sampleIndex,
    opus: z.string().check(z.maxLength(MAX_CHUNK_CHARACTERS), z.regex(/^[A-Za-z0-9+/]*={0,2}$/)),
  })
  .check(
    z.refine(
      ({ startSample, endSample }) => startSample < endSample && endSample - startSample <= CHUNK_SAMPLES,
    ),
  );

/** Which audio the history page wants to hear next. */
export const askedAudio = {
  session: sessionId,
  startSample: sampleIndex,
  samples: z.int().check(z.positive(), z.maximum(MOST_SAMPLES_ASKED)),
};
