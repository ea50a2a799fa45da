import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Everything that is read of running processes, by Linux's /proc: elsewhere nothing is known of them. No package reports peak
 * memory and open handles; the functions say nothing of a process that has ended meanwhile.
 */

/** The kernel's clock ticks per second for /proc, the same on every Linux we run on. */
const TICKS_PER_SECOND = 100;
const ENDED_POLL_MS = 50;

interface Stat {
  /** False once it has ended and only waits for its parent to take note. */
  readonly isRunning: boolean;
  readonly parentId: number;
  /** The process that leads its group. */
  readonly groupId: number;
  readonly cpuSeconds: number;
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: state, ppid, pgrp, utime and stime are fields 3, 4, 5, 14 and 15 */
export function parseStat(stat: string): Stat {
  // The name stands in brackets and may hold brackets and spaces.
  const nameEnd = stat.lastIndexOf(")");
  const fields = stat.slice(nameEnd + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return {
    isRunning: !/[ZX]/u.test(fields[0] ?? ""),
    parentId: Number(fields[1]),
    groupId: Number(fields[2]),
    cpuSeconds: ticks / TICKS_PER_SECOND,
  };
}

/** Null when it is gone, and anywhere but on Linux. */
export function cpuSecondsOf(pid: number): number | null {
  return statOf(pid)?.cpuSeconds ?? null;
}

/** What one process holds right now. */
export interface ProcessSample {
  readonly rssBytes: number;
  readonly handles: number;
}

export function sampleProcess(pid: number): ProcessSample | null {
  const rssBytes = memoryOf(pid, "VmRSS");
  return rssBytes === null ? null : { rssBytes, handles: namesIn(`/proc/${pid}/fd`).length };
}

/** Bytes of a process's largest resident set. */
export function peakMemoryOf(pid: number): number | null {
  return memoryOf(pid, "VmHWM");
}

export function commandLineOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`);
}

/** A process and everything it started, by id; what it started comes after it. */
export function processTree(root: number): number[] {
  const parents = runningProcesses();
  const found = [root];
  for (const known of found) {
    for (const [pid, { parentId }] of parents) if (parentId === known) found.push(pid);
  }
  return found;
}

/** Resolves once nothing of `tree` runs, nor anything of the group that its first process leads; at the latest after `timeoutMs`. */
export async function untilEnded(tree: readonly number[], timeoutMs: number): Promise<void> {
  const expected = new Set(tree);
  const endMs = Date.now() + timeoutMs;
  // No process but a parent is notified of another one's end.
  while (
    Date.now() < endMs &&
    runningProcesses().some(([pid, { groupId }]) => expected.has(pid) || groupId === tree[0])
  )
    await delay(ENDED_POLL_MS);
}

function runningProcesses(): (readonly [number, Stat])[] {
  return namesIn("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => {
      const stat = statOf(Number(name));
      return stat?.isRunning === true ? [[Number(name), stat] as const] : [];
    });
}

/** What a process and all it started had used at a moment. */
export interface UsageSample {
  /** Milliseconds since the first sample of sound was fed. */
  readonly atMs: number;
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  /** The most that each of its processes ever held, loading of the model included. */
  readonly peakRssBytes: number;
}

/** Null when all of them are gone, and anywhere but on Linux. */
export function sampleTree(root: number): Omit<UsageSample, "atMs"> | null {
  const running = processTree(root).flatMap((pid) => {
    const cpuSeconds = cpuSecondsOf(pid);
    return cpuSeconds === null ? [] : [{ pid, cpuSeconds }];
  });
  if (running.length === 0) return null;
  return {
    cpuSeconds: running.reduce((total, { cpuSeconds }) => total + cpuSeconds, 0),
    rssBytes: running.reduce((total, { pid }) => total + (sampleProcess(pid)?.rssBytes ?? 0), 0),
    peakRssBytes: running.reduce((total, { pid }) => total + (peakMemoryOf(pid) ?? 0), 0),
  };
}

/** The processes of `tree` whose command line has `part`. */
export function processesLike(tree: readonly number[], part: string): number[] {
  return tree.filter((pid) => commandLineOf(pid).includes(part));
}

/** Kills all of them at once, without a chance to clean up. */
export function killAtOnce(pids: readonly number[]): void {
  for (const pid of pids) signalProcess(pid, "SIGKILL");
}

/** One that has ended, by itself or with its parent a moment ago, is no error. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function statOf(pid: number): Stat | null {
  const stat = read(`/proc/${pid}/stat`);
  return stat === "" ? null : parseStat(stat);
}

function memoryOf(pid: number, field: "VmRSS" | "VmHWM"): number | null {
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, "mu").exec(read(`/proc/${pid}/status`))?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}

/** Empty when there is no such folder, or no more. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Empty when there is no such file, or no more. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
