import type { UsageSample } from "../runtime/processes.ts";
import { trendOf } from "./trend.ts";

/** What an engine's processes used over a run; null where the system does not tell. */
export interface Cost {
  readonly cpuSeconds: number | null;
  readonly cpuSecondsPerAudioMinute: number | null;
  readonly firstRssBytes: number | null;
  readonly lastRssBytes: number | null;
  readonly peakRssBytes: number | null;
  /** After the first minute, whose caches are still filling; null for runs too short to tell. */
  readonly rssBytesPerHour: number | null;
}

const WARM_UP_MS = 60_000;
/** A line through less time says nothing about an hour. */
const JUDGED_MS = 240_000;

export function costOf(samples: readonly UsageSample[], audioMs: number): Cost {
  const first = samples[0];
  const last = samples.at(-1);
  const cpuSeconds = first === undefined || last === undefined ? null : last.cpuSeconds - first.cpuSeconds;
  const warm = samples.filter(({ atMs }) => atMs >= WARM_UP_MS);
  const warmMs = (warm.at(-1)?.atMs ?? 0) - WARM_UP_MS;
  const trend = trendOf(warm.map(({ atMs, rssBytes }) => ({ x: atMs / 3_600_000, y: rssBytes })));
  return {
    cpuSeconds,
    cpuSecondsPerAudioMinute: cpuSeconds === null ? null : (cpuSeconds * 60_000) / audioMs,
    firstRssBytes: first?.rssBytes ?? null,
    lastRssBytes: last?.rssBytes ?? null,
    peakRssBytes: samples.length === 0 ? null : Math.max(...samples.map(({ peakRssBytes }) => peakRssBytes)),
    rssBytesPerHour: warmMs < JUDGED_MS || trend === null ? null : trend.slope,
  };
}
