import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Counts, sum, summaryLine } from "../checks/counts.ts";
import { CHECK_STEPS, type CheckStep, REPORTS } from "../checks/steps.ts";
import { badArguments, commandLine, readOptions } from "../runtime/options.ts";
import { OUT, ROOT } from "../runtime/paths.ts";
import { print } from "../runtime/progress.ts";
import { runProgram } from "../runtime/run-program.ts";
import { runScript } from "../runtime/run-script.ts";
import { prepare } from "../setup/prepare.ts";
import { prepareJapaneseFont, prepareOffice, prepareTracer } from "../setup/system-packages.ts";

const COMMAND = commandLine(
  "npm test --",
  "Runs every check and test, and counts them in out/test-results.json.",
).option(
  "--only <names>",
  `only these, separated by commas: ${CHECK_STEPS.map(({ name }) => name).join(", ")}`,
);

async function main(args: string[]): Promise<number> {
  const { options } = readOptions(COMMAND, args);
  const steps = chosenSteps(options.only);
  await prepare("development");
  if (process.platform === "linux") await prepareTracer();
  await prepareJapaneseFont();
  if (steps.some(({ name }) => name === "unit")) await prepareOffice();

  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const results: (Counts & { name: string })[] = [];
  for (const step of steps) results.push({ name: step.name, ...(await run(step)) });

  const total = sum(results);
  writeFileSync(join(OUT, "test-results.json"), `${JSON.stringify({ ...total, steps: results }, null, 2)}\n`);
  print("");
  for (const result of results)
    print(`${result.failed === 0 ? "✓" : "✗"} ${result.name}: ${summaryLine(result)}`);
  print(summaryLine(total));
  return total.failed === 0 ? 0 : 1;
}

function chosenSteps(only: string | undefined): readonly CheckStep[] {
  if (only === undefined) return CHECK_STEPS;
  const names = only.split(",");
  const unknown = names.filter((name) => !CHECK_STEPS.some((step) => step.name === name));
  if (unknown.length === 0) return CHECK_STEPS.filter(({ name }) => names.includes(name));
  const known = CHECK_STEPS.map(({ name }) => name).join(", ");
  throw badArguments(`There is no check "${unknown.join(", ")}"; checks: ${known}.`);
}

async function run({ name, command, folder, count }: CheckStep): Promise<Counts> {
  const [program, ...args] = command;
  print(`\n── ${name}: ${command.map((word) => relative(ROOT, word) || word).join(" ")}`);
  const { exitCode } = await runProgram(program, args, { cwd: folder, isShown: true });
  return count(exitCode);
}

await runScript(main);
