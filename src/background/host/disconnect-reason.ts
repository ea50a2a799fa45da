import type { ErrorCode } from "../../../protocol/errors.ts";

/** Chrome's own words when a native port closes (measured on Chromium 156), and what each means. */
const REASONS: readonly (readonly [words: string, code: ErrorCode])[] = [
  ["host not found", "host_not_installed"],
  ["is forbidden", "host_forbidden"],
  ["disabled by the system administrator", "host_blocked"],
  ["Error when communicating", "host_protocol_broken"],
];

/** Why the native port closed. Without a known reason the host's process has ended. */
export function disconnectReason(lastErrorMessage = ""): ErrorCode {
  const known = REASONS.find(([words]) => lastErrorMessage.includes(words));
  return known?.[1] ?? "host_exited";
}

/** Whether connecting again can help; a host that is not there, not ours or not allowed stays so. */
export function isWorthRetrying(code: ErrorCode): boolean {
  return code === "host_exited" || code === "host_start_failed" || code === "host_protocol_broken";
}
