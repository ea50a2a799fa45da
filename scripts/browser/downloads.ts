import { existsSync, readdirSync, watch } from "node:fs";
import { join } from "node:path";
import { PROMPT_MS, within } from "./within.ts";

/** The browser's name for a file that is still being written. */
const UNFINISHED = /^\.|\.(?:crdownload|tmp)$/u;

/** Does `act` and resolves to the path of the finished file that it makes appear in `folder`. */
export async function downloadedBy(folder: string, act: () => Promise<void>): Promise<string> {
  const before = new Set(readdirSync(folder));
  const watcher = watch(folder);
  try {
    const appeared = new Promise<string>((resolve) => {
      watcher.on("change", () => {
        const names = readdirSync(folder);
        const isWriting = names.some((name) => UNFINISHED.test(name));
        const fresh = names.find((name) => !before.has(name) && !UNFINISHED.test(name));
        if (fresh !== undefined && !isWriting && existsSync(join(folder, fresh)))
          resolve(join(folder, fresh));
      });
    });
    await act();
    return await within(appeared, PROMPT_MS, `a download in ${folder}`);
  } finally {
    watcher.close();
  }
}
