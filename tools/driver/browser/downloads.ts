import { readdirSync, statSync, watch } from "node:fs";
import { join } from "node:path";
import { PROMPT_MS, within } from "../../runtime/waiting.ts";

/** The browser's names for a file that is still being written. */
const UNFINISHED = /^\.|\.(?:crdownload|tmp)$/u;

/** Does `act` and resolves to the path of the finished file that it makes appear in `folder`. */
export async function downloadedBy(folder: string, act: () => Promise<void>): Promise<string> {
  const before = new Set(readdirSync(folder));
  const watcher = watch(folder);
  try {
    const appeared = new Promise<string>((resolve) => {
      watcher.on("change", () => {
        const fresh = readdirSync(folder).filter((name) => !before.has(name));
        const [finished] = fresh;
        // The final name is reserved, empty, while the content is written beside it, and for a moment before that.
        if (finished === undefined || fresh.some((name) => UNFINISHED.test(name))) return;
        const path = join(folder, finished);
        if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0) resolve(path);
      });
    });
    await act();
    return await within(appeared, PROMPT_MS, `a download in ${folder}`);
  } finally {
    watcher.close();
  }
}
