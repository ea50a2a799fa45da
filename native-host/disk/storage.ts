import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { EarshotError } from "../../protocol/errors.ts";
import { makeFolder, systemCode } from "../runtime/system.ts";

/** An hour of both sources: 2 × 16,000 samples of 2 bytes a second. */
export const ONE_HOUR_BYTES = 2 * 32_000 * 3_600;
/** A minute of both sources: with less a session is not worth beginning. */
const SMALLEST_START_BYTES = 4_000_000;

/** Space left for us on the disk of `folder`. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Makes room for sessions, for the user only. @throws disk_full, and the system's error */
export function requireSpace(sessionFolder: string): void {
  const sessions = dirname(sessionFolder);
  makeFolder(sessions);
  const free = freeBytes(sessions);
  if (free < SMALLEST_START_BYTES)
    throw new EarshotError(
      "disk_full",
      `${free} bytes are left, ${SMALLEST_START_BYTES} are needed to begin`,
    );
}

const NO_SPACE = new Set(["ENOSPC", "EDQUOT"]);

/** What a failed file operation on a session's folder means to the user. */
export function journalError(cause: unknown): EarshotError {
  if (cause instanceof EarshotError) return cause;
  const code = systemCode(cause) ?? "unknown";
  return NO_SPACE.has(code)
    ? new EarshotError("disk_full", `no space for the session's audio (${code})`, { cause })
    : new EarshotError("journal_unwritable", `the session's folder cannot be written (${code})`, { cause });
}
