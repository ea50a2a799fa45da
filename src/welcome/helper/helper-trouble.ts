import type { ErrorCode } from "../../../protocol/errors.ts";
import type { Status } from "../../shared/status.ts";
import { isGuided } from "../../ui/notices/welcome-page.ts";

/**
 * Why the helper does not do its work; null while it does, or while nobody has asked it (pure). One that answers and cannot recognise,
 * or not write, is no better than one that is missing.
 */
export function helperTrouble({
  host,
  recogniser,
  storage,
}: Pick<Status, "host" | "recogniser" | "storage">): ErrorCode | null {
  if (host.name === "failed") return host.error.code;
  if (host.name !== "connected") return null;
  const causes = [recogniser.state === "failed" ? recogniser.error : null, storage];
  return causes.find((code) => code !== null && isGuided(code)) ?? null;
}

/** Whether it is known whether that trouble is over: its process is not being started (pure). */
export function isSettled(
  trouble: ErrorCode,
  { host, recogniser }: Pick<Status, "host" | "recogniser">,
): boolean {
  if (host.name !== "connected") return host.name === "failed";
  return !trouble.startsWith("sidecar_") || recogniser.state === "running" || recogniser.state === "failed";
}
