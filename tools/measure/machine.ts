import { cpus, loadavg, platform, release, totalmem } from "node:os";
import { ROOT } from "../runtime/paths.ts";
import { runProgram } from "../runtime/run-program.ts";
import { findBrowser } from "../setup/browser.ts";

/** What the figures were measured on. */
export interface Machine {
  readonly platform: string;
  readonly cpuModel: string;
  readonly cores: number;
  readonly memoryGib: number;
  /** Before the benchmark, of the last 1, 5 and 15 minutes: far above 0 somebody else was computing. */
  readonly loadAverage: readonly number[];
  readonly node: string;
  readonly browser: string;
  readonly commit: string;
}

export async function describeMachine(): Promise<Machine> {
  const processors = cpus();
  const browser = findBrowser();
  return {
    platform: `${platform()} ${release()}`,
    cpuModel: processors[0]?.model ?? "unknown",
    cores: processors.length,
    memoryGib: Number((totalmem() / 2 ** 30).toFixed(1)),
    loadAverage: loadAverage(),
    node: process.version,
    browser: browser === null ? "none" : await firstLine(browser, ["--version"]),
    commit: await firstLine("git", ["-C", ROOT, "describe", "--always", "--dirty"]),
  };
}

/** Of the last 1, 5 and 15 minutes. */
export function loadAverage(): number[] {
  return loadavg().map((load) => Number(load.toFixed(2)));
}

async function firstLine(program: string, args: readonly string[]): Promise<string> {
  const { exitCode, output } = await runProgram(program, args, { timeoutMs: 10_000 });
  return exitCode === 0 ? (output.trim().split("\n")[0] ?? "unknown") : "unknown";
}
