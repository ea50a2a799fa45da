import { EarshotError, errorKind } from "../../protocol/errors.ts";
import { activeSession } from "../shared/session.ts";
import type { Settings } from "../shared/settings.ts";
import type { CaptionHub } from "./caption-hub.ts";
import type { NativeLink } from "./native-link.ts";
import { expiredSessions } from "./retention.ts";
import type { SessionRecovery } from "./session-recovery.ts";
import type { StatusBoard } from "./status-board.ts";
import type { TranscriptDatabase } from "./transcript-database.ts";

interface RemovalNeeds {
  readonly board: StatusBoard;
  readonly database: Pick<TranscriptDatabase, "deleteSession" | "forgetDeleted" | "listSessions">;
  readonly hub: Pick<CaptionHub, "forget">;
  readonly host: { readonly link: Pick<NativeLink, "request"> | null };
  readonly recovery: Pick<SessionRecovery, "forget">;
  readonly settings: () => Pick<Settings, "retentionDays">;
  readonly now: () => number;
}

/** Removes sessions, here and at the host: the one the user picked, or those older than the setting keeps. */
export class SessionRemoval {
  readonly #needs: RemovalNeeds;

  constructor(needs: RemovalNeeds) {
    this.#needs = needs;
  }

  /** Deletes a transcript and what the host still has of it. A running meeting is stopped first, not deleted. */
  async remove(session: string): Promise<void> {
    const { board, database, hub, recovery } = this.#needs;
    if (activeSession(board.status.session)?.session === session) return;
    // Before anything is shown or waited for: from here on the session is gone, whatever ends this worker.
    await database.deleteSession(session);
    await hub.forget(session);
    await recovery.forget(session);
    await this.#removeAtHost(session);
  }

  /** Removes what is older than the user wants to keep; nothing else ever is. */
  async removeExpired(): Promise<void> {
    const { board, database, settings, now } = this.#needs;
    const running = activeSession(board.status.session)?.session ?? null;
    const { retentionDays } = settings();
    try {
      const expired = expiredSessions(await database.listSessions(), running, {
        retentionDays,
        nowMs: now(),
      });
      for (const session of expired) await this.remove(session);
    } catch (error) {
      // What is too old today is too old at the next start, too.
      console.warn("Earshot could not remove old transcripts:", errorKind(error));
    }
  }

  /** A host that is not there is told by the next recovery. */
  async #removeAtHost(session: string): Promise<void> {
    const { database, host } = this.#needs;
    if (host.link === null) return;
    try {
      await host.link.request("delete_session", { session });
      await database.forgetDeleted(session);
    } catch (error) {
      console.warn("Earshot will delete a session's sound later:", EarshotError.from(error).code);
    }
  }
}
