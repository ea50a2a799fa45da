import { setTimeout as delay } from "node:timers/promises";
import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { Mark, Stage } from "./test-bed.ts";

/** How long it took until things flowed again, from the moment from which they could; null: not within the limit. */
export interface Recovery {
  /** Until sound captured after that moment was on the disk, of every source. */
  readonly diskMs: number | null;
  /** Until it was taken in by the recogniser, whatever had to be transcribed again before. */
  readonly recogniserMs: number | null;
  /** Of the recogniser that did it, from its process's start; 0 when it had run all the time. */
  readonly modelLoadMs: number;
}

const LOOK_EVERY_MS = 20;

/** Waits until sound that was captured after `mark` has come through. */
export async function measureRecovery(stage: Stage, mark: Mark, limitMs: number): Promise<Recovery> {
  let diskMs: number | null = null;
  for (;;) {
    const elapsedMs = performance.now() - mark.atMs;
    if (diskMs === null && isBeyond(mark, (source) => stage.journal.frames(source))) diskMs = elapsedMs;
    if (diskMs !== null && isBeyond(mark, (source) => heardFrames(stage, source))) {
      return { diskMs, recogniserMs: elapsedMs, modelLoadMs: modelLoadMs(stage, mark) };
    }
    if (elapsedMs > limitMs) return { diskMs, recogniserMs: null, modelLoadMs: modelLoadMs(stage, mark) };
    await delay(LOOK_EVERY_MS);
  }
}

/** By number, not by sample: the sample clock is moved on over sound that an overloaded machine never rendered. */
function isBeyond({ frames }: Mark, count: (source: AudioSource) => number): boolean {
  return AUDIO_SOURCES.every((source) => count(source) > frames[source]);
}

/** Frames that some recogniser has taken in. */
function heardFrames({ sidecar }: Stage, source: AudioSource): number {
  return Math.max(0, ...sidecar.lives.map(({ consumed }) => consumed[source]));
}

function modelLoadMs({ sidecar }: Stage, { atMs }: Mark): number {
  const life = sidecar.lives.at(-1);
  // The one that was started because of the fault, which may have been a while before the mark.
  if (life === undefined || life.readyAtMs === null || life.readyAtMs < atMs) return 0;
  return life.readyAtMs - life.startedAtMs;
}
