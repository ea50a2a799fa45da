import type { Parts } from "../compose.ts";

/** Shows the latest meeting to a view that reads along, or says why it cannot be read. */
export async function showLatest({
  statusStore,
  host,
  hub,
  unsealed,
}: Pick<Parts, "statusStore" | "host" | "hub" | "unsealed">): Promise<void> {
  try {
    await host.ensure();
  } catch {
    // Meetings from before there were keys are sealed first, by the host's keys: without it they are not there yet.
    const { host: state, unreadable } = statusStore.status;
    if (state.name === "failed" && unreadable === null && hub.transcript === null && (await unsealed.has())) {
      return statusStore.update({ unreadable: { session: null, error: state.error } });
    }
  }
  await hub.showLatest();
}
