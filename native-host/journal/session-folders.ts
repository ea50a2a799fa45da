import { lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { AudioSource, NextFrames } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import {
  MAX_LISTED_SESSIONS,
  type Result,
  sessionId,
  type UnfinishedSession,
} from "../../protocol/requests.ts";
import { freeBytes, journalError } from "../disk/storage.ts";
import { type FolderSeal, openSeal } from "../keys/sealing.ts";
import type { SessionKeys } from "../keys/session-keys.ts";
import type { Log } from "../runtime/log.ts";
import { systemCode } from "../runtime/system.ts";
import { readSettled } from "./event-log.ts";
import { finishRemovals, removeFolder } from "./folder-removal.ts";
import { storedFrames } from "./frame-file.ts";
import { finishSealing, isSealingUnfinished, sealPlainFolders } from "./plain-folder.ts";
import { readRecords } from "./record-file.ts";
import { breaksName, framesName, sessionFolder } from "./session-files.ts";
import { isLocked } from "./session-lock.ts";
import { readSessionRecord } from "./session-record.ts";
import { breaksFormat, FrameTimeline } from "./source-journal.ts";

type FolderKeys = Pick<SessionKeys, "get" | "getOrCreate" | "restore" | "destroy" | "destroyed">;
type Listed = Result<"list_sessions">;

/** A folder that this host may look at, and what opens it. */
interface Readable {
  readonly session: string;
  readonly folder: string;
  readonly seal: FolderSeal;
  readonly started_at: string;
}

/** The sessions on disk that this host does not run. Reading about them changes nothing in them. */
export class SessionFolders {
  readonly #dataDirectory: string;
  readonly #keys: FolderKeys;
  readonly #log: Log;

  constructor(dataDirectory: string, keys: FolderKeys, log: Log) {
    this.#dataDirectory = dataDirectory;
    this.#keys = keys;
    this.#log = log;
  }

  /**
   * Those that no living host works on, oldest first, as many as are listed at once. One that cannot be read is listed apart: it
   * hides no other, and can only be deleted. What is no session is passed over and stays.
   *
   * @param running the one this host works on
   */
  list(running: string | null): Listed {
    const looks = this.#names()
      .filter((name) => name !== running && sessionId.safeParse(name).success)
      .map((session) => this.#look(session, (folder) => this.#open(session, folder)));
    const readable = looks
      .flatMap((look) => (look !== null && "seal" in look ? look : []))
      .toSorted((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at))
      .slice(0, MAX_LISTED_SESSIONS)
      .map((each) => this.#look(each.session, () => describe(each)));
    const unreadable = [...looks, ...readable].flatMap((look) =>
      look !== null && "changed_at" in look ? look : [],
    );
    return {
      sessions: readable.flatMap((look) => (look !== null && "lag_samples" in look ? look : [])),
      ...(unreadable.length === 0 ? {} : { unreadable: unreadable.slice(0, MAX_LISTED_SESSIONS) }),
    };
  }

  /** Space left for sessions; undefined where the system does not say. */
  freeBytes(): number | undefined {
    try {
      return freeBytes(this.#dataDirectory);
    } catch (error) {
      this.#log("warning", "free space unknown", { reason: systemCode(error) ?? String(error) });
      return undefined;
    }
  }

  /** Its key first, then its bytes. @throws session_already_running when another host works on it */
  delete(session: string): void {
    this.requireNobody(session);
    const folder = sessionFolder(this.#dataDirectory, session);
    try {
      this.#keys.destroy(session);
    } catch (error) {
      if (journalError(error).code !== "disk_full") throw error;
      // Nothing can be written down there any more: the room that the bytes leave takes it.
      removeFolder(folder);
      this.#keys.destroy(session);
    }
    removeFolder(folder);
    this.#log("info", "session deleted", { session });
  }

  /** @throws session_already_running when another host works on it */
  requireNobody(session: string): void {
    if (isLocked(sessionFolder(this.#dataDirectory, session)))
      throw new EarshotError("session_already_running", "another host works on it");
  }

  /** Whether a host that ended while it sealed a session has left that unfinished, and hidden. */
  get isSealingUnfinished(): boolean {
    return isSealingUnfinished(this.#sessions, this.#names());
  }

  /**
   * Seals what an earlier version left as plain files, and removes what deletions that were interrupted have left. What fails is
   * tried again by the next host.
   */
  async tidy(): Promise<void> {
    try {
      finishSealing(this.#sessions, this.#names());
      this.#finishDeletions();
      const store = { dataDirectory: this.#dataDirectory, keys: this.#keys };
      await sealPlainFolders(store, (session, error) => {
        this.#log("warning", "session not sealed", { session, reason: nameOf(error) });
      });
    } catch (error) {
      this.#log("warning", "sessions not tidied", { reason: nameOf(error) });
    }
  }

  #finishDeletions(): void {
    const names = this.#names();
    const destroyed = new Set(this.#keys.destroyed);
    const folders = names
      .filter((name) => destroyed.has(name))
      .map((session) => sessionFolder(this.#dataDirectory, session))
      .filter((folder) => !isLocked(folder));
    for (const folder of folders) removeFolder(folder);
    const finished = names.length === 0 ? 0 : finishRemovals(this.#sessions);
    if (folders.length + finished > 0)
      this.#log("info", "deletions finished", { folders: folders.length + finished });
  }

  get #sessions(): string {
    return join(this.#dataDirectory, "sessions");
  }

  #names(): string[] {
    try {
      return readdirSync(this.#sessions);
    } catch (error) {
      if (systemCode(error) === "ENOENT") return [];
      throw error;
    }
  }

  /** Null while another host works on it. */
  #open(session: string, folder: string): Readable | null {
    if (isLocked(folder)) return null;
    const seal = openSeal(folder, session, this.#keys.get(session).journal);
    return { session, folder, seal, started_at: readSessionRecord(folder, seal).started_at };
  }

  /** @returns what `read` does; when that it cannot be read, when it was changed last */
  #look<T>(
    session: string,
    read: (folder: string) => T,
  ): T | { readonly session: string; readonly changed_at: string } | null {
    const folder = sessionFolder(this.#dataDirectory, session);
    try {
      return read(folder);
    } catch (error) {
      const reason = nameOf(error);
      this.#log("warning", "session cannot be read", { session, reason });
      const changed_at = changedAt(folder);
      return reason === "keychain_unavailable" || changed_at === null ? null : { session, changed_at };
    }
  }
}

/** Its code: a message might quote what it read. */
function nameOf(error: unknown): string {
  return error instanceof EarshotError ? error.code : (systemCode(error) ?? "unreadable");
}

function describe({ session, folder, seal, started_at }: Readable): UnfinishedSession {
  const settled = readSettled(folder, seal);
  const next = { tab: framesIn(folder, "tab"), mic: framesIn(folder, "mic") };
  const lag = (source: AudioSource): number => samplesAfter(folder, seal, source, settled[source], next);
  return { session, started_at, next, lag_samples: { tab: lag("tab"), mic: lag("mic") } };
}

function framesIn(folder: string, source: AudioSource): number {
  const { size } = statSync(join(folder, framesName(source)), { throwIfNoEntry: false }) ?? { size: 0 };
  return storedFrames(size);
}

function samplesAfter(
  folder: string,
  seal: FolderSeal,
  source: AudioSource,
  settled: number,
  next: NextFrames,
): number {
  const timeline = new FrameTimeline({ frames: next[source] });
  for (const known of readRecords(join(folder, breaksName(source)), breaksFormat(source, seal)))
    timeline.add(known);
  return timeline.samplesAfter(settled);
}

/**
 * When something was put into the folder or taken out last, which is the session's last minute at the latest; null when it is
 * gone. A time that is yet to come is none: then the one counts that no program can set.
 */
function changedAt(folder: string): string | null {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  return new Date(stat.mtimeMs > Date.now() ? stat.ctimeMs : stat.mtimeMs).toISOString();
}
