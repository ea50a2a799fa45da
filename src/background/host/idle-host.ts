import type { StatusStore } from "../views/status-store.ts";
import type { ViewPorts } from "../views/view-ports.ts";
import type { HostConnection } from "./host-connection.ts";
import type { Models } from "./models.ts";

interface UsersOfHost {
  readonly statusStore: StatusStore;
  readonly host: HostConnection;
  readonly models: Models;
  readonly ports: ViewPorts;
  readonly recovery: { readonly isRunning: boolean; readonly giveWay: () => Promise<void> };
  readonly rotation: { readonly isRunning: boolean };
  readonly searchIndexing: { readonly isRunning: boolean };
}

/** Lets a host go that is not needed: no meeting, no view, nothing to recover, no key to replace, no text to make, no download. */
export function releaseIdleHost(users: UsersOfHost): void {
  const { host, ports, recovery, searchIndexing } = users;
  const isWorking = isInUse(users) || recovery.isRunning || searchIndexing.isRunning;
  if (!isWorking && !ports.isAnyViewOpen) host.close();
}

/**
 * Ends a connected host so that the next one is started from what is installed now: a running process knows programs, folders and
 * configuration of when it was started. One that is in use stays. A meeting that is being recovered gives way, and is listed by the next
 * host; search texts are made on once that is connected.
 */
export async function endOldHost(users: UsersOfHost): Promise<void> {
  const { host, recovery } = users;
  if (host.link === null || isInUse(users)) return;
  await recovery.giveWay();
  // A meeting may have begun meanwhile.
  if (!isInUse(users)) host.close();
}

/** Whether something passes through the host that its end would break off, and the next host could not go on with. */
function isInUse({ statusStore, models, rotation }: UsersOfHost): boolean {
  const isIdle = statusStore.status.session.name === "idle";
  return !isIdle || rotation.isRunning || models.isBusy;
}
