import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { benchEngine } from "./bench/engine/engine.ts";
import type { Figure } from "./bench/figure.ts";
import { describeMachine, loadAverage } from "./bench/machine.ts";
import { benchPanel, benchPipeline } from "./bench/pipeline/pipeline.ts";
import { figureTable } from "./bench/table.ts";
import { makeFolder } from "./make-folder.ts";
import { badArguments, readOptions } from "./options.ts";
import { OUT } from "./paths.ts";
import { runScript } from "./run-script.ts";
import { messageOf, ScriptError } from "./script-error.ts";
import { prepare } from "./setup/prepare.ts";
import { print } from "./terminal.ts";

const USAGE = "npm run bench [-- engine|pipeline|panel] [--json FILE]";
const BENCHES: Readonly<Record<string, () => Promise<Figure[]>>> = {
  engine: benchEngine,
  pipeline: benchPipeline,
  panel: benchPanel,
};
/** The panel is a part of the pipeline. */
const WITHOUT_NAMES = ["engine", "pipeline"];

async function main(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(USAGE, () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: "string", default: join(OUT, "bench.json") } },
    }),
  );
  const names = positionals.length === 0 ? WITHOUT_NAMES : positionals;
  const unknown = names.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown !== undefined) throw badArguments(`There is no benchmark "${unknown}".`, USAGE);
  const file = writableFile(values.json);

  await prepare();
  const startedAt = new Date().toISOString();
  const machine = await describeMachine();
  const results: Record<string, readonly Figure[]> = {};
  for (const name of names) results[name] = (await BENCHES[name]?.()) ?? [];

  const seconds = Math.round((Date.now() - Date.parse(startedAt)) / 1000);
  const report = { startedAt, seconds, machine, loadAverageAtEnd: loadAverage(), ...results };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  print(
    `\n${Object.entries(machine)
      .map(([name, value]) => `${name}: ${String(value)}`)
      .join("; ")}`,
  );
  for (const [name, figures] of Object.entries(results)) print(`\n## ${name}\n\n${figureTable(figures)}`);
  print(`\nWritten to ${file}`);
  return 0;
}

/** Found out before minutes of measuring. */
function writableFile(path: string): string {
  const file = resolve(path);
  try {
    makeFolder(dirname(file));
    writeFileSync(file, "{}\n");
    return file;
  } catch (error) {
    throw new ScriptError(
      "unwritable",
      `${file} cannot be written: ${messageOf(error)}`,
      "Give another file by --json, or make this one writable for you.",
      { cause: error },
    );
  }
}

await runScript(main);
