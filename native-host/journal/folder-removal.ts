import { randomUUID } from "node:crypto";
import { chmodSync, lstatSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { syncFolder } from "../keys/durable-file.ts";
import { systemCode } from "./journal-error.ts";

/** Begins the name of a folder that is being deleted. */
const TRASH_PREFIX = ".deleted-";

/**
 * Deletes a session's folder, or whatever stands in its place. It loses its name first, so that one whose removal is cut off is
 * never taken for a session with half of its files. None is no error.
 *
 * @throws the system's error
 */
export function removeFolder(folder: string): void {
  const sessions = dirname(folder);
  const trash = trashName(sessions);
  try {
    renameSync(folder, trash);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return;
    throw error;
  }
  syncFolder(sessions);
  remove(trash);
}

/** What has this name is nobody's any more, and removed at the next start at the latest. */
export function trashName(sessions: string): string {
  return join(sessions, `${TRASH_PREFIX}${randomUUID()}`);
}

/** Finishes the removals that were cut off. @returns how many; @throws the system's error */
export function finishRemovals(sessions: string): number {
  const left = readdirSync(sessions).filter((name) => name.startsWith(TRASH_PREFIX));
  for (const name of left) remove(join(sessions, name));
  return left.length;
}

function remove(path: string): void {
  // A folder that denies its own user is emptied nevertheless; a link is removed, not followed.
  if (lstatSync(path).isDirectory()) chmodSync(path, 0o700);
  rmSync(path, { recursive: true, force: true });
}
