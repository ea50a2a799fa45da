/** Where one source's audio to the sidecar stands: frames below `consumed` were taken in, those below `position` sent. */
export class AudioCursor {
  readonly #maxInFlight: number;
  #position: number;
  #consumed: number;

  constructor(start: number, maxInFlight: number) {
    this.#position = start;
    this.#consumed = start;
    this.#maxInFlight = maxInFlight;
  }

  get position(): number {
    return this.#position;
  }

  get consumed(): number {
    return this.#consumed;
  }

  /** @param next the number of the first frame that does not exist yet */
  canAdvance(next: number): boolean {
    return this.#position < next && this.#position - this.#consumed < this.#maxInFlight;
  }

  advance(): void {
    this.#position += 1;
  }

  /** Cumulative; a peer can neither take credit back nor claim more than it was sent. */
  returnCredit(nextSeq: number): void {
    this.#consumed = Math.min(Math.max(this.#consumed, nextSeq), this.#position);
  }
}
