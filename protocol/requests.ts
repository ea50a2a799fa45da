import { FRAME_BASE64_LENGTH } from "./audio.ts";
import { audioSource, frameNumber, nextFrames, sampleIndex } from "./audio-schema.ts";
import { healthReport, sessionMetrics } from "./reports.ts";
import { transcriptionSettings } from "./settings.ts";
import { z } from "./zod.ts";

export const sessionId = z.uuid();

const versionString = z.string().check(z.minLength(1), z.maxLength(32));

/**
 * Every request: its parameters and the result of its response. Both wires share them; the host answers the
 * extension, the sidecar answers the host. `process_audio_stream` has no response: `audio_ack` and
 * `audio_consumed` tell cumulatively what arrived.
 */
export const REQUESTS = {
  /** The caller's own version stands in `extension_version` or `host_version` (VER-3). */
  protocol_version_check: {
    params: z.object({
      extension_version: z.optional(versionString),
      host_version: z.optional(versionString),
      supported_versions: z.array(versionString),
    }),
    result: z.object({ version: z._default(versionString, "1.0") }),
  },
  start_session: {
    params: z.object({
      session: sessionId,
      /** UTC, ISO 8601. */
      started_at: z.iso.datetime(),
      settings: transcriptionSettings,
    }),
    result: z.object({ session: sessionId, next: nextFrames }),
  },
  /** After any reconnect: which frames are on disk already (design, "The ledger" 2). */
  resume_session: {
    params: z.object({ session: sessionId, sources: z.array(audioSource) }),
    result: z.object({ session: sessionId, next: nextFrames }),
  },
  process_audio_stream: {
    params: z.object({
      session: sessionId,
      source: audioSource,
      seq: frameNumber,
      first_sample: sampleIndex,
      /** int16[FRAME_SAMPLES], little-endian, base64. */
      pcm: z.string().check(z.length(FRAME_BASE64_LENGTH)),
    }),
    result: z.object({}),
  },
  /** No frame with `seq >= next_seq` will come; answered when the source's last final has been sent. */
  end_of_source: {
    params: z.object({ session: sessionId, source: audioSource, next_seq: frameNumber }),
    result: z.object({ session: sessionId, source: audioSource }),
  },
  /** Drain, deliver the last finals, report (IPC-11). Answered when everything is done, however long it takes. */
  stop_session: {
    params: z.object({ session: sessionId, next: nextFrames }),
    result: z.object({ session: sessionId, metrics: z.nullable(sessionMetrics) }),
  },
  /** Chooses and warms the model; takes effect at the next utterance when a session runs. */
  update_settings: {
    params: z.object({ settings: transcriptionSettings }),
    result: z.object({}),
  },
  get_health: {
    params: z.object({}),
    result: healthReport,
  },
} as const;

export type Method = keyof typeof REQUESTS;
export const METHODS = Object.keys(REQUESTS) as readonly Method[];
export type Params<M extends Method> = z.infer<(typeof REQUESTS)[M]["params"]>;
export type Result<M extends Method> = z.infer<(typeof REQUESTS)[M]["result"]>;
