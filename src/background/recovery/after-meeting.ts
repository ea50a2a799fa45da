import { errorKind } from "../../../protocol/errors.ts";
import type { UpdateGate } from "../browser/update-gate.ts";
import type { SessionKeys } from "../transcript/session-keys.ts";
import type { Striking } from "../transcript/striking.ts";
import type { StatusBoard } from "../views/status-board.ts";
import type { SessionRecovery } from "./session-recovery.ts";
import type { SessionRemoval } from "./session-removal.ts";

interface AfterMeetingNeeds {
  readonly board: StatusBoard;
  readonly keys: SessionKeys;
  readonly recovery: SessionRecovery;
  readonly removal: SessionRemoval;
  readonly striking: Striking;
  readonly updates: UpdateGate;
}

/** What waited for the end of the meeting: an update of the extension, meetings that were cut off, what is too old. */
export async function afterMeeting(
  { board, keys, recovery, removal, striking, updates }: AfterMeetingNeeds,
  { isFinishedLater }: { readonly isFinishedLater: boolean },
): Promise<void> {
  updates.check();
  try {
    await striking.finishOld(null);
    await keys.ended();
    await recovery.load(null);
    await recovery.readTitles();
    await removal.removeExpired();
  } catch (error) {
    console.warn("Earshot could not tidy up behind the meeting:", errorKind(error));
  }
  // The user did not want to wait for this one: it keeps no processor busy until the next start.
  if (!isFinishedLater && board.status.session.name === "idle") await recovery.run();
}
