import type { Parts } from "./parts.ts";

/** Lets a host go that nobody needs: no meeting, no view, nothing to recover. */
export function releaseIdleHost({
  board,
  host,
  ports,
  recovery,
}: Pick<Parts, "board" | "host" | "ports" | "recovery">): void {
  const isIdle = board.status.session.name === "idle";
  if (isIdle && !ports.isAnyViewOpen && !recovery.isRunning) host.close();
}
