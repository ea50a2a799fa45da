import { setTimeout } from "node:timers/promises";
import { AUDIO_SOURCES, FRAME_SAMPLES, SAMPLE_RATE } from "../../../protocol/audio.ts";
import { within } from "../../browser/within.ts";
import type { Arrival, CaptionEngine, EngineCost, OpenEngine } from "./caption-engine.ts";
import type { Tracks } from "./tracks.ts";

/** One run of an engine over the tracks. */
export interface Run {
  readonly arrivals: readonly Arrival[];
  readonly audioMs: number;
  /** From the first frame to the last final. */
  readonly wallMs: number;
  readonly cost: EngineCost | null;
}

export type Pace = "real-time" | "at-once";

const FRAME_MS = (FRAME_SAMPLES * 1000) / SAMPLE_RATE;

/** Longer than any engine of use needs for the meeting. */
const LIMIT_MS = 150_000;

/** Feeds both sources side by side, each frame when its last sample would have been heard, or as fast as it goes. */
export async function runEngine(open: OpenEngine, tracks: Tracks, pace: Pace): Promise<Run> {
  const arrivals: Arrival[] = [];
  let startMs = performance.now();
  const engine = await open((caption) => {
    arrivals.push({ atMs: performance.now() - startMs, ...caption });
  });
  try {
    startMs = performance.now();
    await within(feedAll(engine, tracks, pace, startMs), LIMIT_MS, "the engine to take in the meeting");
    const wallMs = performance.now() - startMs;
    return { arrivals, audioMs: frameCountOf(tracks) * FRAME_MS, wallMs, cost: engine.cost() };
  } finally {
    await engine.close();
  }
}

async function feedAll(engine: CaptionEngine, tracks: Tracks, pace: Pace, startMs: number): Promise<void> {
  for (let index = 0; index < frameCountOf(tracks); index += 1) {
    // On an absolute clock, so that no delay adds up.
    const waitMs = startMs + (index + 1) * FRAME_MS - performance.now();
    if (pace === "real-time" && waitMs > 0) await setTimeout(waitMs);
    await Promise.all(
      AUDIO_SOURCES.flatMap((source) => {
        const frame = tracks[source][index];
        return frame === undefined ? [] : [engine.feed(source, frame)];
      }),
    );
  }
  await engine.finish();
}

function frameCountOf(tracks: Tracks): number {
  return Math.max(...AUDIO_SOURCES.map((source) => tracks[source].length));
}
