import { EarshotError } from "../protocol/errors.ts";
import { MAX_LISTED_STRUCK, type Result } from "../protocol/requests.ts";
import { journalError } from "./disk/storage.ts";
import type { RequestHandlers } from "./extension/extension-requests.ts";
import type { Host } from "./host.ts";
import type { SessionRecord } from "./journal/session-record.ts";
import type { SessionKey, SessionKeys } from "./keys/session-keys.ts";
import { answerVersionCheck } from "./sidecar/handshake.ts";

/** What the extension may ask, each with what happens then. */
export function hostRequests(host: Host): RequestHandlers {
  return {
    protocol_version_check: (params, reply) => {
      reply(answerVersionCheck(params));
    },

    /** The journal is open before anything else, so no frame waits for the sidecar's version check. */
    start_session: async ({ session: id, ...record }, reply) => {
      const session = host.sessions.create(id, record);
      try {
        await host.sidecarSetup.fits();
      } catch (error) {
        await host.sessions.close(session, { keepsJournal: !session.journal.isEmpty });
        throw error;
      }
      reply({ session: id, next: session.journal.next, free_bytes: host.folders.freeBytes() });
    },

    /** A keychain that was slow when this host started, or locked, may give the key by now. */
    resume_session: async ({ session: id }, reply) => {
      await host.readable();
      await host.keys.reachKeychain();
      const session = host.sessions.resume(id);
      reply({ session: id, next: session.journal.next, ...struckSpans(session.journal.record) });
      session.replay();
    },

    process_audio_stream: (params) => {
      host.sessions.require(params.session).audio.receive(params);
    },

    end_of_source: async ({ session, source, next_seq }, reply) => {
      await host.sessions.require(session).ending.endSource(source, next_seq);
      reply({ session, source });
    },

    stop_session: async ({ session: id, next, gaps = [] }, reply) => {
      const session = host.sessions.require(id);
      try {
        const { metrics, coverage } = await session.ending.stop(next, gaps);
        reply({ session: id, metrics, ...(coverage === undefined ? {} : { coverage }) });
      } catch (error) {
        await host.sessions.close(session, { keepsJournal: true });
        throw error;
      }
      await host.sessions.close(session, { keepsJournal: false });
    },

    update_settings: async ({ settings }, reply) => {
      await host.sidecarSetup.changeSettings(settings);
      reply({});
    },

    /** One that comes after its session's end is too late to matter. */
    acknowledge_events: ({ session, next_number }) => {
      if (host.sessions.current?.id === session) host.sessions.current.delivery.acknowledge(next_number);
    },

    /** One of a session that has ended is too late to matter. */
    page_note: (note) => {
      if (host.sessions.current?.id === note.session) host.sessions.current.notePage(note);
    },

    list_sessions: async (_params, reply) => {
      await host.readable();
      await host.keys.reachKeychain();
      reply(host.folders.list(host.sessions.current?.id ?? null));
    },

    abandon_session: async ({ session: id }, reply) => {
      const session = host.sessions.require(id);
      session.ending.abandon();
      await host.sessions.close(session, { keepsJournal: !session.journal.isEmpty });
      reply({ session: id });
    },

    delete_session: async ({ session }, reply) => {
      await host.readable();
      host.requireNotRunning(session);
      host.folders.delete(session);
      reply({ session });
    },

    /** A keychain that was locked may be open by now. */
    session_key: async ({ session, create = false }, reply) => {
      await host.keys.reachKeychain();
      reply(answerOf(keysOf(host, (keys) => (create ? keys.getOrCreate(session) : keys.get(session)))));
    },

    rotate_session_key: async ({ session }, reply) => {
      await host.keys.reachKeychain();
      const rotated = keysOf(host, (keys) => keys.rotate(session));
      reply({ ...answerOf(rotated), next_key: rotated.nextTranscript.toString("base64") });
    },

    finish_key_rotation: async ({ session, key }, reply) => {
      await host.keys.reachKeychain();
      keysOf(host, (keys) => keys.finishRotation(session, Buffer.from(key, "base64")));
      reply({ session });
    },

    destroy_session_key: async ({ session }, reply) => {
      await host.readable();
      host.requireNotRunning(session);
      host.folders.requireNobody(session);
      host.keys.destroy(session);
      reply({ session });
    },

    strike: ({ session, start_sample, end_sample }, reply) => {
      host.strike(session, { start_sample, end_sample });
      reply({ session });
    },

    retry_transcription: (_params, reply) => {
      host.sidecarSetup.retry();
      reply({});
    },

    /** The host itself asks this of the sidecar: the audio is here. */
    correct_stretch: () => {
      throw new EarshotError("unknown_method", "utterances are corrected by the host itself");
    },

    list_models: async (params, reply) => {
      reply(await host.sidecarSetup.ask("list_models", params));
    },

    download_model: async ({ model }, reply) => {
      await host.downloads.download(model);
      reply({});
    },

    cancel_download: async ({ model }, reply) => {
      await host.downloads.cancel(model);
      reply({});
    },

    remove_model: async (params, reply) => {
      if (host.downloads.has(params.model))
        throw new EarshotError("model_in_use", `${params.model} is being downloaded`);
      reply(await host.sidecarSetup.ask("remove_model", params));
    },

    get_health: async (_params, reply) => {
      reply(await host.freshHealth());
    },
  };
}

/** @throws session_key_missing, keychain_unavailable, journal_unwritable, disk_full */
function keysOf<T>(host: Host, use: (keys: SessionKeys) => T): T {
  try {
    return use(host.keys);
  } catch (cause) {
    throw journalError(cause);
  }
}

function struckSpans({ struck = [] }: SessionRecord): Pick<Result<"resume_session">, "struck"> {
  const done = struck.filter(({ is_done }) => is_done).slice(-MAX_LISTED_STRUCK);
  if (done.length === 0) return {};
  return { struck: done.map(({ start_sample, end_sample }) => ({ start_sample, end_sample })) };
}

function answerOf({ transcript, nextTranscript, storage }: SessionKey): Result<"session_key"> {
  const next = nextTranscript === null ? {} : { next_key: nextTranscript.toString("base64") };
  return { key: transcript.toString("base64"), ...next, storage };
}
