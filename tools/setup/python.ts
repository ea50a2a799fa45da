import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type PythonRange, supportedPythons } from "../../install/supported-system.mjs";
import { SIDECAR, VENV, VENV_PYTHON } from "../runtime/paths.ts";
import { note } from "../runtime/progress.ts";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { pipNetworkOptions, pythonEnvironment } from "./package-environment.ts";
import { hashOf, Stamp } from "./stamp.ts";
import { canInstallPackages, installPackage } from "./system-packages.ts";

/** What the packages are for: running the product, or checking it as well. */
export type PackageSet = "runtime" | "development";

const LOCKS = { runtime: "requirements.lock", development: "requirements-dev.lock" } as const;

/** Makes `.venv` and installs the locked packages. Says what it did; the second time that is nothing. */
export async function preparePython(packages: PackageSet): Promise<string> {
  if (isPrepared(packages)) return "already installed";

  const python = await findPython();
  if (!existsSync(VENV_PYTHON)) await makeEnvironment(python);
  note(`installing the Python packages of ${LOCKS[packages]} …`);
  await installLocked(packages);
  return `Python ${python.version.join(".")}, packages installed`;
}

/** Whether `.venv` holds the packages of today's lock. */
export function isPrepared(packages: PackageSet): boolean {
  // The development set holds the runtime set, so either stamp will do for running.
  const enough: readonly PackageSet[] = packages === "runtime" ? ["runtime", "development"] : ["development"];
  return existsSync(VENV_PYTHON) && enough.some((set) => isInstalled(set));
}

function isInstalled(packages: PackageSet): boolean {
  return stampOf(packages).matches(hashOf([lockOf(packages)]));
}

async function makeEnvironment(python: Python): Promise<void> {
  let made = await createVenv(python);
  // Debian splits venv off from Python, and names the package to install.
  if (
    made.exitCode !== 0 &&
    canInstallPackages() &&
    /ensurepip|python3.*-venv|No module named/u.test(made.output)
  ) {
    note("installing python3-venv …");
    await installPackage("python3-venv", "venv_failed");
    made = await createVenv(python);
  }
  if (made.exitCode === 0) return;
  // Half an environment would look like a whole one at the next start.
  rmSync(VENV, { recursive: true, force: true });
  throw new ScriptError(
    "venv_failed",
    `Python could not make the environment ${VENV}:\n${lastLines(made.output)}`,
    "On Debian and Ubuntu run: sudo apt-get install python3-venv. Elsewhere check that this folder is writable.",
  );
}

/** What pip is set up with on this computer, by its files and our environment, as `pip config list` prints it. */
export async function pipConfiguration(): Promise<string> {
  const { output } = await runProgram(VENV_PYTHON, ["-I", "-m", "pip", "config", "list"]);
  return output;
}

function createVenv({ command: [program, ...first] }: Python) {
  return runProgram(program, [...first, "-I", "-m", "venv", VENV], { env: pythonEnvironment(process.env) });
}

async function installLocked(packages: PackageSet): Promise<void> {
  const quietly = ["--quiet", "--disable-pip-version-check", "--no-input"];
  const where = [
    "--no-user",
    "--require-hashes",
    ...pipNetworkOptions(await pipConfiguration()),
    "-r",
    lockOf(packages),
  ];
  const install = ["-I", "-m", "pip", "install", ...quietly, ...where];
  const { exitCode, output } = await runProgram(VENV_PYTHON, install, {
    env: pythonEnvironment(process.env),
  });
  if (exitCode !== 0) {
    throw new ScriptError(
      "pip_failed",
      `pip could not install ${LOCKS[packages]}:\n${lastLines(output)}`,
      "Check the network and the free disk space (about 1 GB). If it stays, delete .venv and start again.",
    );
  }
  stampOf(packages).write(hashOf([lockOf(packages)]));
}

// The stamps lie inside the environment: deleting it deletes them.
function stampOf(packages: PackageSet): Stamp {
  return new Stamp(`.earshot-${packages}`, VENV);
}

function lockOf(packages: PackageSet): string {
  return join(SIDECAR, LOCKS[packages]);
}

/** A Python that answered. */
export interface Python {
  /** The program and its first arguments, such as `py -3`. */
  readonly command: readonly [string, ...string[]];
  /** Major and minor, such as [3, 12]. */
  readonly version: readonly [number, number];
}

const PRINT_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])";

/**
 * The first Python that the locked packages are made for. What the user calls python3 goes first, then those with their version in their name.
 * `candidates` and `range` are given by tests.
 */
export async function findPython(
  range: PythonRange = supportedPythons(process.platform, process.arch),
  candidates: readonly Python["command"][] = candidatesOf(range),
): Promise<Python> {
  const unfit: string[] = [];
  for (const command of candidates) {
    const [program, ...first] = command;
    const { exitCode, answer } = await runProgram(program, [...first, "-I", "-c", PRINT_VERSION], {
      timeoutMs: 20_000,
    });
    const match = /^(\d+)\.(\d+)\s*$/u.exec(answer);
    if (exitCode !== 0 || match === null) continue;
    const [major, minor] = [Number(match[1]), Number(match[2])];
    if (major === 3 && minor >= range.oldestMinor && minor <= range.newestMinor)
      return { command, version: [major, minor] };
    unfit.push(`${command.join(" ")} is ${major}.${minor}`);
  }
  const found = unfit.length === 0 ? "none was found" : unfit.join(", ");
  throw new ScriptError(
    "python_missing",
    `Earshot needs Python 3.${range.oldestMinor} to 3.${range.newestMinor}; ${found}.`,
    `Install Python 3.${range.newestMinor} from https://www.python.org or with your package manager, so that python3.${range.newestMinor} is on the PATH.`,
  );
}

function candidatesOf({ oldestMinor, newestMinor }: PythonRange): readonly Python["command"][] {
  const minors = Array.from({ length: newestMinor - oldestMinor + 1 }, (_, index) => newestMinor - index);
  const numbered = minors.map((minor): Python["command"] => [`python3.${minor}`]);
  return [["python3"], ["python"], ["py", "-3"], ...numbered];
}
