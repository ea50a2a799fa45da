import { badArguments, commandLine, readOptions } from "../runtime/options.ts";
import { print } from "../runtime/progress.ts";
import { runScript } from "../runtime/run-script.ts";
import { preparePython } from "../setup/python.ts";
import { prepareWeights, WEIGHTS, type Weights } from "../setup/weights.ts";

const COMMAND = commandLine(
  "npm run weights --",
  "Fetches real weights for tests and benchmarks, and prints where they are.",
).argument("[names...]", `of ${WEIGHTS.join(" and ")}; all of them unless some are named`);

/** Fetches real weights for tests and benchmarks, and prints where they are. */
async function main(args: string[]): Promise<number> {
  const [given] = readOptions(COMMAND, args).names;
  const names = given.length === 0 ? WEIGHTS : given.map(checkedName);
  await preparePython("runtime");
  for (const name of names) print(`${name}: ${await prepareWeights(name)}`);
  return 0;
}

function checkedName(name: string): Weights {
  const found = WEIGHTS.find((model) => model === name);
  if (found === undefined) throw badArguments(`No package carries the weights of "${name}".`);
  return found;
}

await runScript(main);
