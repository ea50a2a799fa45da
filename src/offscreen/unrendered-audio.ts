import { SAMPLE_RATE, samplesToMs } from "../../protocol/audio.ts";
import { SHORTEST_OVERLOAD_GAP } from "../../protocol/gaps.ts";

const MINUTE = 60 * SAMPLE_RATE;
/** Holes too short to be gaps may come to this much in a minute before the user is shown it, in samples. */
const MOST_UNSHOWN_IN_A_MINUTE = SAMPLE_RATE;

/** A span that is too short to be a gap. Lengths and positions in samples on the session's clock. */
interface Hole {
  readonly endSample: number;
  readonly samples: number;
}

/**
 * Adds up the audio that an overloaded machine never rendered, and judges what of it the user is shown (pure): gaps, and
 * shorter holes once they come to more than a second within a minute (ADR-014).
 */
export class UnrenderedAudio {
  #samples = 0;
  #shownSamples = 0;
  #shortHoles = 0;
  /** Of the last minute, and not shown. */
  #unshown: readonly Hole[] = [];

  /** Another `samples` are missing in front of `endSample`. */
  add(samples: number, endSample: number): void {
    this.#samples += samples;
    if (samples >= SHORTEST_OVERLOAD_GAP) {
      this.#shownSamples += samples;
      return;
    }
    this.#shortHoles += 1;
    const isOfThisMinute = (hole: Hole) => hole.endSample > endSample - MINUTE;
    this.#unshown = [...this.#unshown.filter(isOfThisMinute), { endSample, samples }];
    const unshown = this.#unshown.reduce((sum, hole) => sum + hole.samples, 0);
    if (unshown <= MOST_UNSHOWN_IN_A_MINUTE) return;
    this.#shownSamples += unshown;
    this.#unshown = [];
  }

  /** The figures so far; none of them ever falls. */
  get figures() {
    return {
      lostMs: samplesToMs(this.#samples),
      shownLostMs: samplesToMs(this.#shownSamples),
      shortHoles: this.#shortHoles,
    };
  }
}
