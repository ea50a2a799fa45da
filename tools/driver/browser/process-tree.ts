import { readdirSync, readFileSync } from "node:fs";
import type { Browser } from "puppeteer";

/** A process and everything it started, by id; what it started comes behind it. Linux only (`/proc`). */
export function processTree(root: number): number[] {
  const parents = new Map(processIds().map((pid) => [pid, parentOf(pid)]));
  const found = [root];
  for (const known of found) {
    for (const [pid, parent] of parents) if (parent === known) found.push(pid);
  }
  return found;
}

/** The processes of `tree` whose command line has `part`. */
export function processesLike(tree: readonly number[], part: string): number[] {
  return tree.filter((pid) => read(`/proc/${pid}/cmdline`).includes(part));
}

/** Kills all of them at once, without a chance to clean up. */
export function killAtOnce(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      // It had ended by itself, or with its parent a moment ago.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

/**
 * Kills browser, host and sidecar at once, without a chance to clean up; resolves once the browser has ended.
 * @throws when the browser is not one that this program started
 */
export async function killBrowser(browser: Browser): Promise<void> {
  const root = browser.process();
  if (root?.pid === undefined) throw new Error("the browser has no process");
  const ended = new Promise((resolve) => {
    root.once("exit", resolve);
  });
  killAtOnce(processTree(root.pid));
  await ended;
}

function processIds(): number[] {
  return readdirSync("/proc").map(Number).filter(Number.isInteger);
}

function parentOf(pid: number): number {
  // The name in parentheses may contain anything; state and parent stand behind it.
  return Number(read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ")[1]);
}

/** Empty when the process has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
