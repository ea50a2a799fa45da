import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { messageOf } from "../../install/install-error.ts";
import { note } from "./progress.ts";

/** Folders that something still wrote to when they were to go. */
const left = new Set<string>();

/**
 * Removes a temporary folder. Who uses it has ended before; a process that goes on writing all the same is given a few
 * seconds (the delays add up to 5.5 s), and the folder is then tried once more at the end of this program: what is left
 * behind fails no work that is done.
 */
export async function removeFolder(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  } catch {
    if (left.size === 0) process.once("exit", removeLeft);
    left.add(folder);
  }
}

function removeLeft(): void {
  for (const folder of left) {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      note(`${folder} could not be removed: ${messageOf(error)}`);
    }
  }
}
