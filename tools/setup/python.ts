import { runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";

/** A Python that answered. */
export interface Python {
  /** The program and its first arguments, such as `py -3`. */
  readonly command: readonly [string, ...string[]];
  /** Major and minor, such as [3, 12]. */
  readonly version: readonly [number, number];
}

const MINIMUM_MINOR = 10;
const CANDIDATES: readonly Python["command"][] = [["python3"], ["python"], ["py", "-3"]];
const PRINT_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])";

/** The first Python of 3.10 or newer. `candidates` is given by tests. */
export async function findPython(candidates = CANDIDATES): Promise<Python> {
  const tooOld: string[] = [];
  for (const command of candidates) {
    const [program, ...first] = command;
    const { exitCode, output } = await runProgram(program, [...first, "-I", "-c", PRINT_VERSION], {
      timeoutMs: 20_000,
    });
    const match = /^(\d+)\.(\d+)\s*$/u.exec(output);
    if (exitCode !== 0 || match === null) continue;
    const [major, minor] = [Number(match[1]), Number(match[2])];
    if (major === 3 && minor >= MINIMUM_MINOR) return { command, version: [major, minor] };
    tooOld.push(`${command.join(" ")} is ${major}.${minor}`);
  }
  const found = tooOld.length === 0 ? "none was found" : tooOld.join(", ");
  throw new ScriptError(
    "python_missing",
    `Earshot needs Python 3.${MINIMUM_MINOR} or newer; ${found}.`,
    "Install it from https://www.python.org or with your package manager, so that python3 is on the PATH.",
  );
}
