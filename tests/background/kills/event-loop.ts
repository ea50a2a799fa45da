import { setImmediate } from "node:timers/promises";

interface Timer {
  readonly atMs: number;
  readonly action: () => void;
}

/** One thing at a time, on a clock of its own: what is due first comes first, and time passes only while nothing else does. */
export class EventLoop {
  nowMs = 1_000_000;
  readonly #tasks: (() => void)[] = [];
  #timers: Timer[] = [];
  readonly #awaited = new Set<Promise<unknown>>();

  /** Runs `action` once everything before it has run. */
  queue(action: () => void): void {
    this.#tasks.push(action);
  }

  after(delayMs: number, action: () => void): void {
    this.#timers.push({ atMs: this.nowMs + delayMs, action });
    this.#timers.sort((a, b) => a.atMs - b.atMs);
  }

  /** Nothing else begins, and no time passes, until `work` that takes turns of the real loop has ended. */
  waitFor(work: Promise<unknown>): void {
    this.#awaited.add(work);
    const ended = () => void this.#awaited.delete(work);
    work.then(ended, ended);
  }

  /** Lets `durationMs` pass, with everything that happens meanwhile. */
  async run(durationMs: number): Promise<void> {
    const endMs = this.nowMs + durationMs;
    while (true) {
      // Lets every promise that can go on go on.
      do await setImmediate();
      while (this.#awaited.size > 0);
      const task = this.#tasks.shift();
      const timer = this.#timers[0];
      if (task !== undefined) task();
      else if (timer === undefined || timer.atMs > endMs) break;
      else {
        this.#timers.shift();
        this.nowMs = timer.atMs;
        timer.action();
      }
    }
    this.nowMs = endMs;
  }
}
