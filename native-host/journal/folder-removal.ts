import { randomUUID } from "node:crypto";
import { chmodSync, existsSync, lstatSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { eraseDurably, syncFolder } from "../disk/durable-files.ts";
import { hasSeal } from "../keys/sealing.ts";
import { systemCode } from "../runtime/system.ts";

/** Begins the name of a folder that is being deleted. */
const TRASH_PREFIX = ".deleted-";
/** The same, of one with plain files: no key destroys them, they are overwritten. */
const PLAIN_TRASH_PREFIX = `${TRASH_PREFIX}plain-`;
export const PLAIN_RECORD_NAME = "session.json";

/** Whether an earlier version wrote the folder, as plain files. */
export function isPlainFolder(folder: string): boolean {
  return !hasSeal(folder) && existsSync(join(folder, PLAIN_RECORD_NAME));
}

/**
 * Deletes a session's folder, or whatever stands in its place. It loses its name first, so that one whose removal is interrupted is
 * never taken for a session with half of its files. None is no error.
 *
 * @throws the system's error
 */
export function removeFolder(folder: string): void {
  const sessions = dirname(folder);
  const trash = join(sessions, trashName(isPlainFolder(folder)));
  try {
    renameSync(folder, trash);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return;
    throw error;
  }
  syncFolder(sessions);
  removeTrash(trash);
}

/** What has this name is nobody's any more, and removed at the next start at the latest. */
export function trashName(isPlain: boolean): string {
  return `${isPlain ? PLAIN_TRASH_PREFIX : TRASH_PREFIX}${randomUUID()}`;
}

/** Finishes the removals that were interrupted. @returns how many; @throws the system's error */
export function finishRemovals(sessions: string): number {
  const left = readdirSync(sessions).filter((name) => name.startsWith(TRASH_PREFIX));
  for (const name of left) removeTrash(join(sessions, name));
  return left.length;
}

/** Removes what has a `trashName`. @throws the system's error */
export function removeTrash(path: string): void {
  // A folder that denies its own user is emptied nevertheless; a link is removed, not followed.
  const isFolder = lstatSync(path).isDirectory();
  if (isFolder) chmodSync(path, 0o700);
  if (isFolder && (basename(path).startsWith(PLAIN_TRASH_PREFIX) || isPlainFolder(path))) {
    const files = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { name } of files) eraseDurably(join(path, name));
  }
  rmSync(path, { recursive: true, force: true });
}
