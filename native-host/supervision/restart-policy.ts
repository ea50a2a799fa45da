/** Restarts in a row without a success in between; the loss after them is final. */
const MAX_RESTARTS_IN_A_ROW = 3;
const FIRST_DELAY_MS = 100;
/** IPC-9: the delay doubles with each loss, up to this power. */
const MAX_DOUBLINGS = 5;

/** Whether and when a lost sidecar is started again (IPC-10). Knows no process and no clock. */
export class RestartPolicy {
  #restarts = 0;

  /** @returns how long to wait before the next start; null when there shall be none */
  lost(): number | null {
    if (this.#restarts === MAX_RESTARTS_IN_A_ROW) return null;
    const delayMs = FIRST_DELAY_MS * 2 ** Math.min(this.#restarts, MAX_DOUBLINGS);
    this.#restarts += 1;
    return delayMs;
  }

  /** The sidecar did what it is there for, or the user asks for another try: the count begins again. */
  reset(): void {
    this.#restarts = 0;
  }
}
