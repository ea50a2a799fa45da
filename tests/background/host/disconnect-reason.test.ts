import { expect, test } from "vitest";
import { disconnectReason, isWorthRetrying } from "../../../src/background/host/disconnect-reason.ts";

/*
 * What Chromium 156 says of set-ups that do not work, measured one by one. A browser that changes its words fails the end-to-end
 * tests. It says the same of several causes, which only the doctor can tell apart.
 */
const NOT_FOUND = "Specified native messaging host not found.";
const FORBIDDEN = "Access to the specified native messaging host is forbidden.";
const EXITED = "Native host has exited.";
const UNREADABLE = "Error when communicating with the native messaging host.";
const BLOCKED = "Access to the native messaging host was disabled by the system administrator.";

test.each([
  ["there is no manifest", NOT_FOUND, "host_not_installed"],
  ["the manifest lies in the folder of another user data directory", NOT_FOUND, "host_not_installed"],
  ["the manifest lies in the system folder of another browser", NOT_FOUND, "host_not_installed"],
  ["an origin lacks its last slash", NOT_FOUND, "host_not_installed"],
  ["an origin has a wildcard", NOT_FOUND, "host_not_installed"],
  ["the program is missing", NOT_FOUND, "host_not_installed"],
  ["a stale user manifest hides a good one of the system", NOT_FOUND, "host_not_installed"],
  ["the path is relative, outside Windows", NOT_FOUND, "host_not_installed"],
  ["a policy allows no manifest of users", NOT_FOUND, "host_not_installed"],
  ["the manifest names another extension", FORBIDDEN, "host_forbidden"],
  ["a policy blocks the host", BLOCKED, "host_blocked"],
  ["the program may not be executed", UNREADABLE, "host_protocol_broken"],
  ["the program prints stray bytes", UNREADABLE, "host_protocol_broken"],
  ["the program's interpreter is missing", EXITED, "host_exited"],
  ["the program exits", EXITED, "host_exited"],
  ["the path is a folder", EXITED, "host_exited"],
  ["the browser gives no reason", undefined, "host_exited"],
])("INS-2 where %s the browser says %j, which is %s", (_cause, words, code) => {
  expect(disconnectReason(words)).toBe(code);
});

test.each([
  ["host_exited", true],
  ["host_start_failed", true],
  ["host_protocol_broken", true],
  ["host_not_installed", false],
  ["host_forbidden", false],
  ["host_blocked", false],
  ["incompatible_protocol_version", false],
] as const)("IPC-9 only a host that can come back is tried again: %s, %s", (code, isRetried) => {
  expect(isWorthRetrying(code)).toBe(isRetried);
});
