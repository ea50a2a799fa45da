import { readFileSync } from "node:fs";
import type { Browser } from "puppeteer";

/** One process of the browser: its kind, as the browser names it, and what it has used so far. */
export interface BrowserProcess {
  readonly name: string;
  readonly pid: number;
  readonly cpuSeconds: number;
  /** Null where the system does not tell (anywhere but Linux). */
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
      peakRssBytes: peakMemory(id),
    }));
  } finally {
    await session.detach();
  }
}

/** Bytes of a process's largest resident set; null anywhere but on Linux, and when it is gone. */
export function peakMemory(processId: number): number | null {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${processId}/status`, "utf8"))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    // Not Linux, or the process ended between the two questions.
    return null;
  }
}
