import { readdirSync, readFileSync } from "node:fs";
import type { Browser } from "puppeteer";
import { browserProcesses, peakMemory as peakMemoryOf } from "./processes.ts";

/** What one process has used since it began. */
interface ProcessUsage {
  /** Several processes may share a kind: renderers, helpers. */
  readonly kind: string;
  readonly cpuSeconds: number;
  readonly peakRssBytes: number | null;
  /** CPU seconds by thread name; empty where the system does not tell. */
  readonly threads: ReadonlyMap<string, number>;
}

/** Every process at one moment. */
export interface UsageSnapshot {
  readonly atMs: number;
  readonly processes: ReadonlyMap<number, ProcessUsage>;
}

/** The kernel's clock ticks per second for /proc, the same on every Linux we run on. */
const TICKS_PER_SECOND = 100;

/** The browser's processes by what they do, and `own` ones by their names (on Linux; elsewhere kinds stay coarse). */
export async function takeUsage(
  browser: Browser,
  own: Readonly<Record<string, number>>,
): Promise<UsageSnapshot> {
  const processes = new Map<number, ProcessUsage>();
  for (const { name, pid, cpuSeconds, peakRssBytes } of await browserProcesses(browser)) {
    processes.set(pid, {
      kind: processKind(name, commandLineOf(pid)),
      cpuSeconds,
      peakRssBytes,
      threads: threadsOf(pid),
    });
  }
  for (const [kind, pid] of Object.entries(own)) {
    const usage = processUsage(pid);
    if (usage !== null) processes.set(pid, { kind, ...usage, threads: threadsOf(pid) });
  }
  return { atMs: performance.now(), processes };
}

/** What a Chromium process is there for; `name` is what the browser calls it. */
export function processKind(name: string, commandLine: string): string {
  if (commandLine.includes("--extension-process")) return "extension";
  if (commandLine.includes("audio.mojom.AudioService")) return "audio service";
  return name.toLowerCase();
}

/** CPU seconds of all processes of a kind between two moments, as a share of one core in percent; null if none ran. */
export function coreShare(kind: string, before: UsageSnapshot, after: UsageSnapshot): number | null {
  const pids = [...after.processes].filter(([, usage]) => usage.kind === kind);
  if (pids.length === 0) return null;
  const seconds = pids.reduce(
    (total, [pid, { cpuSeconds }]) => total + cpuSeconds - (before.processes.get(pid)?.cpuSeconds ?? 0),
    0,
  );
  return (seconds * 100_000) / (after.atMs - before.atMs);
}

/** The same for each thread of a kind's processes, the busiest first. */
export function threadShares(kind: string, before: UsageSnapshot, after: UsageSnapshot): [string, number][] {
  const shares = new Map<string, number>();
  for (const [pid, usage] of after.processes) {
    if (usage.kind !== kind) continue;
    for (const [name, cpuSeconds] of usage.threads) {
      const seconds = cpuSeconds - (before.processes.get(pid)?.threads.get(name) ?? 0);
      shares.set(name, (shares.get(name) ?? 0) + (seconds * 100_000) / (after.atMs - before.atMs));
    }
  }
  return [...shares].toSorted(([, a], [, b]) => b - a);
}

/** The largest peak of any process of that kind. */
export function peakMemory(kind: string, { processes }: UsageSnapshot): number | null {
  const peaks = [...processes.values()].flatMap((usage) =>
    usage.kind === kind && usage.peakRssBytes !== null ? [usage.peakRssBytes] : [],
  );
  return peaks.length === 0 ? null : Math.max(...peaks);
}

/** CPU and peak memory of any process by /proc; null elsewhere and when it is gone. */
function processUsage(pid: number): Pick<ProcessUsage, "cpuSeconds" | "peakRssBytes"> | null {
  try {
    const { cpuSeconds } = parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
    return { cpuSeconds, peakRssBytes: peakMemoryOf(pid) };
  } catch {
    return null;
  }
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: ppid, utime and stime are fields 4, 14 and 15 */
export function parseStat(stat: string): {
  readonly name: string;
  readonly parentId: number;
  readonly cpuSeconds: number;
} {
  // The name stands in brackets and may hold brackets and spaces.
  const nameEnd = stat.lastIndexOf(")");
  const fields = stat.slice(nameEnd + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  const name = stat.slice(stat.indexOf("(") + 1, nameEnd);
  return { name, parentId: Number(fields[1]), cpuSeconds: ticks / TICKS_PER_SECOND };
}

/** CPU seconds of a process's threads by their names, those of equal name together. */
function threadsOf(pid: number): ReadonlyMap<string, number> {
  const threads = new Map<string, number>();
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const { name, cpuSeconds } = parseStat(readFileSync(`/proc/${pid}/task/${thread}/stat`, "utf8"));
      threads.set(name, (threads.get(name) ?? 0) + cpuSeconds);
    }
  } catch {
    // Not Linux, or it ended while it was looked at.
  }
  return threads;
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
