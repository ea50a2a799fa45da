import { buildEvent } from "../../../protocol/build.ts";
import type { ErrorCode } from "../../../protocol/errors.ts";
import type { AnyRequest, RequestMessage } from "../../../protocol/messages.ts";
import type { Params } from "../../../protocol/requests.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import type { Context, Surroundings } from "./context.ts";
import type { HostDisk } from "./host-disk.ts";

/** A native host of a few lines, as long as its port is open. One final is settled for each session at its stop. */
class HostProcess {
  readonly #disk: HostDisk;
  readonly #say: (message: object) => void;
  #current: string | null = null;
  #stopping: RequestMessage<"stop_session"> | null = null;

  constructor(disk: HostDisk, say: (message: object) => void) {
    this.#disk = disk;
    this.#say = say;
    disk.fetching.clear();
  }

  take(asked: AnyRequest): void {
    switch (asked.method) {
      case "protocol_version_check":
        return this.#answer(asked, { version: PROTOCOL_VERSION });
      case "start_session":
        if (this.#disk.has(asked.params.session)) return this.#refuse(asked, "journal_unwritable");
        this.#disk.create(asked.params.session);
        return this.#open(asked);
      case "resume_session":
        return this.#disk.has(asked.params.session)
          ? this.#open(asked)
          : this.#refuse(asked, "session_unknown");
      case "process_audio_stream":
        return this.#store(asked.params);
      case "stop_session":
        return this.#stop(asked);
      case "abandon_session":
        this.#current = null;
        return this.#answer(asked, { session: asked.params.session });
      case "delete_session":
        this.#disk.delete(asked.params.session);
        return this.#answer(asked, { session: asked.params.session });
      case "acknowledge_events":
        return this.#acknowledged(asked.params);
      case "list_sessions":
        return this.#answer(asked, { sessions: this.#left() });
      case "list_models":
        return this.#answer(asked, { models: [], free_bytes: 1 });
      case "download_model":
        this.#disk.fetching.add(asked.params.model);
        return this.#downloadIs(asked, asked.params.model, "downloading");
      case "cancel_download":
        this.#disk.fetching.delete(asked.params.model);
        return this.#downloadIs(asked, asked.params.model, "cancelled");
      case "strike":
        if (asked.params.session !== this.#current) return this.#refuse(asked, "session_unknown");
        this.#disk.struck.push(asked.params);
        return this.#answer(asked, { session: asked.params.session });
      case "session_key":
        return this.#answer(asked, keysOf(this.#keys(asked.params.session)));
      case "rotate_session_key": {
        const keys = this.#keys(asked.params.session);
        if (keys.length === 1) keys.push(newKey());
        return this.#answer(asked, keysOf(keys));
      }
      case "finish_key_rotation": {
        const keys = this.#keys(asked.params.session);
        if (!keys.includes(asked.params.key)) return this.#refuse(asked, "session_key_missing");
        if (keys[1] === asked.params.key) keys.shift();
        return this.#answer(asked, { session: asked.params.session });
      }
      case "retry_transcription":
        this.#disk.retries++;
        return this.#answer(asked, {});
      case "remove_model":
        this.#disk.removedModels.add(asked.params.model);
        return this.#answer(asked, {});
      case "update_settings":
        return this.#answer(asked, {});
      default:
        return this.#refuse(asked, "unknown_method");
    }
  }

  #keys(session: string): string[] {
    const keys = this.#disk.keys.get(session) ?? [newKey()];
    this.#disk.keys.set(session, keys);
    return keys;
  }

  #open(asked: RequestMessage<"start_session"> | RequestMessage<"resume_session">): void {
    const { session } = asked.params;
    if (this.#current !== null && this.#current !== session)
      return this.#refuse(asked, "session_already_running");
    this.#current = session;
    const { next } = this.#disk.folder(session);
    this.#answer(asked, { session, next: { ...next }, free_bytes: 50_000_000_000 });
    const { finals, acknowledged } = this.#disk.folder(session);
    for (let number = acknowledged; number < finals; number++) this.#final(session, number);
  }

  #store({ session, source, seq }: Params<"process_audio_stream">): void {
    if (session !== this.#current) return;
    const { next } = this.#disk.folder(session);
    if (seq === next[source]) next[source]++;
    this.#say(buildEvent("audio_ack", { session, source, next_seq: next[source] }));
  }

  #stop(asked: RequestMessage<"stop_session">): void {
    const { session } = asked.params;
    if (session !== this.#current) return this.#refuse(asked, "session_unknown");
    this.#stopping = asked;
    const folder = this.#disk.folder(session);
    if (folder.finals === 0) {
      folder.finals = 1;
      this.#disk.settled.set(session, 1);
      this.#final(session, 0);
    } else if (folder.acknowledged === folder.finals) this.#finish();
  }

  #acknowledged({ session, next_number }: Params<"acknowledge_events">): void {
    if (session !== this.#current) return;
    const folder = this.#disk.folder(session);
    folder.acknowledged = Math.max(folder.acknowledged, next_number);
    if (this.#stopping?.params.session === session && folder.acknowledged >= folder.finals) this.#finish();
  }

  #finish(): void {
    const asked = this.#stopping;
    if (asked === null) return;
    const { session } = asked.params;
    this.#stopping = null;
    this.#current = null;
    this.#disk.delete(session);
    this.#disk.finished.add(session);
    this.#answer(asked, { session, metrics: null });
  }

  #final(session: string, number: number): void {
    const utterance = number * 16_000;
    this.#say(
      buildEvent("final_text", {
        session,
        number,
        source: "tab",
        utterance,
        revision: 1,
        start_sample: utterance,
        end_sample: utterance + 8000,
        text: `words ${number}`,
        language: "en",
      }),
    );
  }

  #downloadIs(asked: AnyRequest, model: string, state: "downloading" | "cancelled"): void {
    this.#answer(asked, {});
    const size = { received_bytes: 1, total_bytes: 2 };
    this.#say(buildEvent("model_download", { model, state, ...size, error: null }));
  }

  #left() {
    return this.#disk.sessions
      .filter((session) => session !== this.#current)
      .map((session) => ({
        session,
        started_at: new Date(1_000_000).toISOString(),
        next: this.#disk.folder(session).next,
        lag_samples: { tab: 16_000, mic: 0 },
      }));
  }

  #answer({ id }: AnyRequest, result: object): void {
    this.#say({ id, type: "response", version: PROTOCOL_VERSION, result });
  }

  #refuse({ id }: AnyRequest, code: ErrorCode): void {
    this.#say({
      id,
      type: "error",
      version: PROTOCOL_VERSION,
      error: { code, message: code, recoverable: true },
    });
  }
}

function newKey(): string {
  return btoa(crypto.randomUUID().slice(0, 32));
}

function keysOf([key, next_key]: readonly string[]) {
  return { key, ...(next_key === undefined ? {} : { next_key }), storage: "file" };
}

/** A native port with a new host at its other end. What was posted reaches it, also from a worker that has ended meanwhile. */
export function connectHost(disk: HostDisk, context: Context, { queue, run, step }: Surroundings) {
  const messages: ((message: unknown) => void)[] = [];
  const host = new HostProcess(disk, (message) =>
    queue(() => {
      if (!context.isAlive) return;
      for (const listener of messages) run(context, () => listener(message));
    }),
  );
  return {
    postMessage: (message: AnyRequest) =>
      step(`host ${message.method}`, () => queue(() => host.take(structuredClone(message)))),
    disconnect() {},
    onMessage: { addListener: (listener: (message: unknown) => void) => messages.push(listener) },
    onDisconnect: { addListener() {} },
  };
}
