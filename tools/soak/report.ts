import { STORED_FRAME_BYTES } from "../../native-host/journal/frame-file.ts";
import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { EngineReport, SessionMetrics } from "../../protocol/reports.ts";
import { textTable } from "../measure/figure.ts";
import type { ProcessSample } from "../runtime/processes.ts";

type LadderStep = EngineReport["step"];

/** The state of everything at one moment. */
export interface SoakSample {
  readonly wallSeconds: number;
  readonly audioSeconds: number;
  readonly host: ProcessSample | null;
  readonly sidecar: ProcessSample | null;
  /** Audio without caption or verdict, the worse source. */
  readonly lagSeconds: number;
  /** What the engine has given up of its pace, if it said so. */
  readonly step: LadderStep | null;
  readonly journalBytes: number;
  readonly finals: number;
}

export interface SoakResult {
  readonly samples: readonly SoakSample[];
  readonly framesPerSource: number;
  readonly journalBytes: Readonly<Record<AudioSource, number>>;
  readonly finals: number;
  readonly resendsAsked: number;
  readonly drainSeconds: number;
  readonly wallSeconds: number;
  readonly metrics: SessionMetrics | null;
  readonly isFolderDeleted: boolean;
}

/** One figure over time, once the processes are warm. */
export interface SoakRow {
  readonly name: string;
  readonly unit: "MiB" | "handles" | "s";
  readonly trend: Trend | null;
  readonly perWallHour: number | null;
  readonly perAudioHour: number | null;
}

export interface SoakReport {
  readonly rows: readonly SoakRow[];
  readonly misses: readonly string[];
}

/** Audio after which model, caches and heaps have their size. */
const WARM_UP_SECONDS = 600;
/** Less of it does not distinguish growth from a heap's breathing. */
const JUDGED_FROM_SECONDS = 3600;
const ALLOWED_MIB_PER_AUDIO_HOUR = 8;
const ALLOWED_HANDLES_PER_AUDIO_HOUR = 1;
const MEBIBYTE = 1_048_576;

type Measure = (sample: SoakSample) => number | null;
const MEASURES: readonly (readonly [string, SoakRow["unit"], Measure])[] = [
  ["host, resident memory", "MiB", ({ host }) => (host === null ? null : host.rssBytes / MEBIBYTE)],
  [
    "sidecar, resident memory",
    "MiB",
    ({ sidecar }) => (sidecar === null ? null : sidecar.rssBytes / MEBIBYTE),
  ],
  ["host, open handles", "handles", ({ host }) => host?.handles ?? null],
  ["sidecar, open handles", "handles", ({ sidecar }) => sidecar?.handles ?? null],
  ["lag of captions", "s", ({ lagSeconds }) => lagSeconds],
];

export function soakReport(result: SoakResult): SoakReport {
  const warm = result.samples.filter(({ audioSeconds }) => audioSeconds >= WARM_UP_SECONDS);
  const rows = MEASURES.map(([name, unit, measure]) => rowOf(name, unit, measure, warm));
  const judgedSeconds = (warm.at(-1)?.audioSeconds ?? 0) - WARM_UP_SECONDS;
  const growing = judgedSeconds < JUDGED_FROM_SECONDS ? [] : rows.flatMap(growthOf);
  return { rows, misses: [...growing, ...lossesOf(result)] };
}

function rowOf(name: string, unit: SoakRow["unit"], measure: Measure, warm: readonly SoakSample[]): SoakRow {
  const over = (x: (sample: SoakSample) => number) =>
    trendOf(
      warm.flatMap((sample) => {
        const y = measure(sample);
        return y === null ? [] : [{ x: x(sample) / 3600, y }];
      }),
    );
  const trend = over(({ wallSeconds }) => wallSeconds);
  const perAudioHour = over(({ audioSeconds }) => audioSeconds)?.slope ?? null;
  return { name, unit, trend, perWallHour: trend?.slope ?? null, perAudioHour };
}

function growthOf({ name, unit, perAudioHour }: SoakRow): string[] {
  const allowed = { MiB: ALLOWED_MIB_PER_AUDIO_HOUR, handles: ALLOWED_HANDLES_PER_AUDIO_HOUR, s: Infinity }[
    unit
  ];
  if (perAudioHour === null || perAudioHour <= allowed) return [];
  return [`${name} grows by ${perAudioHour.toFixed(1)} ${unit} per hour of audio`];
}

function lossesOf(result: SoakResult): string[] {
  const { framesPerSource, journalBytes, metrics, resendsAsked, isFolderDeleted, finals } = result;
  // Every frame of a source is stored whole, sealed.
  const expected = framesPerSource * STORED_FRAME_BYTES;
  const wrongSizes = AUDIO_SOURCES.filter((source) => journalBytes[source] !== expected);
  return [
    ...wrongSizes.map(
      (source) => `the journal of ${source} has ${journalBytes[source]} bytes instead of ${expected}`,
    ),
    ...AUDIO_SOURCES.filter((source) => metrics?.sources[source].consumed !== framesPerSource).map(
      (source) =>
        `${source}: ${metrics?.sources[source].consumed ?? "no"} frames transcribed of ${framesPerSource}`,
    ),
    ...(resendsAsked > 0 ? [`${resendsAsked} times frames were asked for again`] : []),
    ...(metrics !== null && metrics.restarts > 0 ? [`${metrics.restarts} restarts of the sidecar`] : []),
    ...(metrics !== null && metrics.deadlocks > 0 ? [`${metrics.deadlocks} deadlocks`] : []),
    ...(finals === 0 ? ["no caption at all"] : []),
    ...(isFolderDeleted ? [] : ["the session's folder was not deleted"]),
  ];
}

/** The table as people read it. */
export function soakTable(rows: readonly SoakRow[]): string {
  return textTable([
    ["after 10 min of audio", "unit", "first", "last", "min", "max", "per hour", "per hour of audio"],
    ...rows.map(({ name, unit, trend, perWallHour, perAudioHour }) => [
      name,
      unit,
      ...[trend?.first, trend?.last, trend?.min, trend?.max, perWallHour, perAudioHour].map((value) =>
        shown(value),
      ),
    ]),
  ]);
}

function shown(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : value.toFixed(1);
}

/** A line through points by least squares: its rise per unit of x, and how far the points lie apart. */
interface Trend {
  readonly slope: number;
  readonly first: number;
  readonly last: number;
  readonly min: number;
  readonly max: number;
}

/** @returns null for fewer than two different x */
export function trendOf(points: readonly { readonly x: number; readonly y: number }[]): Trend | null {
  const count = points.length;
  const meanX = points.reduce((total, { x }) => total + x, 0) / count;
  const meanY = points.reduce((total, { y }) => total + y, 0) / count;
  const spread = points.reduce((total, { x }) => total + (x - meanX) ** 2, 0);
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || spread === 0) return null;
  const rise = points.reduce((total, { x, y }) => total + (x - meanX) * (y - meanY), 0);
  const values = points.map(({ y }) => y);
  return {
    slope: rise / spread,
    first: first.y,
    last: last.y,
    min: Math.min(...values),
    max: Math.max(...values),
  };
}
