import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MUTATIONS, type Mutation } from "../checks/mutations.ts";
import { badArguments, commandLine, readOptions } from "../runtime/options.ts";
import { ROOT, SIDECAR, VENV_PYTHON } from "../runtime/paths.ts";
import { print } from "../runtime/progress.ts";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { runScript } from "../runtime/run-script.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { preparePython } from "../setup/python.ts";

const COMMAND = commandLine(
  "npm run mutation --",
  "Makes one line of the product wrong for each requirement, and sees whether its test fails. For once a week: it takes minutes, " +
    "and changes files of the checkout while it runs.",
).option("--only <ids>", "only these requirements, separated by commas");

async function main(args: string[]): Promise<number> {
  const { only } = readOptions(COMMAND, args).options;
  const ids = only === undefined ? Object.keys(MUTATIONS) : only.split(",");
  const chosen = ids.map((id) => [id, mutationOf(id)] as const);
  await preparePython("development");
  let survived = 0;
  for (const test of new Set(chosen.map(([, { test: file }]) => file))) await requirePassing(test);
  for (const [id, mutation] of chosen) {
    const isKilled = await isFoundBy(mutation);
    if (!isKilled) survived += 1;
    print(`${isKilled ? "✓ killed  " : "✗ survived"} ${id.padEnd(6)} ${mutation.file}, by ${mutation.test}`);
  }
  print(`\n${chosen.length - survived} of ${chosen.length} killed.`);
  return survived === 0 ? 0 : 1;
}

function mutationOf(id: string): Mutation {
  const found = MUTATIONS[id];
  if (found === undefined) throw badArguments(`There is no mutation for "${id}".`);
  return found;
}

/** A test that fails anyway would find every defect. */
async function requirePassing(test: string): Promise<void> {
  const { exitCode, output } = await runTest(test);
  if (exitCode === 0) return;
  throw new ScriptError(
    "session_failed",
    `${test} fails without any defect:\n${lastLines(output)}`,
    "Make it pass by itself first: npm test.",
  );
}

/** Puts the defect in, runs the test, and takes the defect out again, also when this program is interrupted. */
async function isFoundBy({ file, text, replacement, test }: Mutation): Promise<boolean> {
  const path = join(ROOT, file);
  const right = readFileSync(path, "utf8");
  if (right.split(text).length !== 2) throw badArguments(`"${text}" does not stand in ${file} exactly once.`);
  const restore = (): void => writeFileSync(path, right);
  const interrupted = (): void => {
    restore();
    process.exit(130);
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    writeFileSync(
      path,
      right.replace(text, () => replacement),
    );
    const { exitCode } = await runTest(test);
    return exitCode !== 0;
  } finally {
    restore();
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  }
}

function runTest(test: string): ReturnType<typeof runProgram> {
  if (test.endsWith(".py")) {
    const pytest = ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", join(ROOT, test)];
    return runProgram(VENV_PYTHON, pytest, { cwd: SIDECAR });
  }
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  // Whichever project of vitest.config.ts has it.
  return runProgram(process.execPath, [vitest, "run", "--bail", "1", test], { cwd: ROOT });
}

await runScript(main);
