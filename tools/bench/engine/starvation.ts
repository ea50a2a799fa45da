import { spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { runProgram } from "../../runtime/run-program.ts";
import { ScriptError } from "../../runtime/script-error.ts";

const CORE = "0";
const RIVALS = 2;
/** Two busy loops beside the engine on one core leave it a third; at its own niceness, or it would get less. */
const BUSY_LOOP = "while :; do :; done";

/** Leaves a process a third of one core for so long, then all it had. Linux only. */
export async function starve(processId: number, forMs: number): Promise<void> {
  const allowed = await affinityOf(processId);
  const niceness = await nicenessOf(processId);
  await setAffinity(processId, CORE);
  const loops = Array.from({ length: RIVALS }, () =>
    spawn("taskset", ["-c", CORE, "nice", "-n", niceness, "sh", "-c", BUSY_LOOP], { stdio: "ignore" }),
  );
  try {
    await setTimeout(forMs);
  } finally {
    for (const loop of loops) loop.kill("SIGKILL");
    await setAffinity(processId, allowed);
  }
}

async function affinityOf(processId: number): Promise<string> {
  const output = await told("taskset", ["-cp", `${processId}`]);
  return output.trim().split(": ").at(-1) ?? CORE;
}

async function nicenessOf(processId: number): Promise<string> {
  return (await told("ps", ["-o", "ni=", "-p", `${processId}`])).trim();
}

/** Of all its threads. */
async function setAffinity(processId: number, cores: string): Promise<void> {
  await told("taskset", ["-acp", cores, `${processId}`]);
}

async function told(program: string, args: readonly string[]): Promise<string> {
  const { exitCode, output } = await runProgram(program, args);
  if (exitCode === 0) return output;
  throw new ScriptError(
    "missing_part",
    `${program} failed: ${output.trim()}`,
    "Run it on Linux, with util-linux.",
  );
}
