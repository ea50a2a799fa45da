import { setTimeout as delay } from "node:timers/promises";
import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { Mark, Stage } from "./stage.ts";

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
    if (diskMs === null && isBeyond(mark, (source) => stage.journal.endSample(source))) diskMs = elapsedMs;
    if (diskMs !== null && isBeyond(mark, (source) => heardSample(stage, source))) {
      return { diskMs, recogniserMs: elapsedMs, modelLoadMs: modelLoadMs(stage, mark) };
    }
    if (elapsedMs > limitMs) return { diskMs, recogniserMs: null, modelLoadMs: modelLoadMs(stage, mark) };
    await delay(LOOK_EVERY_MS);
  }
}

function isBeyond({ endSamples }: Mark, endSample: (source: AudioSource) => number): boolean {
  return AUDIO_SOURCES.every((source) => endSample(source) > endSamples[source]);
}

/** The sample behind the last frame that any recogniser has taken in. */
function heardSample({ sidecar, journal }: Stage, source: AudioSource): number {
  return journal.endSample(source, Math.max(...sidecar.lives.map(({ consumed }) => consumed[source])));
}

function modelLoadMs({ sidecar }: Stage, { atMs }: Mark): number {
  const life = sidecar.lives.at(-1);
  // The one that was started because of the fault, which may have been a while before the mark.
  if (life === undefined || life.readyAtMs === null || life.readyAtMs < atMs) return 0;
  return life.readyAtMs - life.startedAtMs;
}
