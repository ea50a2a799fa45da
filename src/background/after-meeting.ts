import { errorKind } from "../../protocol/errors.ts";
import type { Parts } from "./parts.ts";

/** What waited for the end of the meeting: an update of the extension, meetings that were cut off, what is too old. */
export async function afterMeeting(
  { board, keys, recovery, removal, striking, updates }: Parts,
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
