import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";

/** Where the words may have been that a damaged record held. */
export interface Damage {
  readonly source: AudioSource;
  readonly start_sample: number;
  readonly end_sample: number;
}

interface Hole {
  readonly first: number;
  /** Of the first number behind it. */
  readonly end: number;
  readonly settled: Readonly<Record<AudioSource, number>>;
  /** Where each source went on. */
  readonly next: Partial<Record<AudioSource, number>>;
}

/**
 * Numbers whose records are damaged. Nobody can tell what such a record said, nor of which source; the records before and behind
 * it tell which stretch of each source nobody accounts for, and the longer one is taken.
 */
export class EventHoles {
  readonly #holes: Hole[] = [];

  /** The numbers from `first` up to, but without, `end` are missing, none if they are equal. */
  open(first: number, end: number, settled: Readonly<Record<AudioSource, number>>): void {
    if (first < end) this.#holes.push({ first, end, settled: { ...settled }, next: {} });
  }

  /** A record tells of a stretch that begins there. */
  close(source: AudioSource, startSample: number): void {
    for (const { next } of this.#holes) next[source] ??= startSample;
  }

  /** @returns null for a number that was whole when it was counted */
  damage(number: number): Damage | null {
    const hole = this.#holes.find(({ first, end }) => first <= number && number < end);
    if (hole === undefined) return null;
    const { settled, next } = hole;
    const stretches = AUDIO_SOURCES.map((source) => {
      const start_sample = settled[source];
      return { source, start_sample, end_sample: Math.max(start_sample, next[source] ?? 0) };
    });
    return stretches.reduce((longest, each) => (lengthOf(each) > lengthOf(longest) ? each : longest));
  }
}

function lengthOf({ start_sample, end_sample }: Damage): number {
  return end_sample - start_sample;
}
