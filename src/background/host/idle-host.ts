import type { StatusStore } from "../views/status-store.ts";
import type { ViewPorts } from "../views/view-ports.ts";
import type { HostConnection } from "./host-connection.ts";
import type { Models } from "./models.ts";

interface UsersOfHost {
  readonly statusStore: StatusStore;
  readonly host: HostConnection;
  readonly models: Models;
  readonly ports: ViewPorts;
  readonly recovery: { readonly isRunning: boolean };
  readonly rotation: { readonly isRunning: boolean };
  readonly searchIndexing: { readonly isRunning: boolean };
}

/** Lets a host go that is not needed: no meeting, no view, nothing to recover, no key to replace, no text to make, no download. */
export function releaseIdleHost({
  statusStore,
  host,
  models,
  ports,
  recovery,
  rotation,
  searchIndexing,
}: UsersOfHost): void {
  const isIdle = statusStore.status.session.name === "idle";
  const isBusy = recovery.isRunning || rotation.isRunning || searchIndexing.isRunning || models.isBusy;
  if (isIdle && !ports.isAnyViewOpen && !isBusy) host.close();
}
