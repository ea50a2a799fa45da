const TELL_EVERY_MS = 250;

/** Acknowledges numbered events as the extension does: cumulatively, only without holes, and not each by itself. */
export class EventReceipts {
  readonly #tell: (nextNumber: number) => void;
  readonly #early = new Set<number>();
  readonly #timer: NodeJS.Timeout;
  #next = 0;
  #told = 0;

  constructor(tell: (nextNumber: number) => void) {
    this.#tell = tell;
    this.#timer = setInterval(() => this.#tellIfNew(), TELL_EVERY_MS);
  }

  /** @param number of the event; undefined from a host that could not write it down */
  received(number: number | undefined): void {
    if (number === undefined || number < this.#next) return;
    this.#early.add(number);
    while (this.#early.delete(this.#next)) this.#next += 1;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tellIfNew(): void {
    if (this.#next === this.#told) return;
    this.#told = this.#next;
    this.#tell(this.#next);
  }
}
