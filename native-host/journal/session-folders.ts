import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { type AudioSource, FRAME_BYTES, type NextFrames } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import { MAX_LISTED_SESSIONS, sessionId, type UnfinishedSession } from "../../protocol/requests.ts";
import type { SessionKeys } from "../keys/session-keys.ts";
import type { Log } from "../log.ts";
import { readSettled } from "./event-log.ts";
import { FrameTimeline, timelineBreak } from "./frame-timeline.ts";
import { freeBytes } from "./free-space.ts";
import { sessionFolder } from "./journal.ts";
import { systemCode } from "./journal-error.ts";
import { readRecords } from "./record-file.ts";
import { isLocked } from "./session-lock.ts";
import { readSessionRecord } from "./session-record.ts";
import { breaksName, framesName } from "./source-journal.ts";

/** The sessions on disk that this host does not run. Reading about them changes nothing in them. */
export class SessionFolders {
  readonly #dataDirectory: string;
  readonly #keys: Pick<SessionKeys, "destroy">;
  readonly #log: Log;

  constructor(dataDirectory: string, keys: Pick<SessionKeys, "destroy">, log: Log) {
    this.#dataDirectory = dataDirectory;
    this.#keys = keys;
    this.#log = log;
  }

  /**
   * Those that no living host works on, oldest first, as many as are told at once. What is no session, or one of
   * which nothing can be read, is passed over and stays.
   *
   * @param running the one this host works on
   */
  unfinished(running: string | null): UnfinishedSession[] {
    return this.#names()
      .filter((name) => name !== running && sessionId.safeParse(name).success)
      .flatMap((session) => this.#startedAt(session) ?? [])
      .toSorted((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at))
      .slice(0, MAX_LISTED_SESSIONS)
      .flatMap(
        ({ session, started_at }) => this.#readable(session, () => this.#describe(session, started_at)) ?? [],
      );
  }

  /** Space left for sessions; undefined where the system does not tell. */
  freeBytes(): number | undefined {
    try {
      return freeBytes(this.#dataDirectory);
    } catch (error) {
      this.#log("warning", "free space unknown", { reason: systemCode(error) ?? String(error) });
      return undefined;
    }
  }

  /** @throws session_already_running when another host works on it */
  delete(session: string): void {
    const folder = sessionFolder(this.#dataDirectory, session);
    if (isLocked(folder)) throw new EarshotError("session_already_running", "another host works on it");
    this.#keys.destroy(session);
    rmSync(folder, { recursive: true, force: true });
    this.#log("info", "session deleted", { session });
  }

  #names(): string[] {
    try {
      const entries = readdirSync(join(this.#dataDirectory, "sessions"), { withFileTypes: true });
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    } catch (error) {
      if (systemCode(error) === "ENOENT") return [];
      throw error;
    }
  }

  #startedAt(session: string): { readonly session: string; readonly started_at: string } | null {
    return this.#readable(session, () => {
      const folder = sessionFolder(this.#dataDirectory, session);
      if (isLocked(folder)) return null;
      return { session, started_at: readSessionRecord(folder).started_at };
    });
  }

  #describe(session: string, started_at: string): UnfinishedSession {
    const folder = sessionFolder(this.#dataDirectory, session);
    const settled = readSettled(folder);
    const next = { tab: storedFrames(folder, "tab"), mic: storedFrames(folder, "mic") };
    const lag = (source: AudioSource): number => samplesBehind(folder, source, settled[source], next);
    return { session, started_at, next, lag_samples: { tab: lag("tab"), mic: lag("mic") } };
  }

  /** One folder that cannot be read hides no other. */
  #readable<T>(session: string, read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      const reason = systemCode(error) ?? "no session record";
      this.#log("warning", "session passed over", { session, reason });
      return null;
    }
  }
}

function storedFrames(folder: string, source: AudioSource): number {
  const { size } = statSync(join(folder, framesName(source)), { throwIfNoEntry: false }) ?? { size: 0 };
  return Math.floor(size / FRAME_BYTES);
}

function samplesBehind(folder: string, source: AudioSource, settled: number, next: NextFrames): number {
  const timeline = new FrameTimeline();
  for (const known of readRecords(join(folder, breaksName(source)), timelineBreak)) timeline.add(known);
  return timeline.samplesBehind(settled, next[source]);
}
