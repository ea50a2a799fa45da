import type { AudioSource } from "../../../protocol/audio.ts";
import { buildEvent } from "../../../protocol/build.ts";
import type { ErrorCode } from "../../../protocol/errors.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";

interface Folder {
  readonly next: Record<AudioSource, number>;
  /** Numbered finals that the extension has not acknowledged. */
  acknowledged: number;
  finals: number;
}
interface Asked {
  readonly id: string;
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: what the protocol says of each method is tested elsewhere
  readonly params: any;
}

/** What outlives a host: the sessions' folders. */
export class HostDisk {
  readonly folders = new Map<string, Folder>();
  /** Every session that was ever finished here. */
  readonly finished = new Set<string>();
  /** Words that were settled, by session. */
  readonly settled = new Map<string, number>();
  readonly removedModels: string[] = [];
}

/** A native host of a few lines, as long as its port is open. One final is settled for each session at its stop. */
export class HostProcess {
  readonly #disk: HostDisk;
  readonly #say: (message: object) => void;
  #current: string | null = null;
  #stopping: Asked | null = null;

  constructor(disk: HostDisk, say: (message: object) => void) {
    this.#disk = disk;
    this.#say = say;
  }

  take(asked: Asked): void {
    const { params } = asked;
    switch (asked.method) {
      case "protocol_version_check":
        return this.#answer(asked, { version: PROTOCOL_VERSION });
      case "start_session":
        if (this.#disk.folders.has(params.session)) return this.#refuse(asked, "journal_unwritable");
        this.#disk.folders.set(params.session, { next: { tab: 0, mic: 0 }, acknowledged: 0, finals: 0 });
        return this.#open(asked);
      case "resume_session":
        return this.#disk.folders.has(params.session)
          ? this.#open(asked)
          : this.#refuse(asked, "session_unknown");
      case "process_audio_stream":
        return this.#store(params.session, params.source, params.seq);
      case "stop_session":
        return this.#stop(asked);
      case "abandon_session":
        this.#current = null;
        return this.#answer(asked, { session: params.session });
      case "delete_session":
        this.#disk.folders.delete(params.session);
        return this.#answer(asked, { session: params.session });
      case "acknowledge_events":
        return this.#acknowledged(params.session, params.next_number);
      case "list_sessions":
        return this.#answer(asked, { sessions: this.#left() });
      case "list_models":
        return this.#answer(asked, { models: [], free_bytes: 1 });
      case "update_settings":
      case "retry_transcription":
      case "download_model":
      case "cancel_download":
      case "remove_model":
        return this.#answer(asked, {});
      default:
        return this.#refuse(asked, "unknown_method");
    }
  }

  #open(asked: Asked): void {
    const { session } = asked.params;
    if (this.#current !== null && this.#current !== session)
      return this.#refuse(asked, "session_already_running");
    this.#current = session;
    const { next } = this.#folder(session);
    this.#answer(asked, { session, next: { ...next }, free_bytes: 50_000_000_000 });
    const { finals, acknowledged } = this.#folder(session);
    for (let number = acknowledged; number < finals; number++) this.#final(session, number);
  }

  #store(session: string, source: AudioSource, seq: number): void {
    if (session !== this.#current) return;
    const { next } = this.#folder(session);
    if (seq === next[source]) next[source]++;
    this.#say(buildEvent("audio_ack", { session, source, next_seq: next[source] }));
  }

  #stop(asked: Asked): void {
    const { session } = asked.params;
    if (session !== this.#current) return this.#refuse(asked, "session_unknown");
    this.#stopping = asked;
    const folder = this.#folder(session);
    if (folder.finals === 0) {
      folder.finals = 1;
      this.#disk.settled.set(session, 1);
      this.#final(session, 0);
    } else if (folder.acknowledged === folder.finals) this.#finish();
  }

  #acknowledged(session: string, next: number): void {
    const folder = this.#disk.folders.get(session);
    if (folder === undefined || session !== this.#current) return;
    folder.acknowledged = Math.max(folder.acknowledged, next);
    if (this.#stopping?.params.session === session && folder.acknowledged >= folder.finals) this.#finish();
  }

  #finish(): void {
    const asked = this.#stopping;
    if (asked === null) return;
    const { session } = asked.params;
    this.#stopping = null;
    this.#current = null;
    this.#disk.folders.delete(session);
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

  #left() {
    return [...this.#disk.folders.keys()]
      .filter((session) => session !== this.#current)
      .map((session) => ({
        session,
        started_at: new Date(1_000_000).toISOString(),
        next: this.#folder(session).next,
        lag_samples: { tab: 16_000, mic: 0 },
      }));
  }

  #folder(session: string): Folder {
    const folder = this.#disk.folders.get(session);
    if (folder === undefined) throw new Error(`no folder of ${session}`);
    return folder;
  }

  #answer({ id }: Asked, result: object): void {
    this.#say({ id, type: "response", version: PROTOCOL_VERSION, result });
  }

  #refuse({ id }: Asked, code: ErrorCode): void {
    this.#say({
      id,
      type: "error",
      version: PROTOCOL_VERSION,
      error: { code, message: code, recoverable: true },
    });
  }
}
