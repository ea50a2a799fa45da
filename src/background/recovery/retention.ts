import { errorKind } from "../../../protocol/errors.ts";
import { activeSession } from "../../shared/session.ts";
import type { Settings } from "../../shared/settings.ts";
import type { TranscriptDatabase } from "../transcript/database/transcript-database.ts";
import type { SessionEntry } from "../transcript/database/transcript-schema.ts";
import type { StatusStore } from "../views/status-store.ts";

const DAY_MS = 86_400_000;

interface RetentionNeeds {
  readonly statusStore: Pick<StatusStore, "status">;
  readonly database: Pick<TranscriptDatabase, "audio" | "listSessions">;
  readonly settings: () => Pick<Settings, "retentionDays" | "audioRetentionDays">;
  readonly now: () => number;
  /** Removes a meeting, here and at the host (`removal.ts`). */
  readonly remove: (session: string) => Promise<void>;
  /** Removes what is stored of a meeting's audio, and leaves its words. */
  readonly removeAudio: (session: string) => Promise<void>;
}

/**
 * What becomes of a meeting that is older than the retention setting keeps: it is removed, here and at the host, unless the user
 * keeps that very one ("Keep this one") or it is the one that runs. An import of such a meeting keeps it (`importing.ts`). Unless the
 * user chose otherwise the setting is null, and nothing is removed (`src/shared/settings.ts`).
 *
 * What is stored of a meeting's audio goes the same way, by a time of its own, and leaves the words (ADR-042).
 *
 * Stored meetings are looked at when a worker starts and after a meeting (`schedule.ts`), and when the setting changes; what only
 * the host has, unfinished or unreadable, in each round of the recovery.
 */
export class Retention {
  readonly #needs: RetentionNeeds;

  constructor(needs: RetentionNeeds) {
    this.#needs = needs;
  }

  /** Whether a meeting of that start is older than the setting keeps. */
  isExpired(startedAtMs: number): boolean {
    return isExpired(startedAtMs, this.#setting());
  }

  /** Whether what the host lists of a session is to be deleted there, `startedAtMs` by the host's word. */
  async isExpiredAtHost(session: string, startedAtMs: number): Promise<boolean> {
    if (!this.isExpired(startedAtMs)) return false;
    const stored = (await this.#needs.database.listSessions()).find((entry) => entry.session === session);
    return this.#expired([{ ...stored, session, startedAtMs }]).length > 0;
  }

  /** Removes what is stored and older than the user wants to keep; nothing else ever is. */
  async removeExpired(): Promise<void> {
    const { database, remove } = this.#needs;
    try {
      const expired = async () => this.#expired(await database.listSessions());
      // Looked up again for each: the user may have said meanwhile that it is to be kept.
      for (const session of await expired()) if ((await expired()).includes(session)) await remove(session);
      await this.#removeExpiredAudio();
    } catch (error) {
      // What is too old today is too old at the next start, too.
      console.warn("Earshot could not remove old transcripts:", errorKind(error));
    }
  }

  /** Audio has a time of its own; a meeting that the user keeps keeps its audio, too. */
  async #removeExpiredAudio(): Promise<void> {
    const { database, settings, removeAudio } = this.#needs;
    const withAudio = await database.audio.sessions();
    if (withAudio.length === 0) return;
    const meetings = (await database.listSessions()).filter(({ session }) => withAudio.includes(session));
    const { audioRetentionDays } = settings();
    for (const session of this.#expired(meetings, audioRetentionDays)) await removeAudio(session);
  }

  #expired(meetings: readonly Aged[], retentionDays = this.#setting().retentionDays): string[] {
    const running = activeSession(this.#needs.statusStore.status.session)?.session ?? null;
    return expiredSessions(meetings, running, { ...this.#setting(), retentionDays });
  }

  #setting(): Setting {
    return { retentionDays: this.#needs.settings().retentionDays, nowMs: this.#needs.now() };
  }
}

type Aged = Pick<SessionEntry, "session" | "startedAtMs" | "isExempt">;

interface Setting {
  /** Null keeps everything. */
  readonly retentionDays: number | null;
  readonly nowMs: number;
}

/**
 * The meetings that are older than the setting (pure). Never the running one, whatever the clock says, nor one that the user keeps.
 */
export function expiredSessions(
  meetings: readonly Aged[],
  running: string | null,
  setting: Setting,
): string[] {
  return meetings
    .filter(({ session, isExempt }) => session !== running && isExempt !== true)
    .filter(({ startedAtMs }) => isExpired(startedAtMs, setting))
    .map(({ session }) => session);
}

function isExpired(startedAtMs: number, { retentionDays, nowMs }: Setting): boolean {
  return retentionDays !== null && nowMs - startedAtMs > retentionDays * DAY_MS;
}
