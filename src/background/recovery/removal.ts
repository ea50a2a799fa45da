import { EarshotError, errorKind } from "../../../protocol/errors.ts";
import { activeSession } from "../../shared/session.ts";
import type { Settings } from "../../shared/settings.ts";
import type { NativeLink } from "../host/native-link.ts";
import type { CaptionHub } from "../transcript/caption-hub.ts";
import type { SessionKeys } from "../transcript/database/session-keys.ts";
import type { TranscriptDatabase } from "../transcript/database/transcript-database.ts";
import type { SessionEntry } from "../transcript/database/transcript-schema.ts";
import type { StatusStore } from "../views/status-store.ts";
import type { SessionRecovery } from "./recovery.ts";

const DAY_MS = 86_400_000;

interface RemovalNeeds {
  readonly statusStore: StatusStore;
  readonly database: Pick<
    TranscriptDatabase,
    "deleteSession" | "forgetDeleted" | "listDeleted" | "listSessions"
  >;
  readonly hub: Pick<CaptionHub, "forget">;
  readonly host: { readonly ensure: () => Promise<Pick<NativeLink, "request">> };
  readonly keys: Pick<SessionKeys, "forget">;
  /** Deletes what is left of it from before transcripts were sealed. */
  readonly deleteUnsealed: (session: string) => Promise<void>;
  /** The host is needed for this no longer. */
  readonly onIdle: () => void;
  readonly recovery: Pick<SessionRecovery, "forget">;
  readonly settings: () => Pick<Settings, "retentionDays">;
  readonly now: () => number;
}

/**
 * Removes sessions, here and at the host: the one the user picked, or those older than the setting keeps, unless the user keeps that
 * very one.
 */
export class SessionRemoval {
  readonly #needs: RemovalNeeds;

  constructor(needs: RemovalNeeds) {
    this.#needs = needs;
  }

  /** Deletes a transcript and what the host still has of it. A running meeting is stopped first, not deleted. */
  async remove(session: string): Promise<void> {
    const { statusStore, database, deleteUnsealed, hub, keys, recovery } = this.#needs;
    if (activeSession(statusStore.status.session)?.session === session) return;
    // Before anything is shown or waited for: from here on the session is gone, whatever ends this worker.
    await database.deleteSession(session);
    await this.countPending();
    await Promise.all([
      deleteUnsealed(session),
      recovery.forget(session),
      keys.forget(session),
      hub.forget(session),
      this.#removeAtHost(session),
    ]);
  }

  /** Removes what is older than the user wants to keep; nothing else ever is. */
  async removeExpired(): Promise<void> {
    const { statusStore, database, settings, now } = this.#needs;
    const running = activeSession(statusStore.status.session)?.session ?? null;
    const { retentionDays } = settings();
    try {
      const expired = async () =>
        expiredSessions(await database.listSessions(), running, { retentionDays, nowMs: now() });
      // Looked up again for each: the user may have said meanwhile that it is to be kept.
      for (const session of await expired())
        if ((await expired()).includes(session)) await this.remove(session);
    } catch (error) {
      // What is too old today is too old at the next start, too.
      console.warn("Earshot could not remove old transcripts:", errorKind(error));
    }
  }

  /** Shows how many deletions wait for the host. */
  async countPending(): Promise<void> {
    const { statusStore, database } = this.#needs;
    const pendingDeletions = (await database.listDeleted()).length;
    if (pendingDeletions !== statusStore.status.pendingDeletions) statusStore.update({ pendingDeletions });
  }

  /** Destroys its key, and with it whatever is left of its words on any disk; a host that cannot be reached does it later. */
  async #removeAtHost(session: string): Promise<void> {
    const { database, host, onIdle } = this.#needs;
    try {
      const link = await host.ensure();
      await link.request("delete_session", { session });
      await database.forgetDeleted(session);
      await this.countPending();
    } catch (error) {
      console.warn("Earshot will destroy a session's key later:", EarshotError.from(error).code);
    }
    onIdle();
  }
}

/** Whether a session of that start is older than the setting keeps (pure); null keeps everything. */
export function isExpired(startedAtMs: number, retentionDays: number | null, nowMs: number): boolean {
  return retentionDays !== null && nowMs - startedAtMs > retentionDays * DAY_MS;
}

/**
 * The sessions that are older than the setting (pure). Never the running one, whatever the clock says, nor one that the user keeps.
 */
export function expiredSessions(
  sessions: readonly Pick<SessionEntry, "session" | "startedAtMs" | "isExempt">[],
  running: string | null,
  { retentionDays, nowMs }: { readonly retentionDays: number | null; readonly nowMs: number },
): string[] {
  return sessions
    .filter(({ session, isExempt }) => session !== running && isExempt !== true)
    .filter(({ startedAtMs }) => isExpired(startedAtMs, retentionDays, nowMs))
    .map(({ session }) => session);
}
