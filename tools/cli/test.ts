import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Counts, sum, summaryLine } from "../checks/counts.ts";
import { CHECK_STEPS, type CheckStep, REPORTS, startedTogether } from "../checks/steps.ts";
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

type Result = Counts & { readonly name: string };

async function main(args: string[]): Promise<number> {
  const { options } = readOptions(COMMAND, args);
  const steps = chosenSteps(options.only);
  await prepare("development");
  if (process.platform === "linux") await prepareTracer();
  await prepareJapaneseFont();
  if (steps.some(({ name }) => name === "unit")) await prepareOffice();

  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const results: Result[] = [];
  for (const group of startedTogether(steps)) results.push(...(await runTogether(group)));

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

/** Runs the others one after another while the first runs; what they print is shown once it has ended. */
async function runTogether([first, ...others]: readonly [CheckStep, ...CheckStep[]]): Promise<Result[]> {
  const pages: string[] = [];
  const runOthers = async (): Promise<Result[]> => {
    const results: Result[] = [];
    for (const step of others) {
      const { output, result } = await run(step, false);
      pages.push(`${headlineOf(step)}\n${output.trimEnd()}`);
      results.push(result);
    }
    return results;
  };
  print(headlineOf(first));
  const [{ result }, results] = await Promise.all([run(first, true), runOthers()]);
  for (const page of pages) print(page);
  return [result, ...results];
}

function headlineOf({ name, command }: CheckStep): string {
  return `\n── ${name}: ${command.map((word) => relative(ROOT, word) || word).join(" ")}`;
}

async function run({ name, command, folder, count }: CheckStep, isShown: boolean) {
  const [program, ...args] = command;
  const { exitCode, output } = await runProgram(program, args, { cwd: folder, isShown });
  return { output, result: { name, ...count(exitCode) } };
}

await runScript(main);
