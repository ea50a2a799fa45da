import type { Clock } from "../../native-host/runtime/system.ts";

/** Time that stands still until the test lets it pass. */
export class ManualClock implements Clock {
  #waiting: (() => void)[] = [];
  readonly #periodic = new Set<{ readonly periodMs: number; readonly task: () => void }>();

  readonly nowMs = (): number => 0;

  readonly after = (_delayMs: number, task: () => void): void => {
    this.#waiting.push(task);
  };

  readonly every = (periodMs: number, task: () => void): (() => void) => {
    const entry = { periodMs, task };
    this.#periodic.add(entry);
    return () => {
      this.#periodic.delete(entry);
    };
  };

  /** Enough time passes for every task that waits. */
  turn(): void {
    for (const task of this.#waiting.splice(0)) task();
  }

  /** Runs what is due every `periodMs`. */
  tick(periodMs: number): void {
    for (const entry of this.#periodic) if (entry.periodMs === periodMs) entry.task();
    this.turn();
  }

  get timers(): number {
    return this.#periodic.size;
  }
}
