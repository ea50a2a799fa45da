import { createHash } from "node:crypto";

/** Numbers that look random and are the same again for the same seed. */
export class SeededRandom {
  readonly #seed: string;
  #drawn = 0;

  constructor(seed: number | string) {
    this.#seed = String(seed);
  }

  /** Independent numbers of their own: what one fault draws does not move the next one's moments. */
  branch(name: string): SeededRandom {
    return new SeededRandom(`${this.#seed}/${name}`);
  }

  /** `from` <= number < `to` */
  between(from: number, to: number): number {
    const digest = createHash("sha256")
      .update(`${this.#seed}#${this.#drawn++}`)
      .digest();
    return from + (digest.readUInt32BE() / 2 ** 32) * (to - from);
  }

  bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => Math.floor(this.between(0, 256))));
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, place: this.between(0, 1) }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ item }) => item);
  }
}
