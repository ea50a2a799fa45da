import { SAMPLE_RATE, samplesToMs } from "../../protocol/audio.ts";
import { type GapReason, SHORTEST_OVERLOAD_GAP } from "../../protocol/gaps.ts";
import type { UnrenderedFigures } from "../shared/status.ts";

/*
 * Audio that the browser never rendered, because the machine was overloaded or slept: no frame is missing, the samples never
 * were (ADR-014).
 *
 * 1. `ClockWatch` notices it: the audio thread's sample clock falls behind the computer's, and stays there.
 * 2. `UnrenderedAudio` moves the session's clock on by it, so that what follows keeps its true time. In front of the next
 *    frame it is a gap of both sources, whose reason that frame takes along (`src/offscreen/frames/gap-marks.ts`); beside a pause,
 *    in which nothing was wanted, it only lengthens the pause.
 * 3. Under 200 ms (`SHORTEST_OVERLOAD_GAP` in `protocol/gaps.ts`) it is a hole: the host reports no gap
 *    (`native-host/pumps/event-delivery.ts`), and the sidecar takes silence in its place
 *    (`python-stt/src/earshot_stt/captions/captioner.py`).
 * 4. `LossFigures` judges what of it the user is shown; the background does so once that grows
 *    (`src/background/meeting/meetings.ts`: `audio_lost`, a problem of `src/shared/notices/notices.ts`).
 */

/** What the session's clock has that the audio thread's has not. */
export class UnrenderedAudio {
  readonly #clock = new ClockWatch();
  readonly #figures = new LossFigures();
  /** What is not on the session's clock yet: noticed in a pause, while frames from before it were still on their way. */
  readonly #unplaced: Loss[] = [];
  #samples = 0;

  /** How far the session's clock is ahead of the audio thread's: what was never rendered, and what was slept through. */
  get samples(): number {
    return this.#samples;
  }

  get figures(): UnrenderedFigures {
    return this.#figures.figures;
  }

  /** Takes in what two clocks say of a frame, or of a moment in which there is none; as `ClockWatch.observe`. */
  observe(handledAtMs: number, completedAtMs: number, endSample: number): void {
    const loss = this.#clock.observe(handledAtMs, completedAtMs, endSample);
    if (loss !== null) this.#unplaced.push(loss);
  }

  /**
   * Leaves gaps of their true length in front of `firstSample`, at which the audio thread's next frame begins.
   * @param lose is called with where a gap ends on the session's clock, which has just been moved on by `samples`
   */
  leaveGaps(
    firstSample: number,
    lose: (reason: Loss["reason"], endSample: number, samples: number) => void,
  ): void {
    for (const { samples, reason } of this.#unplaced.splice(0)) {
      this.#samples += samples;
      const endSample = firstSample + this.#samples;
      if (reason === "overload") this.#figures.add(samples, endSample);
      lose(reason, endSample, samples);
    }
  }

  /** Nothing is missing of what nobody wanted recorded: the gap that there is gets longer, and no second one stands beside it. */
  lengthenGap(): void {
    for (const { samples } of this.#unplaced.splice(0)) this.#samples += samples;
  }
}

/** What one frame says about time, by two clocks. */
interface Observation {
  readonly handledAtMs: number;
  /** Each clock's time minus sample time, the document's first; both grow for good only when audio was never rendered. */
  readonly lagsMs: readonly [monotonic: number, wall: number];
}

/** Audio that was never rendered, in front of the frame just observed. */
interface Loss {
  readonly samples: number;
  readonly reason: Extract<GapReason, "overload" | "asleep">;
}

/** Every delay shorter than this is jitter: late frames catch up within it. */
const WINDOW_MS = 2000;
/** A pause of the document itself; what comes after it shows the pause, not the audio. */
const HANG_MS = 500;
/** The least loss that is distinguished from a change of jitter. */
const SMALLEST_LOSS_MS = 60;
/** The least jump of the wall clock from one frame to the next that is a sleep. */
const SHORTEST_SLEEP_MS = 10_000;
/**
 * What going to sleep and waking up cost beside the sleep itself: devices and processes are stopped and started while
 * the monotonic clock runs. Frames that came without such a pause were rendered all along: the clock was set.
 */
const SHORTEST_PAUSE_MS = 250;
/** Frames that show how late a frame of this document is without a pause: two seconds of both sources. */
const RECENT_FRAMES = 40;

/**
 * Notices audio that the browser never rendered, because the machine was overloaded or slept: the sample clock falls
 * behind the computer's and stays there (pure: the times are passed in). The smallest lag of a window counts, so
 * that frames which are only late do not; and only what two clocks agree on, since one of them is slowed by a
 * busy document and the other set by people.
 *
 * A sleep is seen at once by the wall clock's jump. The monotonic clock stands still meanwhile on Linux and macOS and
 * jumps along on Windows; either way it shows that rendering paused. A browser that is frozen for so long on a
 * machine that is awake looks the same, and is called a sleep too.
 */
export class ClockWatch {
  #window: readonly Observation[] = [];
  /** Of the monotonic clock, across hangs: frames that a sleep kept waiting come in a burst after it. */
  #recentLagsMs: readonly number[] = [];
  #lastWallLagMs: number | null = null;
  #settledLagsMs: Observation["lagsMs"] | null = null;

  /**
   * Takes in a frame.
   * @param handledAtMs monotonic time at which the document got it
   * @param completedAtMs the audio thread's wall clock when its last sample came
   * @param endSample position after its last sample
   * @returns what was lost in front of it since the last loss; null almost always
   */
  observe(handledAtMs: number, completedAtMs: number, endSample: number): Loss | null {
    const sampleTimeMs = (endSample * 1000) / SAMPLE_RATE;
    const observation: Observation = {
      handledAtMs,
      lagsMs: [handledAtMs - sampleTimeMs, completedAtMs - sampleTimeMs],
    };
    const sleptMs = this.#sleptMs(observation);
    this.#lastWallLagMs = observation.lagsMs[1];
    this.#recentLagsMs = [
      ...(sleptMs > 0 ? [] : this.#recentLagsMs.slice(1 - RECENT_FRAMES)),
      observation.lagsMs[0],
    ];
    if (sleptMs > 0) {
      this.#settledLagsMs = observation.lagsMs;
      this.#window = [observation];
      return { samples: toSamples(sleptMs), reason: "asleep" };
    }
    const isBehindHang = handledAtMs - (this.#window.at(-1)?.handledAtMs ?? handledAtMs) > HANG_MS;
    this.#window = isBehindHang ? [observation] : [...this.#window, observation];
    if (handledAtMs - (this.#window[0]?.handledAtMs ?? handledAtMs) < WINDOW_MS) return null;

    const lostMs = this.#lostSince([this.#smallestLagMs(0), this.#smallestLagMs(1)]);
    this.#window = this.#window.filter((past) => handledAtMs - past.handledAtMs < WINDOW_MS);
    return lostMs > 0 ? { samples: toSamples(lostMs), reason: "overload" } : null;
  }

  /** How long the machine slept right before the observed frame; 0 almost always. */
  #sleptMs({ lagsMs: [monotonic, wall] }: Observation): number {
    const jumpMs = wall - (this.#lastWallLagMs ?? wall);
    if (jumpMs < SHORTEST_SLEEP_MS) return 0;
    return monotonic - Math.min(...this.#recentLagsMs) >= SHORTEST_PAUSE_MS ? jumpMs : 0;
  }

  #smallestLagMs(clock: 0 | 1): number {
    return Math.min(...this.#window.map(({ lagsMs }) => lagsMs[clock]));
  }

  #lostSince(lagsMs: Observation["lagsMs"]): number {
    const settled = this.#settledLagsMs ?? lagsMs;
    const lostMs = Math.min(lagsMs[0] - settled[0], lagsMs[1] - settled[1]);
    const isLoss = lostMs >= SMALLEST_LOSS_MS;
    // The first window settles how far the clocks are apart; a smaller lag later corrects it.
    this.#settledLagsMs = isLoss
      ? lagsMs
      : [Math.min(settled[0], lagsMs[0]), Math.min(settled[1], lagsMs[1])];
    return isLoss ? lostMs : 0;
  }
}

function toSamples(timeMs: number): number {
  return Math.round((timeMs * SAMPLE_RATE) / 1000);
}

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
export class LossFigures {
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
  get figures(): UnrenderedFigures {
    return {
      lostMs: samplesToMs(this.#samples),
      shownLostMs: samplesToMs(this.#shownSamples),
      shortHoles: this.#shortHoles,
    };
  }
}
