import { join } from "node:path";
import { OUT, ROOT, SIDECAR, VENV, VENV_PYTHON } from "../runtime/paths.ts";
import { type Counts, countsOfExit, countsOfJunit, countsOfReport, countsOfVitest } from "./counts.ts";

/** One named part of `npm test`: a command, and how its outcome is counted. */
export interface CheckStep {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly folder: string;
  /** Runs while the step of that name does: neither takes more than half of two cores, nor judges how long anything takes. */
  readonly beside?: string;
  readonly count: (exitCode: number | null) => Counts;
}

/** What the test runners report; made again by every run. */
export const REPORTS = join(OUT, "reports");

const RUFF = join(VENV, process.platform === "win32" ? "Scripts/ruff.exe" : "bin/ruff");
// Run in python-stt, where the patterns of its pyproject.toml hold.
const RUFF_TARGETS = ["--config", "pyproject.toml", ".", "../tools", "../demo", "../tests"];

/** Every check, cheapest first. The end-to-end tests run by themselves: they play and capture in real time. */
export const CHECK_STEPS: readonly CheckStep[] = [
  single("types", node("typescript/bin/tsc", "--build")),
  single("lint", node("oxlint/bin/oxlint", "--type-aware", "--deny-warnings")),
  single("format", node("@biomejs/biome/bin/biome", "check", ".")),
  single("python-format", [RUFF, "format", "--check", ...RUFF_TARGETS], SIDECAR),
  single("python-lint", [RUFF, "check", ...RUFF_TARGETS], SIDECAR),
  single("python-types", node("pyright/index.js", "-p", "python-stt")),
  single("unused", node("knip/bin/knip.js")),
  vitest("unit"),
  { ...pytest(), beside: "unit" },
  { ...vitest("real-speech"), beside: "unit" },
  vitest("e2e", ["e2e", "views"]),
];

/** What starts together, in order: a step, and those that run beside it, one after another. Without that step they run by themselves. */
export function startedTogether(
  steps: readonly CheckStep[],
): readonly (readonly [CheckStep, ...CheckStep[]])[] {
  const isAlone = ({ beside }: CheckStep) => steps.every(({ name }) => name !== beside);
  return steps
    .filter(isAlone)
    .map((step) => [step, ...steps.filter(({ beside }) => beside === step.name)] as const);
}

function single(name: string, command: CheckStep["command"], folder: string = ROOT): CheckStep {
  return { name, command, folder, count: (exitCode) => countsOfExit(exitCode) };
}

function vitest(name: string, projects: readonly string[] = [name]): CheckStep {
  const report = join(REPORTS, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return {
    name,
    command: node(
      "vitest/vitest.mjs",
      "run",
      ...projects.flatMap((project) => ["--project", project]),
      ...reporters,
    ),
    folder: ROOT,
    count: (exitCode) => countsOfReport(report, countsOfVitest, exitCode),
  };
}

function pytest(): CheckStep {
  const report = join(REPORTS, "python.xml");
  return {
    name: "python",
    command: [VENV_PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", `--junitxml=${report}`],
    folder: SIDECAR,
    count: (exitCode) => countsOfReport(report, countsOfJunit, exitCode),
  };
}

/** A package's program by its path: npx would add a second to every step and ask the network. */
function node(program: string, ...args: string[]): CheckStep["command"] {
  return [process.execPath, join(ROOT, "node_modules", program), ...args];
}
