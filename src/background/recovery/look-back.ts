import { errorKind } from "../../../protocol/errors.ts";
import { hasMark } from "../browser/browser-session-marks.ts";
import type { Striking } from "../transcript/striking.ts";
import type { StatusBoard } from "../views/status-board.ts";
import type { SessionRecovery } from "./session-recovery.ts";
import type { SessionRemoval } from "./session-removal.ts";

interface LookBackNeeds {
  readonly board: StatusBoard;
  readonly recovery: SessionRecovery;
  readonly removal: SessionRemoval;
  readonly striking: Striking;
  readonly unsealed: { readonly has: () => Promise<boolean>; readonly sweep: () => Promise<void> };
}

/** At the worker's start: shows and finishes what was cut off before, deletions too, and removes what is too old. */
export async function lookBack(
  { board, recovery, removal, striking, unsealed }: LookBackNeeds,
  running: string | null,
): Promise<void> {
  try {
    // Nobody waits for it.
    void unsealed
      .sweep()
      .catch((error: unknown) => console.warn("Earshot could not sweep:", errorKind(error)));
    await removal.countPending();
    await recovery.load(running);
    await removal.removeExpired();
    await striking.finishOld(running, { startsHost: !(await hasMark("key-rotation-refused")) });
    const isPending = board.status.pendingDeletions > 0 || (await unsealed.has());
    if (isPending || (recovery.isAnyUnfinished && !(await hasMark("recovery-rested")))) await recovery.run();
  } catch (error) {
    console.warn("Earshot could not look for meetings that were cut off:", errorKind(error));
  }
}
