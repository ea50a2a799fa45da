import type { ErrorReport } from "../../protocol/errors.ts";
import type { ActiveSession } from "../shared/session.ts";
import type { HostSession } from "./host-session.ts";
import type { SessionNeeds } from "./session-needs.ts";

/** How a session ended. */
interface Outcome {
  /** Why; null when the user wished it. */
  readonly error: ErrorReport | null;
  /** Whether every final is stored. */
  readonly isComplete: boolean;
}

/** Takes down what a session had in the browser and at the host. The state is idle afterwards. */
export async function closeSession(
  { session }: ActiveSession,
  hostSession: HostSession | null,
  { error, isComplete }: Outcome,
  { board, hub, environment }: SessionNeeds,
): Promise<void> {
  environment.toOffscreen({ type: "abandon-capture", session });
  hub.dropTentative();
  environment.closeOverlay();
  // A session that never reached the host has nothing that could be recovered.
  const isUnfinished = !isComplete && hostSession?.isKnownToHost === true;
  const closed = hostSession?.close({ isUnfinished });
  if (!isUnfinished) await hub.amend(session, { completeness: "complete" });
  await environment.forget();
  // Before the state is idle: the next session's document must not be the one that is closed.
  await environment.closeOffscreen();
  board.advance({ type: "stopped", error });
  board.update({
    sources: { tab: { name: "off" }, mic: { name: "off" } },
    lagMs: { tab: 0, mic: 0 },
    lagAtStopMs: null,
    corrections: null,
  });
  await closed;
}
