import type { Parts } from "./parts.ts";

/** Lets a host go that nobody needs: no meeting, no view, nothing to recover, no key to replace, no download. */
export function releaseIdleHost({
  board,
  host,
  models,
  ports,
  recovery,
  rotation,
}: Pick<Parts, "board" | "host" | "models" | "ports" | "recovery" | "rotation">): void {
  const isIdle = board.status.session.name === "idle";
  const isBusy = recovery.isRunning || rotation.isRunning || models.isBusy;
  if (isIdle && !ports.isAnyViewOpen && !isBusy) host.close();
}
