import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { EarshotError } from "../../protocol/errors.ts";
import { makeFolder } from "../runtime/make-folder.ts";

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
