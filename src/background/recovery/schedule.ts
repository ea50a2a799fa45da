import { errorKind } from "../../../protocol/errors.ts";
import { activeSession } from "../../shared/session.ts";
import { hasMark } from "../browser/browser-session-marks.ts";
import type { UpdateGate } from "../browser/update-gate.ts";
import type { Ended } from "../meeting/session-memory.ts";
import type { CaptionHub } from "../transcript/caption-hub.ts";
import type { TranscriptKeyStore } from "../transcript/database/transcript-key-store.ts";
import type { SearchIndexing } from "../transcript/search-indexing.ts";
import type { Striking } from "../transcript/striking.ts";
import type { StatusStore } from "../views/status-store.ts";
import type { InterruptedMeetings } from "./interrupted-meetings.ts";
import type { SessionRecovery } from "./recovery.ts";
import type { SessionRemoval } from "./removal.ts";
import type { Retention } from "./retention.ts";

interface Deferred {
  readonly statusStore: StatusStore;
  readonly hub: CaptionHub;
  readonly interrupted: InterruptedMeetings;
  readonly keys: TranscriptKeyStore;
  readonly recovery: SessionRecovery;
  readonly removal: SessionRemoval;
  readonly retention: Retention;
  readonly searchIndexing: Pick<SearchIndexing, "run">;
  readonly striking: Striking;
  readonly unsealed: { readonly has: () => Promise<boolean>; readonly sweep: () => Promise<void> };
  readonly updates: UpdateGate;
}

/*
 * When what was interrupted is finished: meetings, deletions, key rotations, an update of the extension. There are three
 * occasions: a worker starts, the host is connected, a meeting ends. Another is the user's ("Try again", `view-commands.ts`), and a
 * round whose host ended is begun again by `recovery.ts` itself, after a while.
 */

/** Shows what was interrupted, removes what is too old, and starts the host for what it can finish, once in a browser session. */
export async function atWorkerStart(
  { statusStore, interrupted, recovery, removal, retention, striking, unsealed }: Deferred,
  running: string | null,
): Promise<void> {
  try {
    // Nothing waits for it.
    void unsealed
      .sweep()
      .catch((error: unknown) => console.warn("Earshot could not sweep:", errorKind(error)));
    await removal.countPending();
    await interrupted.load(running);
    await retention.removeExpired();
    await striking.finishOld(running, { startsHost: !(await hasMark("key-rotation-refused")) });
    const isPending = statusStore.status.pendingDeletions > 0 || (await unsealed.has());
    if (isPending || (interrupted.isAnyUnfinished && !(await hasMark("recovery-rested"))))
      await recovery.run();
  } catch (error) {
    console.warn("Earshot could not look for meetings that were interrupted:", errorKind(error));
  }
}

/** Whatever the host was connected for: there may be meetings that it can finish, and one that waits for its key. */
export async function onHostConnected({
  statusStore,
  hub,
  interrupted,
  recovery,
  searchIndexing,
  striking,
}: Deferred): Promise<void> {
  if (statusStore.status.unreadable !== null) await hub.showLatest();
  const indexing = searchIndexing.run();
  await recovery.run();
  await interrupted.readTitles();
  await striking.finishOld(activeSession(statusStore.status.session)?.session ?? null);
  await indexing;
}

/** What waited for the end of the meeting. */
export async function afterMeeting(
  {
    statusStore,
    interrupted,
    keys,
    recovery,
    removal,
    retention,
    searchIndexing,
    striking,
    updates,
  }: Deferred,
  { isFinishedLater, tryOut }: Ended,
): Promise<void> {
  updates.check();
  try {
    if (tryOut !== null) await removal.remove(tryOut);
    await striking.finishOld(null);
    await keys.ended();
    await interrupted.load(null);
    await interrupted.readTitles();
    await retention.removeExpired();
  } catch (error) {
    console.warn("Earshot could not tidy up after the meeting:", errorKind(error));
  }
  // The user did not want to wait for this one: it keeps no processor busy until the next start.
  if (isFinishedLater || statusStore.status.session.name !== "idle") return;
  // Both at once: the host is let go once neither needs it.
  await Promise.all([searchIndexing.run(), recovery.run()]);
}
