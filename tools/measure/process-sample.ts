import { readdirSync, readFileSync } from "node:fs";

/** What one process holds right now. */
export interface ProcessSample {
  readonly rssBytes: number;
  readonly handles: number;
}

/** By Linux's /proc; null elsewhere and when the process is gone. */
export function sampleProcess(pid: number): ProcessSample | null {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    const handles = readdirSync(`/proc/${pid}/fd`).length;
    return kibibytes === undefined ? null : { rssBytes: Number(kibibytes) * 1024, handles };
  } catch {
    return null;
  }
}
