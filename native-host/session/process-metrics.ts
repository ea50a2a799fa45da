import { readFileSync } from "node:fs";
import type { processMetrics } from "../../protocol/reports.ts";
import type { z } from "../../protocol/zod.ts";

export type ProcessMetrics = z.infer<typeof processMetrics>;

/** The kernel's clock ticks per second for /proc, the same on every Linux we run on. */
const TICKS_PER_SECOND = 100;

/** The host and, where that can be measured, its sidecar. */
export function measureProcesses(sidecarPid?: number): ProcessMetrics[] {
  const sidecar = sidecarPid === undefined ? null : measureProcess("sidecar", sidecarPid);
  return sidecar === null ? [measureHost()] : [measureHost(), sidecar];
}

function measureHost(): ProcessMetrics {
  const { user, system } = process.cpuUsage();
  return {
    name: "native-host",
    pid: process.pid,
    cpu_seconds: (user + system) / 1e6,
    peak_rss_bytes: process.resourceUsage().maxRSS * 1024,
  };
}

/** Another process by Linux's /proc; null elsewhere and when it is gone. */
function measureProcess(name: string, pid: number): ProcessMetrics | null {
  if (process.platform !== "linux") return null;
  try {
    return parseProc(name, pid, readProc(pid, "stat"), readProc(pid, "status"));
  } catch (error) {
    if (error instanceof Error && "code" in error) return null;
    throw error;
  }
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: utime and stime are fields 14 and 15 */
export function parseProc(name: string, pid: number, stat: string, status: string): ProcessMetrics {
  // The program's name stands in brackets and may hold spaces; the fields after it are numbers from the third on.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  const peakKib = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0;
  return { name, pid, cpu_seconds: ticks / TICKS_PER_SECOND, peak_rss_bytes: Number(peakKib) * 1024 };
}

function readProc(pid: number, file: "stat" | "status"): string {
  return readFileSync(`/proc/${pid}/${file}`, "utf8");
}
