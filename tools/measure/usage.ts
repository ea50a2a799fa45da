import type { Browser } from "puppeteer";
import { commandLineOf, cpuSecondsOf, peakMemoryOf } from "../runtime/processes.ts";

/** One process of the browser: its kind, as the browser names it, and what it has used so far. */
export interface BrowserProcess {
  readonly name: string;
  readonly pid: number;
  readonly cpuSeconds: number;
  /** Null where the system does not say (anywhere but Linux). */
  readonly peakRssBytes: number | null;
}

/** The browser's processes that run now. */
export async function browserProcesses(browser: Browser): Promise<BrowserProcess[]> {
  const session = await browser.target().createCDPSession();
  try {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.map(({ type, id, cpuTime }) => ({
      name: type,
      pid: id,
      cpuSeconds: cpuTime,
      peakRssBytes: peakMemoryOf(id),
    }));
  } finally {
    await session.detach();
  }
}

/** What one process has used since it began. */
interface ProcessUsage {
  /** Several processes may share a kind: renderers, helpers. */
  readonly kind: string;
  readonly cpuSeconds: number;
  readonly peakRssBytes: number | null;
}

/** Every process at one moment. */
export interface UsageSnapshot {
  readonly atMs: number;
  readonly processes: ReadonlyMap<number, ProcessUsage>;
}

/** The browser's processes by what they do, and `own` ones by their names (on Linux; elsewhere kinds stay coarse). */
export async function takeUsage(
  browser: Browser,
  own: Readonly<Record<string, number>>,
): Promise<UsageSnapshot> {
  const processes = new Map<number, ProcessUsage>();
  for (const { name, pid, cpuSeconds, peakRssBytes } of await browserProcesses(browser)) {
    const kind = processKind(name, commandLineOf(pid));
    processes.set(pid, { kind, cpuSeconds, peakRssBytes });
  }
  for (const [kind, pid] of Object.entries(own)) {
    const cpuSeconds = cpuSecondsOf(pid);
    if (cpuSeconds === null) continue;
    processes.set(pid, { kind, cpuSeconds, peakRssBytes: peakMemoryOf(pid) });
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

/** The largest peak of any process of that kind. */
export function peakMemory(kind: string, { processes }: UsageSnapshot): number | null {
  const peaks = [...processes.values()].flatMap((usage) =>
    usage.kind === kind && usage.peakRssBytes !== null ? [usage.peakRssBytes] : [],
  );
  return peaks.length === 0 ? null : Math.max(...peaks);
}
