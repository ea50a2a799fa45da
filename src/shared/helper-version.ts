import { isOlderRelease } from "../../protocol/version.ts";
import type { HostState } from "./status.ts";

/** The release of the helper from which on nothing of this extension is missing. Older ones work, without what came since. */
export const RECOMMENDED_HELPER = "0.1.0";

/** Whether the helper that is connected is older than this extension would have it; one that answers and names no release is. */
export function isHelperOutdated(host: HostState): boolean {
  if (host.name !== "connected" || host.isAssumed === true) return false;
  return isOlderRelease(host.productVersion ?? "0", RECOMMENDED_HELPER);
}
