import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** The operating system's name of an error, such as `ENOENT`; undefined when it is not one. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/**
 * Makes a folder that a user named, or one below it, with its parents, for the user only; one that is there already is
 * fine. One step at a time: Node's own `recursive` never returns below /proc, where no folder can be made.
 * @throws the file system's error
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process, or another host, was faster.
    if (systemCode(error) !== "EEXIST") throw error;
  }
}

/** Time as the host's logic gets it, so that tests can hold it in their hands. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  readonly nowMs: () => number;
  /** Runs `task` after that long; keeps no process alive. */
  readonly after: (delayMs: number, task: () => void) => void;
  /** Runs `task` again and again until the returned function is called; keeps no process alive. */
  readonly every: (periodMs: number, task: () => void) => () => void;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after: (delayMs, task) => {
    setTimeout(task, delayMs).unref();
  },
  every: (periodMs, task) => {
    const timer = setInterval(task, periodMs).unref();
    return () => {
      clearInterval(timer);
    };
  },
};
