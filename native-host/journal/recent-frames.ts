/** The newest frames of one source, so that a pump that keeps up never reads the disk. Bounded by `capacity`. */
export class RecentFrames {
  readonly #capacity: number;
  readonly #slots: { readonly seq: number; readonly pcm: Uint8Array }[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(seq: number, pcm: Uint8Array): void {
    this.#slots[seq % this.#capacity] = { seq, pcm };
  }

  /** Nothing of them is in memory any more. */
  forget(): void {
    for (const slot of this.#slots) slot?.pcm.fill(0);
    this.#slots.length = 0;
  }

  /** The frame's PCM, or null when newer ones have taken its place. */
  get(seq: number): Uint8Array | null {
    const slot = this.#slots[seq % this.#capacity];
    return slot?.seq === seq ? slot.pcm : null;
  }
}
