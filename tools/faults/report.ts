import { AUDIO_SOURCES } from "../../protocol/audio.ts";
import { percentile, textTable } from "../measure/figure.ts";
import { totalOf, type WordComparison } from "../measure/words.ts";
import type { InjectionResult, RoundResult } from "./round.ts";
import type { PlayedMeeting } from "./runner.ts";

/** One line of the table: a fault, over all its rounds. */
export interface FaultRow {
  readonly name: string;
  readonly injected: number;
  readonly framesProduced: number;
  readonly framesLost: number;
  readonly framesDoubled: number;
  /** Frames inside the browser when it was killed: they never were anywhere else. */
  readonly framesInTheAir: number;
  readonly words: WordComparison;
  readonly diskSeconds: Spread;
  readonly sidecarSeconds: Spread;
  readonly modelLoadSeconds: Spread;
  readonly ledgerReports: number;
  readonly ledgerViolations: readonly string[];
  readonly hasRecoveryGoal: boolean;
  /** Sound that an overloaded machine never rendered: its words are no fault's. */
  readonly neverRenderedSeconds: number;
  readonly misses: readonly string[];
  /** What came back later than its goal, which a machine with other work may be the cause of. */
  readonly late: readonly string[];
}

interface Spread {
  readonly p50: number | null;
  readonly max: number | null;
}

/** Seconds within which sound must flow again; loading the model comes on top where it had to be loaded. */
const PROMISED_RECOVERY_MS = 2000;

/**
 * One row per name, in the order of their first meeting.
 * @param noise of one undisturbed meeting
 */
export function faultRows(meetings: readonly PlayedMeeting[], noise: WordComparison): FaultRow[] {
  const names = [...new Set(meetings.map(({ name }) => name))];
  return names.map((name) =>
    rowOf(
      name,
      meetings.filter((meeting) => meeting.name === name),
      noise,
    ),
  );
}

function rowOf(name: string, meetings: readonly PlayedMeeting[], noise: WordComparison): FaultRow {
  const results = meetings.flatMap(({ result }) => (result === null ? [] : [result]));
  const frames = results.flatMap((result) => AUDIO_SOURCES.map((source) => inOneWord(result, source)));
  const injections = results.flatMap((result) => result.injections);
  const row = {
    name,
    injected: injections.length,
    framesProduced: sum(frames.map(({ produced }) => produced)),
    framesLost: sum(frames.map(({ lost }) => lost)),
    framesDoubled: sum(frames.map(({ doubled }) => doubled)),
    framesInTheAir: sum(frames.map(({ inTheAir }) => inTheAir)),
    words: totalOf(results.map(({ words }) => words)),
    diskSeconds: spreadOf(injections.map(({ recovery }) => recovery.diskMs)),
    sidecarSeconds: spreadOf(injections.map(({ recovery }) => recovery.sidecarMs)),
    modelLoadSeconds: spreadOf(injections.map(({ recovery }) => recovery.modelLoadMs)),
    ledgerReports: sum(results.map(({ ledger }) => ledger.reports)),
    ledgerViolations: results.flatMap(({ ledger }) => ledger.violations),
    hasRecoveryGoal: injections.every(({ hasRecoveryGoal }) => hasRecoveryGoal),
    neverRenderedSeconds: sum(results.map(({ lostMs }) => lostMs)) / 1000,
  };
  const allowed = wordsAllowed(meetings, noise);
  const misses = [
    ...meetings.flatMap(({ failure }) => (failure === null ? [] : [failure])),
    ...(row.framesLost > 0 ? [`${row.framesLost} frames lost`] : []),
    ...(row.framesDoubled > 0 ? [`${row.framesDoubled} frames doubled`] : []),
    ...(row.words.lost > allowed.lost ? [`${row.words.lost} words lost`] : []),
    ...(row.words.extra > allowed.extra ? [`${row.words.extra} words doubled`] : []),
    ...(row.ledgerViolations.length > 0 ? [`${row.ledgerViolations.length} reports that do not add up`] : []),
    ...injections.flatMap(unrecovered),
    ...results.flatMap(hostMisses),
  ];
  const overload = `the machine was too slow for ${row.neverRenderedSeconds} s of the sound`;
  return {
    ...row,
    misses: misses.length > 0 && row.neverRenderedSeconds > 0 ? [...misses, overload] : misses,
    late: injections.flatMap(lateness),
  };
}

function inOneWord(result: RoundResult, source: "tab" | "mic") {
  const { produced, lost, lostAtEnd, doubled } = result.frames[source];
  return {
    produced,
    doubled,
    lost: result.isInterrupted ? lost : lost + lostAtEnd,
    inTheAir: result.isInterrupted ? lostAtEnd : 0,
  };
}

/** As much as two ways through the same audio differ anyway, for as many meetings. */
function wordsAllowed(meetings: readonly PlayedMeeting[], noise: WordComparison) {
  const count = sum(meetings.map(({ repeats }) => repeats));
  return { lost: noise.lost * count, extra: noise.extra * count };
}

function unrecovered({ fault, recovery, failure }: InjectionResult): string[] {
  if (failure !== null) return [`${fault}: ${failure}`];
  return recovery.sidecarMs === null ? [`${fault}: no recovery within the limit`] : [];
}

function lateness({ fault, hasRecoveryGoal, recovery }: InjectionResult): string[] {
  const { diskMs, sidecarMs, modelLoadMs } = recovery;
  if (!hasRecoveryGoal || sidecarMs === null) return [];
  return [
    ...(diskMs === null || diskMs > PROMISED_RECOVERY_MS
      ? [`${fault}: on disk after ${seconds(diskMs)} s`]
      : []),
    ...(sidecarMs > PROMISED_RECOVERY_MS + modelLoadMs
      ? [`${fault}: recognised after ${seconds(sidecarMs)} s, of which ${seconds(modelLoadMs)} s loading`]
      : []),
  ];
}

function hostMisses({ host }: RoundResult): string[] {
  if (host === null) return [];
  return [
    ...(host.deadlocks > 0 ? [`${host.deadlocks} deadlocks counted`] : []),
    ...(host.frames_dropped > 0 ? [`${host.frames_dropped} frames dropped by the host`] : []),
  ];
}

/** The table as people read it. */
export function faultTable(rows: readonly FaultRow[]): string {
  const head = [
    "fault",
    "times",
    "frames",
    "lost",
    "doubled",
    "in the air",
    "words lost",
    "words doubled",
    "substituted",
    "on disk s p50/max",
    "recognised s p50/max",
    "model load s",
    "ledger",
    "never rendered s",
    "ok",
  ];
  const body = rows.map((row) => [
    row.name,
    String(row.injected),
    String(row.framesProduced),
    String(row.framesLost),
    String(row.framesDoubled),
    row.framesInTheAir === 0 ? "" : String(row.framesInTheAir),
    `${row.words.lost} of ${row.words.reference}`,
    String(row.words.extra),
    String(row.words.substituted),
    shown(row.diskSeconds),
    `${shown(row.sidecarSeconds)}${row.hasRecoveryGoal ? "" : " *"}`,
    row.modelLoadSeconds.max === null || row.modelLoadSeconds.max === 0
      ? ""
      : String(row.modelLoadSeconds.max),
    `${row.ledgerViolations.length} of ${row.ledgerReports}`,
    row.neverRenderedSeconds === 0 ? "" : String(row.neverRenderedSeconds),
    row.misses.length + row.late.length === 0 ? "yes" : "NO",
  ]);
  return textTable([head, ...body]);
}

function shown({ p50, max }: Spread): string {
  return p50 === null || max === null ? "–" : `${p50} / ${max}`;
}

function spreadOf(values: readonly (number | null)[]): Spread {
  const known = values.flatMap((value) => (value === null ? [] : [value / 1000]));
  return { p50: rounded(percentile(known, 0.5)), max: rounded(percentile(known, 1)) };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(2));
}

function seconds(ms: number | null): string {
  return ms === null ? "–" : (ms / 1000).toFixed(2);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
