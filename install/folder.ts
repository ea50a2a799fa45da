import { readdirSync } from "node:fs";

/** What is in a folder, or in the one that a link leads to; nothing where there is none that this user can read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Whoever asks can do nothing else with it; deleting or writing it names what is wrong.
    return [];
  }
}
