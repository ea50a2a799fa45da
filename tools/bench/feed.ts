import { setTimeout } from "node:timers/promises";
import { AUDIO_SOURCES, FRAME_SAMPLES, SAMPLE_RATE } from "../../protocol/audio.ts";
import type { CoverageReport, LADDER_STEPS } from "../../protocol/reports.ts";
import type { Arrival, CaptionEngine, OpenEngine } from "../driver/sidecar/caption-engine.ts";
import type { Tracks } from "../materials/audio-files.ts";
import { sampleTree, type UsageSample } from "../runtime/processes.ts";
import { within } from "../runtime/waiting.ts";

/** One run of an engine over the tracks. */
export interface Run {
  readonly arrivals: readonly Arrival[];
  readonly audioMs: number;
  /** From the first frame to the last final. */
  readonly wallMs: number;
  /** Each second, and at both ends. */
  readonly usage: readonly UsageSample[];
  /** The steps of the ladder that it was seen on, looked at each second. */
  readonly steps: ReadonlySet<(typeof LADDER_STEPS)[number]>;
  /** The engine's own ledger at the end. */
  readonly coverage: CoverageReport | null;
}

export interface RunOptions {
  readonly pace: "real-time" | "at-once";
  /** So long after the last sample was due, an engine counts as hung; default: 30 s. */
  readonly graceMs?: number;
  /** Something that happens to the machine during a run, such as a lack of CPU; it ends itself. */
  readonly disturbance?: { readonly atMs: number; readonly begin: (processId: number) => Promise<void> };
}

const FRAME_MS = (FRAME_SAMPLES * 1000) / SAMPLE_RATE;
const GRACE_MS = 30_000;
const SAMPLE_EVERY_MS = 1000;

/** Feeds both sources side by side, each frame when its last sample would have been spoken, or as fast as it goes. */
export async function runEngine(open: OpenEngine, tracks: Tracks, options: RunOptions): Promise<Run> {
  const arrivals: Arrival[] = [];
  let startMs = performance.now();
  const engine = await open((caption) => {
    arrivals.push({ atMs: performance.now() - startMs, ...caption });
  });
  const audioMs = frameCountOf(tracks) * FRAME_MS;
  const usage: UsageSample[] = [];
  const steps = new Set<(typeof LADDER_STEPS)[number]>();
  const sampleUsage = (): void => {
    const sample = engine.processId === undefined ? null : sampleTree(engine.processId);
    if (sample !== null) usage.push({ atMs: performance.now() - startMs, ...sample });
  };
  const timer = setInterval(() => {
    sampleUsage();
    // A failed engine is reported by the feed, which waits for it too.
    engine.health().then(
      (health) => health?.engine && steps.add(health.engine.step),
      () => clearInterval(timer),
    );
  }, SAMPLE_EVERY_MS);
  try {
    startMs = performance.now();
    sampleUsage();
    const [fed] = await within(
      Promise.all([
        feedAll(engine, tracks, options.pace, startMs),
        disturb(engine.processId, options.disturbance),
      ]),
      audioMs + (options.graceMs ?? GRACE_MS),
      "the engine to take in the meeting",
    );
    sampleUsage();
    return { arrivals, audioMs, ...fed, usage, steps };
  } finally {
    clearInterval(timer);
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
  pace: RunOptions["pace"],
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

/** What an engine's processes used over a run; null where the system does not say. */
export function costOf({ usage, audioMs }: Pick<Run, "usage" | "audioMs">) {
  const first = usage[0];
  // Not the last: of an engine whose server has ended by then, that would leave out all that the server used.
  const mostSeconds = Math.max(...usage.map(({ cpuSeconds }) => cpuSeconds));
  return {
    cpuSecondsPerAudioMinute:
      first === undefined ? null : ((mostSeconds - first.cpuSeconds) * 60_000) / audioMs,
    peakMegabytes: usage.length === 0 ? null : Math.max(...usage.map((each) => each.peakRssBytes)) / 1e6,
  };
}
