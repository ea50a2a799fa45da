import type { Parts } from "./parts.ts";

/** Lets a host go that nobody needs: no meeting, no view, nothing to recover, no download. */
export function releaseIdleHost({
  board,
  host,
  models,
  ports,
  recovery,
}: Pick<Parts, "board" | "host" | "models" | "ports" | "recovery">): void {
  const isIdle = board.status.session.name === "idle";
  if (isIdle && !ports.isAnyViewOpen && !recovery.isRunning && !models.isBusy) host.close();
}
