import { readdirSync, readFileSync } from "node:fs";
import { sampleProcess } from "./process-sample.ts";
import { parseStat } from "./process-usage.ts";
import { peakMemory } from "./processes.ts";

/** What a process and all it started had used at a moment. */
export interface UsageSample {
  /** Milliseconds since the first sample of sound was fed. */
  readonly atMs: number;
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  /** The most that each of its processes ever held, loading of the model included. */
  readonly peakRssBytes: number;
}

/** Of a process and its descendants, by Linux's /proc; null elsewhere and when it is gone. */
export function sampleTree(processId: number): Omit<UsageSample, "atMs"> | null {
  const running = runningProcesses();
  const tree = new Set([processId]);
  // A parent's number may be higher than its child's; nobody's tree is deeper than this.
  for (let depth = 0; depth < 4; depth += 1) {
    for (const { id, parentId } of running) if (tree.has(parentId)) tree.add(id);
  }
  const usages = running.filter(({ id }) => tree.has(id));
  if (usages.length === 0) return null;
  return {
    cpuSeconds: usages.reduce((total, { cpuSeconds }) => total + cpuSeconds, 0),
    rssBytes: usages.reduce((total, { id }) => total + (sampleProcess(id)?.rssBytes ?? 0), 0),
    peakRssBytes: usages.reduce((total, { id }) => total + (peakMemory(id) ?? 0), 0),
  };
}

function runningProcesses(): { id: number; parentId: number; cpuSeconds: number }[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/u.test(name))
      .flatMap((name) => {
        const stat = readStat(name);
        if (stat === null) return [];
        return [{ id: Number(name), ...parseStat(stat) }];
      });
  } catch {
    // Not Linux.
    return [];
  }
}

/** Null for a process that ended while the folder was read. */
function readStat(id: string): string | null {
  try {
    return readFileSync(`/proc/${id}/stat`, "utf8");
  } catch {
    return null;
  }
}
