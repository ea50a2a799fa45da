import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PLOTS } from "../parts/observe.ts";
import type { Observation, PartResult } from "../parts/part.ts";
import { barChart, lineChart, type Series } from "./svg.ts";

/** Parts whose words come at no time of a meeting, or have no sense. */
const UNTIMED: ReadonlySet<string> = new Set(["at-once", "costs"]);

/** Longer waits are rare and would press all others together. */
const LONGEST_SHOWN_S = 6;

/**
 * What the figures look like, over all parts that were measured; nothing is drawn of what was not.
 * @returns the files
 */
export function writePlots(parts: Readonly<Record<string, PartResult>>): string[] {
  const files: string[] = [];
  const write = (name: string, svg: string): void => {
    writeFileSync(join(PLOTS, name), svg);
    files.push(join(PLOTS, name));
  };
  const everything = Object.values(parts).flatMap(({ observations }) => observations);
  for (const [name, { observations, starved }] of Object.entries(parts)) {
    const spoken = observations.filter(({ measurement }) => measurement.delays.firstSeenMs.length > 0);
    if (spoken.length > 0 && !UNTIMED.has(name)) write(`words-${name}.svg`, wordsChart(name, spoken));
    if (starved !== undefined) write("lag.svg", lagChart(observations, starved));
  }
  const costly = Object.values(parts).flatMap((part) => [...part.observations, ...(part.costs ?? [])]);
  const costs = costly.flatMap(({ label, measurement }) => {
    const value = measurement.cost.cpuSecondsPerAudioMinute;
    return value === null ? [] : [{ name: label, value }];
  });
  if (costs.length > 0) write("cpu.svg", barChart("CPU seconds per meeting minute", "s", costs));
  const memory = everything.filter(({ run }) => run.usage.length > 1);
  if (memory.length > 0) write("memory.svg", memoryChart(memory));
  return files;
}

function wordsChart(part: string, observations: readonly Observation[]): string {
  return lineChart({
    title: `Words that stand right, after their end (${part})`,
    xLabel: "seconds after the word's end",
    yLabel: "share of all words spoken",
    maxX: LONGEST_SHOWN_S,
    series: observations.flatMap(({ label, measurement: { delays, accuracy } }) => [
      cumulative(`${label}: first seen`, delays.firstSeenMs, accuracy.spoken),
      cumulative(`${label}: stable`, delays.stableMs, accuracy.spoken),
    ]),
  });
}

/** @param count of all words, those that were never right included */
function cumulative(name: string, delaysMs: readonly number[], count: number): Series {
  const sorted = delaysMs.toSorted((a, b) => a - b);
  // What is there before the word's end is there at its end.
  const points = sorted.map((ms, index) => ({
    x: Math.max(0, ms / 1000),
    y: (index + 1) / count,
  }));
  return { name, points };
}

function lagChart(
  observations: readonly Observation[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): string {
  return lineChart({
    title: "Lag while CPU is scarce",
    xLabel: "seconds of the meeting",
    yLabel: "seconds that the oldest unseen word waits",
    band: { from: fromMs / 1000, to: toMs / 1000, name: "a third of one core" },
    series: observations.map(({ label, measurement }) => ({
      name: label,
      points: measurement.lag.map(({ atMs, lagMs }) => ({ x: atMs / 1000, y: lagMs / 1000 })),
    })),
  });
}

function memoryChart(observations: readonly Observation[]): string {
  return lineChart({
    title: "Resident memory",
    xLabel: "seconds",
    yLabel: "MB",
    series: observations.map(({ label, run }) => ({
      name: label,
      points: run.usage.map(({ atMs, rssBytes }) => ({ x: atMs / 1000, y: rssBytes / 1e6 })),
    })),
  });
}
