import type { RequestHandlers } from "./extension/request-router.ts";
import { answerVersionCheck } from "./handshake.ts";
import type { Host } from "./host.ts";

/** What the extension may ask, each with what happens then. */
export function hostRequests(host: Host): RequestHandlers {
  return {
    protocol_version_check: (params, reply) => {
      reply(answerVersionCheck(params));
    },

    /** The journal is open before anything else, so no frame waits for the sidecar's version check. */
    start_session: async ({ session: id, ...record }, reply) => {
      const session = host.createSession(id, record);
      try {
        await host.sidecar.ready;
      } catch (error) {
        await host.closeSession(session, { keepsJournal: session.hasAudio });
        throw error;
      }
      reply({ session: id, next: session.journal.next });
      host.transcribe(session);
    },

    resume_session: ({ session: id }, reply) => {
      const session = host.resumeSession(id);
      reply({ session: id, next: session.journal.next });
      session.replay();
    },

    process_audio_stream: (params) => {
      host.requireSession(params.session).receiveFrame(params);
    },

    end_of_source: async ({ session, source, next_seq }, reply) => {
      await host.requireSession(session).endSource(source, next_seq);
      reply({ session, source });
    },

    stop_session: async ({ session: id, next }, reply) => {
      const session = host.requireSession(id);
      try {
        const metrics = await session.stop(next);
        reply({ session: id, metrics });
      } catch (error) {
        await host.closeSession(session, { keepsJournal: true });
        throw error;
      }
      await host.closeSession(session, { keepsJournal: false });
    },

    update_settings: async ({ settings }, reply) => {
      host.session?.changeSettings(settings);
      reply(await host.sidecar.request("update_settings", { settings }));
    },

    acknowledge_events: () => {},

    list_sessions: (_params, reply) => {
      reply({ sessions: [] });
    },

    abandon_session: async ({ session: id }, reply) => {
      await host.closeSession(host.requireSession(id), { keepsJournal: true });
      reply({ session: id });
    },

    delete_session: ({ session }, reply) => {
      reply({ session });
    },

    retry_transcription: (_params, reply) => {
      reply({});
    },

    get_health: async (_params, reply) => {
      reply(await host.freshHealth());
    },
  };
}
