import { FRAME_BASE64_LENGTH } from "./audio.ts";
import { audioGap, audioSource, frameNumber, gapReason, nextFrames, sampleIndex } from "./audio-schema.ts";
import { MAX_CAPTION_LENGTH, MAX_UTTERANCE_BASE64_LENGTH } from "./limits.ts";
import { coverageReport, healthReport, keyStorage, modelList, sessionMetrics } from "./reports.ts";
import { modelName, transcriptionSettings } from "./settings.ts";
import { pageEvidence } from "./speakers/page-evidence.ts";
import { voiceCount } from "./speakers/voices.ts";
import { z } from "./zod.ts";

export const sessionId = z.uuid();

/** Unfinished sessions listed at once; the others are listed when these are done. */
export const MAX_LISTED_SESSIONS = 100;
/** Struck spans of one answer. */
export const MAX_LISTED_STRUCK = 100;
/** Gaps still open when a session stops: at most one per source and reason. */
export const MAX_OPEN_GAPS = 16;

/** A session on the host's disk that never ended: interrupted by a crash, or stopped before it was transcribed. */
const unfinishedSession = z.object({
  session: sessionId,
  /** UTC, ISO 8601. */
  started_at: z.iso.datetime(),
  /** Frames on disk. */
  next: nextFrames,
  /** Stored samples that no final and no silence verdict covers yet. */
  lag_samples: z.object({ tab: sampleIndex, mic: sampleIndex }),
});
export type UnfinishedSession = z.infer<typeof unfinishedSession>;

/** A session's folder that cannot be read: it can be deleted, by the user or when it is too old, and nothing else. */
const unreadableSession = z.object({
  session: sessionId,
  /** When anything in it was written last; UTC, ISO 8601. */
  changed_at: z.iso.datetime(),
});

/** What was said last on a source, by an earlier process: context and language of what comes next. */
const recentCaption = z.object({
  text: z.string().check(z.maxLength(MAX_CAPTION_LENGTH)),
  language: z.nullable(z.string().check(z.maxLength(8))),
  end_sample: sampleIndex,
});
export type RecentCaption = z.infer<typeof recentCaption>;

/** 32 bytes. */
const SESSION_KEY_BASE64_LENGTH = 44;
const transcriptKey = z.string().check(z.length(SESSION_KEY_BASE64_LENGTH));

const versionString = z.string().check(z.minLength(1), z.maxLength(32));
/** Decides nothing, so that nothing is refused for it: what is no version counts as not named. */
const productVersion = z.catch(z.optional(versionString), undefined);

/**
 * Every request: its parameters and the result of its response. Both wires share them; the host answers the
 * extension, the sidecar answers the host. A notification has no response: of `process_audio_stream`, `audio_ack` and
 * `audio_consumed` say cumulatively what arrived; `acknowledge_events` is itself an answer.
 */
export const REQUESTS = {
  /**
   * The caller's own version stands in `extension_version` or `host_version` (VER-3). Since 1.3 either side may name the release that it is
   * of, which decides nothing: by it the user is told what to update (INS-5). Since 1.4 a host says by `echo_cancellation` that its
   * sidecar takes the tab's echo out of a microphone that comes unprocessed; without it the browser is to do so.
   */
  protocol_version_check: {
    params: z.object({
      extension_version: z.optional(versionString),
      host_version: z.optional(versionString),
      product_version: productVersion,
      supported_versions: z.array(versionString),
    }),
    result: z.object({
      version: z._default(versionString, "1.0"),
      product_version: productVersion,
      echo_cancellation: z.optional(z.boolean()),
    }),
  },
  start_session: {
    params: z.object({
      session: sessionId,
      /** UTC, ISO 8601. */
      started_at: z.iso.datetime(),
      settings: transcriptionSettings,
      /** Host → sidecar: samples below were reported by an earlier process; frames from ten seconds before repeat no event. */
      settled: z.optional(z.object({ tab: sampleIndex, mic: sampleIndex })),
      /** Host → sidecar, with `settled` (since 1.4): so many ids are those of voices that this process does not know. */
      voices_used: z.optional(voiceCount),
      /** Host → sidecar, with `settled`: the last final of each source. */
      recent: z.optional(z.object({ tab: z.nullable(recentCaption), mic: z.nullable(recentCaption) })),
    }),
    result: z.object({
      session: sessionId,
      next: nextFrames,
      /** Space on the disk of the session's folder, where the system says it. */
      free_bytes: z.optional(z.int().check(z.nonnegative())),
    }),
  },
  /** After any reconnect: which frames are on disk already (ADR-010). */
  resume_session: {
    params: z.object({ session: sessionId, sources: z.array(audioSource) }),
    result: z.object({
      session: sessionId,
      next: nextFrames,
      /** The latest spans that are struck: whatever is said after this answer says nothing of them. */
      struck: z.optional(
        z
          .array(z.object({ start_sample: sampleIndex, end_sample: sampleIndex }))
          .check(z.maxLength(MAX_LISTED_STRUCK)),
      ),
    }),
  },
  process_audio_stream: {
    params: z.object({
      session: sessionId,
      source: audioSource,
      seq: frameNumber,
      first_sample: sampleIndex,
      /** Why audio is missing between the frame before and this one; absent when none is. */
      gap: z.optional(gapReason),
      /** int16[FRAME_SAMPLES], little-endian, base64. */
      pcm: z.string().check(z.length(FRAME_BASE64_LENGTH)),
    }),
    result: z.object({}),
    isNotification: true,
  },
  /** No frame with `seq >= next_seq` will come; answered when the source's last final has been sent. */
  end_of_source: {
    params: z.object({ session: sessionId, source: audioSource, next_seq: frameNumber }),
    result: z.object({ session: sessionId, source: audioSource }),
  },
  /** Drain, deliver the last finals, report (IPC-11). Answered when everything is done, however long it takes. */
  stop_session: {
    params: z.object({
      session: sessionId,
      next: nextFrames,
      /** Sources that were silent to the very end, so that no frame carries it. */
      gaps: z.optional(z.array(audioGap).check(z.maxLength(MAX_OPEN_GAPS))),
    }),
    result: z.object({
      session: sessionId,
      metrics: z.nullable(sessionMetrics),
      /** The sidecar's ledger at its end. */
      coverage: z.optional(coverageReport),
    }),
  },
  /** Chooses and warms the model; takes effect at the next utterance when a session runs. */
  update_settings: {
    params: z.object({ settings: transcriptionSettings }),
    result: z.object({}),
  },
  /** Every final and gap below `next_number` is in the extension's database. */
  acknowledge_events: {
    params: z.object({ session: sessionId, next_number: frameNumber }),
    result: z.object({}),
    isNotification: true,
  },
  /**
   * Since 1.4: evidence from the meeting's page. A person is named by `key`, an interval by `key` and `start_sample`: one noted again takes the
   * place of what was noted before. The host keeps all of a session in memory, never on disk, and gives it to each new sidecar.
   */
  page_note: {
    params: z.object({ session: sessionId, ...pageEvidence }),
    result: z.object({}),
    isNotification: true,
  },
  /** Sessions on disk that ended without being stopped and that no living host works on, oldest first. */
  list_sessions: {
    params: z.object({}),
    result: z.object({
      sessions: z.array(unfinishedSession).check(z.maxLength(MAX_LISTED_SESSIONS)),
      unreadable: z.optional(z.array(unreadableSession).check(z.maxLength(MAX_LISTED_SESSIONS))),
    }),
  },
  /** Work on it no further: what is on disk stays, and it counts as unfinished. On both wires. */
  abandon_session: {
    params: z.object({ session: sessionId }),
    result: z.object({ session: sessionId }),
  },
  /**
   * The extension's own key of a session: the host's audio and events have others.
   * Fails with session_key_missing where there is none, unless `create` allows to make one, and always once it was destroyed;
   * with keychain_unavailable while it cannot be unwrapped.
   */
  session_key: {
    params: z.object({
      session: sessionId,
      /** For a session that begins, and for one that was stored before there were keys. */
      create: z.optional(z.boolean()),
    }),
    result: z.object({
      /** 32 bytes, base64. */
      key: transcriptKey,
      /** While a rotation is under way: what is sealed from now on is sealed by this one, and either may open what is there. */
      next_key: z.optional(transcriptKey),
      storage: keyStorage,
    }),
  },
  /**
   * Makes the key that is to replace the extension's key of a session, and keeps both. Asked again before the rotation is finished,
   * the answer is the same.
   */
  rotate_session_key: {
    params: z.object({ session: sessionId }),
    result: z.object({ key: transcriptKey, next_key: transcriptKey, storage: keyStorage }),
  },
  /**
   * Everything is sealed by `key`, which was the `next_key`: the one from before is destroyed, for ever. Done again, it changes
   * nothing; fails with session_key_missing for a key that is neither.
   */
  finish_key_rotation: {
    params: z.object({ session: sessionId, key: transcriptKey }),
    result: z.object({ session: sessionId }),
  },
  /**
   * Makes everything of a session that does not run unreadable, here and in the extension, and for ever: a key of that name is
   * never made again. A key that is gone already is no error.
   */
  destroy_session_key: {
    params: z.object({ session: sessionId }),
    result: z.object({ session: sessionId }),
  },
  /** Destroys the session's key, then deletes what is on disk of a session that does not run; nothing to delete is no error. */
  delete_session: {
    params: z.object({ session: sessionId }),
    result: z.object({ session: sessionId }),
  },
  /**
   * Deletes the words and the audio of a span of both sources of the session that runs, for good, also what of it is still to
   * come; a gap of the reason `struck` stands in its place. A line that reaches into the span goes with all of it. Answered
   * when it is done; asked again, it changes nothing.
   */
  strike: {
    params: z.object({ session: sessionId, start_sample: sampleIndex, end_sample: sampleIndex }),
    result: z.object({ session: sessionId }),
  },
  /** Starts the sidecar again after it was lost for good. */
  retry_transcription: {
    params: z.object({}),
    result: z.object({}),
  },
  /**
   * Host → sidecar: transcribe a closed utterance again with `model`, after everything that is live (issue "fast live, right
   * at the end"). Answered when it is done.
   */
  correct_stretch: {
    params: z.object({
      session: sessionId,
      source: audioSource,
      utterance: sampleIndex,
      model: modelName,
      settings: transcriptionSettings,
      /** Of the final that is corrected. */
      language: z.nullable(z.string().check(z.maxLength(8))),
      /** What was said before on this source. */
      context: z.string().check(z.maxLength(MAX_CAPTION_LENGTH)),
      /** int16[n], little-endian, base64. */
      pcm: z.string().check(z.maxLength(MAX_UTTERANCE_BASE64_LENGTH)),
    }),
    result: z.object({
      session: sessionId,
      source: audioSource,
      utterance: sampleIndex,
      text: z.string().check(z.maxLength(MAX_CAPTION_LENGTH)),
      language: z.nullable(z.string().check(z.maxLength(8))),
      model: modelName,
    }),
  },
  list_models: {
    params: z.object({}),
    result: modelList,
  },
  /** Answered when it has begun; `model_download` reports the rest. */
  download_model: {
    params: z.object({ model: modelName }),
    result: z.object({}),
  },
  /** What was received is kept, so that the next download goes on from there. */
  cancel_download: {
    params: z.object({ model: modelName }),
    result: z.object({}),
  },
  /** Deletes the files of a downloaded model, also of one that is only half there. */
  remove_model: {
    params: z.object({ model: modelName }),
    result: z.object({}),
  },
  get_health: {
    params: z.object({}),
    result: healthReport,
  },
} as const;

export type Method = keyof typeof REQUESTS;
/** Methods that are never answered. */
export type Notification = {
  [M in Method]: (typeof REQUESTS)[M] extends { isNotification: true } ? M : never;
}[Method];
export const METHODS = Object.keys(REQUESTS) as readonly Method[];
export type Params<M extends Method> = z.infer<(typeof REQUESTS)[M]["params"]>;
export type Result<M extends Method> = z.infer<(typeof REQUESTS)[M]["result"]>;
