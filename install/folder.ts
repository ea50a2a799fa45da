import { existsSync, readdirSync, realpathSync } from "node:fs";

/** What is in a folder, or in the one that a link leads to; nothing where there is none that this user can read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Whoever asks can do nothing else with it; deleting or writing it names what is wrong.
    return [];
  }
}

/** Where a path leads, with every link on the way followed; the path itself where nothing is. */
export function realOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
