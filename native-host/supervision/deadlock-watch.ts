/** Health periods that make 30 s. */
const PERIODS = 6;

export interface Progress {
  /** There is audio for the sidecar, and it says of itself that it is well. */
  readonly isWorking: boolean;
  /** How far audio was taken in and settled; what counts is that it moves. */
  readonly positions: readonly number[];
}

/**
 * Counts what must never happen (IPC-14): audio waits, the sidecar answers and has its model, and for 30 s nothing moves.
 * It is a counter and no ground for a restart: one decode may take longer on a slow machine.
 */
export class DeadlockWatch {
  #positions = "";
  #periods = 0;

  /** A health period has passed. @returns true once per 30 s of standstill */
  periodPassed({ isWorking, positions }: Progress): boolean {
    const reached = positions.join();
    const stands = isWorking && reached === this.#positions;
    this.#positions = reached;
    this.#periods = stands ? this.#periods + 1 : 0;
    if (this.#periods < PERIODS) return false;
    this.#periods = 0;
    return true;
  }
}
