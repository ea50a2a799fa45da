import { EarshotError } from "../../protocol/errors.ts";
import type { TranscriptionSettings } from "../../protocol/settings.ts";
import { journalError } from "../disk/storage.ts";
import { Journal } from "../journal/journal.ts";
import type { SessionRecord } from "../journal/session-record.ts";
import type { SessionKeys } from "../keys/session-keys.ts";
import type { Log } from "../runtime/log.ts";
import { systemCode } from "../runtime/system.ts";
import { Session, type SessionParts } from "./session.ts";

export interface SessionRegistryParts {
  readonly dataDirectory: string;
  readonly keys: SessionKeys;
  readonly log: Log;
  /** Asked for last; null before any were. */
  readonly settings: () => TranscriptionSettings | null;
  /** What every session of this host is made with. */
  readonly session: SessionParts;
  /** It is the current one, and no frame of it has come yet. */
  readonly opened: (session: Session) => void;
  /** It is no longer the current one, though it is not finished. */
  readonly left: (session: Session) => void;
}

/** One session at a time, and the names of those that were. */
export class SessionRegistry {
  readonly #parts: SessionRegistryParts;
  /** Every session of this process; an event of any other is nobody's (IPC-4). */
  readonly #known = new Set<string>();
  #current: Session | null = null;

  constructor(parts: SessionRegistryParts) {
    this.#parts = parts;
  }

  get current(): Session | null {
    return this.#current;
  }

  /** Whether this process ever had a session of that id, running or ended. */
  isKnown(id: string): boolean {
    return this.#known.has(id);
  }

  /** @throws session_unknown */
  require(id: string): Session {
    if (this.#current?.id === id) return this.#current;
    throw new EarshotError("session_unknown", `no session ${id} is running`);
  }

  /** @throws session_already_running, journal_unwritable, disk_full */
  create(id: string, record: SessionRecord): Session {
    return this.#open(id, () => Journal.create(this.#parts, id, record));
  }

  /** The running session of that id, or the one that an earlier host left. @throws session_unknown and the above */
  resume(id: string): Session {
    if (this.#current?.id === id) return this.#current;
    return this.#open(id, () => this.#openLeft(id));
  }

  /** Ends a session; its folder stays unless it ended well. */
  async close(session: Session, { keepsJournal }: { keepsJournal: boolean }): Promise<void> {
    if (this.#current !== session) return;
    this.#current = null;
    if (keepsJournal) this.#parts.left(session);
    await session.close();
    if (!keepsJournal) session.journal.delete();
    this.#parts.log("info", "session closed", { session: session.id, keepsJournal });
  }

  #open(id: string, openJournal: () => Journal): Session {
    if (this.#current !== null) throw new EarshotError("session_already_running", `${this.#current.id} runs`);
    try {
      const session = new Session(id, openJournal(), this.#parts.session);
      this.#current = session;
      this.#known.add(id);
      this.#parts.opened(session);
      this.#parts.log("info", "session opened", { session: id, next: session.journal.next });
      return session;
    } catch (cause) {
      throw journalError(cause);
    }
  }

  #openLeft(id: string): Journal {
    try {
      return Journal.open(this.#parts, id, this.#parts.settings());
    } catch (cause) {
      if (systemCode(cause) !== "ENOENT") throw cause;
      throw new EarshotError("session_unknown", `no session ${id} on disk`, { cause });
    }
  }
}
