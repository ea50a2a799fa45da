import { ScriptError, toError } from "./script-error.ts";

/** Default bound for what the browser and the extension do at once: on a machine that has much else to do, too. */
export const PROMPT_MS = 60_000;

/** `promise`, or a named error that says what was waited for. */
export async function within<T>(promise: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(timedOut(what, timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([promise, expiry]);
  } finally {
    clearTimeout(timer);
  }
}

export function timedOut(what: string, timeoutMs: number): ScriptError {
  return new ScriptError(
    "timed_out",
    `Waited ${Math.round(timeoutMs / 1000)} s for ${what}.`,
    "See .earshot/data/logs for what the host and the sidecar said; `npm run doctor` checks every part.",
  );
}

/** Waits for a state that some messages bring about: every probe looks again after each of them. */
export class Changes {
  readonly #checks = new Set<() => void>();

  /** Something is different now. */
  announce(): void {
    for (const check of this.#checks) check();
  }

  /** The first thing that `probe` finds after any change, or a named error. `probe` may throw to give up. */
  until<T>(what: string, timeoutMs: number, probe: () => T | null | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(timer);
        this.#checks.delete(check);
        finish();
      };
      const check = (): void => {
        try {
          const found = probe();
          if (found !== null && found !== undefined) settle(() => resolve(found));
        } catch (error) {
          settle(() => reject(toError(error)));
        }
      };
      const timer = setTimeout(() => settle(() => reject(timedOut(what, timeoutMs))), timeoutMs);
      // A wait that nobody awaits any more must not keep the process alive.
      timer.unref();
      this.#checks.add(check);
      check();
    });
  }
}
