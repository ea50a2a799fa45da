import { toError } from "./script-error.ts";
import { timedOut } from "./within.ts";

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
