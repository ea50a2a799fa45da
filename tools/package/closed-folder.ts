import { chmodSync, lstatSync, lutimesSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Readable by all, writable by its owner, and of one date: whatever the umask and the clock of this computer say. */
export function closeFolder(folder: string, programs: readonly string[], epoch: number): void {
  const started = programs.map((path) => join(folder, path));
  for (const path of everythingBelow(folder)) closeEntry(path, started.includes(path), epoch);
  closeEntry(folder, true, epoch);
}

/** @param isProgram whether it can be started; a folder can be entered anyway */
export function closeEntry(path: string, isProgram: boolean, epoch: number): void {
  if (!lstatSync(path).isSymbolicLink())
    chmodSync(path, isProgram || lstatSync(path).isDirectory() ? 0o755 : 0o644);
  lutimesSync(path, epoch, epoch);
}

/** The same order everywhere. */
export function everythingBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .toSorted()
    .map((path) => join(folder, path));
}
