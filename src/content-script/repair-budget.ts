/** Repairs within the window. A page that insists wins, and neither of us freezes the other. */
const MOST_REPAIRS = 20;
const WINDOW_MS = 10_000;

/** Bounds how often the overlay is put back (pure: the time is passed in). */
export class RepairBudget {
  #repairedAtMs: readonly number[] = [];

  /** Takes one repair, unless there is none left. */
  isSpent(nowMs: number): boolean {
    this.#repairedAtMs = this.#repairedAtMs.filter((atMs) => nowMs - atMs < WINDOW_MS);
    if (this.#repairedAtMs.length >= MOST_REPAIRS) return true;
    this.#repairedAtMs = [...this.#repairedAtMs, nowMs];
    return false;
  }
}
