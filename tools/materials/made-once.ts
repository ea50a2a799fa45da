import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { STATE, VENV_PYTHON } from "../runtime/paths.ts";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { hashOf, Stamp } from "../setup/stamp.ts";

/** What the benchmark makes for itself and keeps: meetings, models, single passes. */
const FOLDER = join(STATE, "bench");
const STAMPS = join(FOLDER, "stamps");
/** The exit code by which our programs say that a part of the system is missing; standard error names it. */
const MISSING_PART = 2;

export interface Recipe {
  /** The program and what it imports, all of which its results depend on. */
  readonly folder: string;
  readonly program: string;
  /** Without `--out`. */
  readonly args: readonly string[];
  /** What else the result depends on. */
  readonly inputs?: readonly string[];
  /** Names the result in the folder of what is kept. */
  readonly name: string;
}

/**
 * Runs a Python program that writes to `--out`, unless it has done so with these arguments and in this version.
 * @returns the path of the result
 * @throws missing_part or session_failed, with the program's last words
 */
export async function madeOnce({ folder, program, args, inputs = [], name }: Recipe): Promise<string> {
  const out = join(FOLDER, name);
  const stamp = new Stamp(name, STAMPS);
  const hash = `${hashOf([...sourcesIn(folder), ...inputs])} ${args.join(" ")}`;
  if (existsSync(out) && stamp.matches(hash)) return out;
  mkdirSync(FOLDER, { recursive: true });
  const { exitCode, output } = await runProgram(VENV_PYTHON, [join(folder, program), ...args, "--out", out]);
  if (exitCode === 0) {
    stamp.write(hash);
    return out;
  }
  if (exitCode === MISSING_PART) {
    const remedy = "Install what it names; on Debian: apt-get install espeak-ng.";
    throw new ScriptError("missing_part", lastLines(output, 1), remedy);
  }
  const remedy = `Run it by hand: ${[VENV_PYTHON, join(folder, program), ...args, "--out", out].join(" ")}`;
  throw new ScriptError("session_failed", `${program} failed: ${lastLines(output, 1)}`, remedy);
}

/** Python puts compiled files beside them. */
function sourcesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".py"))
    .toSorted()
    .map((name) => join(folder, name));
}
