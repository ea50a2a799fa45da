import type { ActiveSession } from "../../shared/session.ts";
import type { HostSession } from "./host-session.ts";
import type { End } from "./session-memory.ts";
import type { SessionNeeds } from "./session-needs.ts";

/**
 * Takes down what a session had in the browser and at the host; done again after a worker that did not get through.
 * The state is idle afterwards.
 */
export async function closeSession(
  { session }: ActiveSession,
  hostSession: HostSession | null,
  { error, isUnfinished }: End,
  { board, hub, memory, environment }: SessionNeeds,
): Promise<void> {
  environment.toOffscreen({ type: "abandon-capture", session });
  hub.dropTentative();
  environment.closeOverlay();
  const closed = hostSession?.close({ isUnfinished });
  if (!isUnfinished) await hub.amend(session, { completeness: "complete" });
  // Before the session is forgotten: no document may go on without a worker that knows of it. And before the state is
  // idle: the next session's document must not be the one that is closed.
  await environment.closeOffscreen();
  await memory.forget(error);
  board.advance({ type: "stopped", error });
  board.update({
    sources: { tab: { name: "off" }, mic: { name: "off" } },
    lagMs: { tab: 0, mic: 0 },
    lagAtStopMs: null,
    corrections: null,
  });
  await closed;
}
