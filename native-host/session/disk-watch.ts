import { ONE_HOUR_BYTES } from "../disk/free-space.ts";

/** Notices once when less than an hour of both sources fits on the disk; and again after there was room in between. */
export class DiskWatch {
  readonly #freeBytes: () => number | undefined;
  #isNearlyFull: boolean;

  /** A session that begins with little room is told of by the answer to its start. */
  constructor(freeBytes: () => number | undefined) {
    this.#freeBytes = freeBytes;
    this.#isNearlyFull = this.#measure();
  }

  /** @returns whether the disk has become nearly full since the last look */
  hasBecomeNearlyFull(): boolean {
    const wasNearlyFull = this.#isNearlyFull;
    this.#isNearlyFull = this.#measure();
    return this.#isNearlyFull && !wasNearlyFull;
  }

  #measure(): boolean {
    return (this.#freeBytes() ?? Infinity) < ONE_HOUR_BYTES;
  }
}
