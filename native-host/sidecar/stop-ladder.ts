import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

/** The whole ladder is over before the 2.0 s after which Chrome kills a host whose port is closed. */
const PATIENCE_MS = { endOfInput: 1000, SIGTERM: 400, SIGKILL: 200 } as const;
/** A killed process frees a model's memory before it is gone; one that sleeps in the kernel never is. */
const KILL_PATIENCE_MS = 2_000;

/** End of input, then SIGTERM, then SIGKILL, each with time to obey. Its timers keep no process alive. */
export async function climbStopLadder(
  child: ChildProcessWithoutNullStreams,
  ended: Promise<unknown>,
): Promise<void> {
  child.stdin.end();
  if (await endsWithin(ended, PATIENCE_MS.endOfInput)) return;
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    child.kill(signal);
    if (await endsWithin(ended, PATIENCE_MS[signal])) return;
  }
}

/** For a process that is lost already. Its pipes are closed as well: a grandchild may hold them open for ever. */
export async function killAtOnce(
  child: ChildProcessWithoutNullStreams,
  ended: Promise<unknown>,
): Promise<void> {
  child.kill("SIGKILL");
  await endsWithin(ended, KILL_PATIENCE_MS);
  child.stdin.destroy();
  child.stdout.destroy();
}

function endsWithin(ended: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  return Promise.race([ended.then(() => true), delay(timeoutMs, false, { ref: false })]);
}
