import { SAMPLE_RATE } from "../../protocol/audio.ts";

/** What one frame says about time, as two clocks tell it. */
interface Observation {
  readonly handledAtMs: number;
  /** Each clock's time minus sample time; both grow for good only when audio was never rendered. */
  readonly lagsMs: readonly number[];
}

/** Every delay shorter than this is jitter: late frames catch up within it. */
const WINDOW_MS = 2000;
/** A pause of the document itself; what comes behind it tells of the pause, not of the audio. */
const HANG_MS = 500;
/** The least loss that is told apart from a change of jitter. */
const SMALLEST_LOSS_MS = 60;

/**
 * Notices audio that the browser never rendered because the machine was overloaded: the sample clock falls
 * behind the computer's and stays there (pure: the times are passed in). The smallest lag of a window counts, so
 * that frames which are only late do not; and only what two clocks agree on, since one of them is slowed by a
 * busy document and the other set by people.
 */
export class ClockWatch {
  #window: readonly Observation[] = [];
  #settledLagsMs: readonly number[] | null = null;

  /**
   * Takes in a frame.
   * @param handledAtMs monotonic time at which the document got it
   * @param completedAtMs the audio thread's wall clock when its last sample came
   * @param endSample position behind its last sample
   * @returns samples lost since the last loss, 0 almost always
   */
  observe(handledAtMs: number, completedAtMs: number, endSample: number): number {
    const sampleTimeMs = (endSample * 1000) / SAMPLE_RATE;
    const observation = { handledAtMs, lagsMs: [handledAtMs - sampleTimeMs, completedAtMs - sampleTimeMs] };
    const isBehindHang = handledAtMs - (this.#window.at(-1)?.handledAtMs ?? handledAtMs) > HANG_MS;
    this.#window = isBehindHang ? [observation] : [...this.#window, observation];
    if (handledAtMs - (this.#window[0]?.handledAtMs ?? handledAtMs) < WINDOW_MS) return 0;

    const lagsMs = [0, 1].map((clock) => Math.min(...this.#window.map((past) => past.lagsMs[clock] ?? 0)));
    this.#window = this.#window.filter((past) => handledAtMs - past.handledAtMs < WINDOW_MS);
    return this.#lostSince(lagsMs);
  }

  #lostSince(lagsMs: readonly number[]): number {
    const settled = this.#settledLagsMs ?? lagsMs;
    const lostMs = Math.min(...lagsMs.map((lag, clock) => lag - (settled[clock] ?? lag)));
    const isLoss = lostMs >= SMALLEST_LOSS_MS;
    // The first window settles how far the clocks are apart; a smaller lag later corrects it.
    this.#settledLagsMs = isLoss ? lagsMs : settled.map((lag, clock) => Math.min(lag, lagsMs[clock] ?? lag));
    return isLoss ? Math.round((lostMs * SAMPLE_RATE) / 1000) : 0;
  }
}
