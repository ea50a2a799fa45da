import { parseArgs } from "node:util";
import { badArguments, readOptions } from "../runtime/options.ts";
import { runScript } from "../runtime/run-script.ts";
import { print } from "../runtime/terminal.ts";
import { preparePython } from "../setup/virtual-environment.ts";
import { prepareWeights, WEIGHTS, type Weights } from "../setup/weights.ts";

const USAGE = `npm run weights [-- ${WEIGHTS.join(" ")}]`;

/** Fetches real weights for tests and benchmarks, and prints where they are. */
async function main(args: string[]): Promise<number> {
  const { positionals } = readOptions(USAGE, () => parseArgs({ args, allowPositionals: true }));
  const names = positionals.length === 0 ? WEIGHTS : positionals.map(checkedName);
  await preparePython("runtime");
  for (const name of names) print(`${name}: ${await prepareWeights(name)}`);
  return 0;
}

function checkedName(name: string): Weights {
  const found = WEIGHTS.find((model) => model === name);
  if (found === undefined) throw badArguments(`No package carries the weights of "${name}".`, USAGE);
  return found;
}

await runScript(main);
