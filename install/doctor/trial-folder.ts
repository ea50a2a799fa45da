import { mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";

const ENDING = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

/** Does something in a folder for this alone, of which nothing is left, whatever ends it. */
export async function inTrialFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "earshot-doctor-"));
  // A host that has just ended may be writing its last.
  const discard = (): void =>
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const end = (signal: NodeJS.Signals): void => {
    discard();
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of ENDING) process.once(signal, end);
  try {
    return await work(folder);
  } finally {
    for (const signal of ENDING) process.off(signal, end);
    discard();
  }
}
