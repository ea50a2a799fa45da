import { setTimeout } from "node:timers/promises";
import { AUDIO_SOURCES, FRAME_SAMPLES, SAMPLE_RATE } from "../../../protocol/audio.ts";
import type { CoverageReport } from "../../../protocol/reports.ts";
import type { Arrival, CaptionEngine, OpenEngine } from "../../driver/sidecar/caption-engine.ts";
import type { Tracks } from "../../materials/tracks.ts";
import type { UsageSample } from "../../runtime/processes.ts";
import { within } from "../../runtime/within.ts";
import { type HealthSample, RunWatch } from "./run-watch.ts";

/** One run of an engine over the tracks. */
export interface Run {
  readonly arrivals: readonly Arrival[];
  readonly audioMs: number;
  /** From the first frame to the last final. */
  readonly wallMs: number;
  /** Each second, and at both ends. */
  readonly usage: readonly UsageSample[];
  readonly health: readonly HealthSample[];
  /** The engine's own ledger at the end. */
  readonly coverage: CoverageReport | null;
}

type Pace = "real-time" | "at-once";

/** Something that happens to the machine during a run, such as a lack of CPU; it ends itself. */
type Disturbance = (processId: number) => Promise<void>;

export interface RunOptions {
  readonly pace: Pace;
  /** So long after the last sample was due, an engine is given up; default: 30 s. */
  readonly graceMs?: number;
  readonly disturbance?: { readonly atMs: number; readonly begin: Disturbance };
}

const FRAME_MS = (FRAME_SAMPLES * 1000) / SAMPLE_RATE;
const GRACE_MS = 30_000;

/** Feeds both sources side by side, each frame when its last sample would have been heard, or as fast as it goes. */
export async function runEngine(open: OpenEngine, tracks: Tracks, options: RunOptions): Promise<Run> {
  const arrivals: Arrival[] = [];
  let startMs = performance.now();
  const engine = await open((caption) => {
    arrivals.push({ atMs: performance.now() - startMs, ...caption });
  });
  const audioMs = frameCountOf(tracks) * FRAME_MS;
  const watch = new RunWatch(engine);
  try {
    startMs = performance.now();
    watch.start(startMs);
    const limitMs = audioMs + (options.graceMs ?? GRACE_MS);
    const [fed] = await within(
      Promise.all([
        feedAll(engine, tracks, options.pace, startMs),
        disturb(engine.processId, options.disturbance),
      ]),
      limitMs,
      "the engine to take in the meeting",
    );
    watch.stop();
    return { arrivals, audioMs, ...fed, usage: watch.usage, health: watch.health };
  } finally {
    watch.stop();
    await engine.close();
  }
}

async function disturb(processId: number | undefined, disturbance: RunOptions["disturbance"]): Promise<void> {
  if (disturbance === undefined || processId === undefined) return;
  await setTimeout(disturbance.atMs);
  await disturbance.begin(processId);
}

async function feedAll(
  engine: CaptionEngine,
  tracks: Tracks,
  pace: Pace,
  startMs: number,
): Promise<Pick<Run, "coverage" | "wallMs">> {
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
  const coverage = await engine.finish();
  return { coverage, wallMs: performance.now() - startMs };
}

function frameCountOf(tracks: Tracks): number {
  return Math.max(...AUDIO_SOURCES.map((source) => tracks[source].length));
}
