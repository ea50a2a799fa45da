import { existsSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { STATE, VENV_PYTHON } from "../runtime/paths.ts";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { hashOf, Stamp } from "../setup/stamp.ts";

/** What the benchmark makes for itself and keeps: meetings, single passes. */
const FOLDER = join(STATE, "bench");
const STAMPS = join(FOLDER, "stamps");

interface Recipe {
  /** The path of a program that imports nothing of ours. */
  readonly program: string;
  /** Without `--out`. */
  readonly args: readonly string[];
  /** What else the result depends on. */
  readonly inputs: readonly string[];
  /** Names the result in the folder of what is kept. */
  readonly name: string;
}

/**
 * Runs a Python program that writes to `--out`, unless it has done so with these arguments and in this version.
 * @returns the path of the result
 * @throws session_failed, with the program's last words
 */
export async function madeOnce({ program, args, inputs, name }: Recipe): Promise<string> {
  const out = join(FOLDER, name);
  const stamp = new Stamp(name, STAMPS);
  const hash = `${hashOf([program, ...inputs])} ${args.join(" ")}`;
  if (existsSync(out) && stamp.matches(hash)) return out;
  mkdirSync(FOLDER, { recursive: true });
  const words = [program, ...args, "--out", out];
  const { exitCode, output } = await runProgram(VENV_PYTHON, words);
  if (exitCode === 0) {
    stamp.write(hash);
    return out;
  }
  throw new ScriptError(
    "session_failed",
    `${basename(program)} failed: ${lastLines(output, 1)}`,
    `Run it by hand: ${[VENV_PYTHON, ...words].join(" ")}`,
  );
}
