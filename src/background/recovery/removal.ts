import { EarshotError, errorKind } from "../../../protocol/errors.ts";
import { activeSession } from "../../shared/session.ts";
import type { NativeLink } from "../host/native-link.ts";
import type { CaptionHub } from "../transcript/caption-hub.ts";
import type { TranscriptDatabase } from "../transcript/database/transcript-database.ts";
import type { TranscriptKeyStore } from "../transcript/database/transcript-key-store.ts";
import type { StatusStore } from "../views/status-store.ts";
import type { SessionRecovery } from "./recovery.ts";

interface RemovalNeeds {
  readonly statusStore: StatusStore;
  readonly database: Pick<TranscriptDatabase, "audio" | "deleteSession" | "forgetDeleted" | "listDeleted">;
  readonly hub: Pick<CaptionHub, "forget">;
  readonly host: { readonly ensure: () => Promise<Pick<NativeLink, "request">> };
  readonly keys: Pick<TranscriptKeyStore, "forget">;
  /** Deletes what is left of it from before transcripts were sealed. */
  readonly deleteUnsealed: (session: string) => Promise<void>;
  /** The host is needed for this no longer. */
  readonly onIdle: () => void;
  readonly recovery: Pick<SessionRecovery, "forget">;
  /** Replaces the keys of meetings that do not run, where something was deleted of them (`key-rotation.ts`). */
  readonly replaceKeys: (running: string | null) => Promise<void>;
  /** What is shown of a stored meeting is other than it was. */
  readonly onAmended: (session: string) => void;
}

/**
 * Removes a session, here and at the host: one that the user picked, or that is older than the setting keeps (`retention.ts`).
 *
 * 1. One transaction deletes its entry, lines, gaps, suppressed words and watermark, and remembers that (`deleteAll` in
 *    `transcript/database/transactions.ts`). From then on it is gone, whatever ends this worker.
 * 2. Its keys leave the memory, its lines the views, and what was stored before transcripts were sealed the disk.
 * 3. The host destroys its keys (`destroy` in `native-host/keys/session-keys.ts`), so that no copy of a word opens any more, and then
 *    removes its folder (`delete` in `native-host/journal/session-folders.ts`). Once it has said so, the deletion is forgotten here.
 *
 * What only the host has, and what it could not be told of here, `recovery.ts` has it delete.
 */
export class SessionRemoval {
  readonly #needs: RemovalNeeds;

  constructor(needs: RemovalNeeds) {
    this.#needs = needs;
  }

  /** Deletes a transcript and what the host still has of it. A running meeting is not deleted; no view offers that. */
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

  /** Deletes what is stored of a meeting's audio, and then the key that may open old copies of it; its words stay. */
  async removeAudio(session: string): Promise<void> {
    const { statusStore, database, replaceKeys, onAmended } = this.#needs;
    const running = activeSession(statusStore.status.session)?.session ?? null;
    if (session === running) return;
    await database.audio.delete(session);
    onAmended(session);
    replaceKeys(running).catch((cause: unknown) =>
      console.warn("Earshot will replace a transcript's key later:", errorKind(cause)),
    );
  }

  /** Shows how many deletions wait for the host. */
  async countPending(): Promise<void> {
    const { statusStore, database } = this.#needs;
    // A try-out is to be deleted from its first moment on.
    const running = activeSession(statusStore.status.session)?.session;
    const pendingDeletions = (await database.listDeleted()).filter((session) => session !== running).length;
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
