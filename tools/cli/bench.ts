import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { makeFolder } from "../../native-host/runtime/make-folder.ts";
import { benchEngine, type EngineReport } from "../bench/engine/engine.ts";
import { isPartName, PART_NAMES } from "../bench/engine/parts/parts.ts";
import { scoreArrivals } from "../bench/engine/score.ts";
import { type BenchReport, markdownOf } from "../bench/markdown.ts";
import { benchPanel, benchPipeline } from "../bench/pipeline/pipeline.ts";
import { benchReal } from "../bench/real/real.ts";
import { benchRivals } from "../bench/rivals/rivals.ts";
import type { ModelSize } from "../materials/materials.ts";
import { describeMachine, loadAverage } from "../measure/machine.ts";
import { figureTable } from "../measure/table.ts";
import { badArguments, readOptions } from "../runtime/options.ts";
import { OUT } from "../runtime/paths.ts";
import { step } from "../runtime/progress.ts";
import { runScript } from "../runtime/run-script.ts";
import { messageOf, ScriptError } from "../runtime/script-error.ts";
import { print } from "../runtime/terminal.ts";
import { prepare } from "../setup/prepare.ts";
import { preparePython } from "../setup/virtual-environment.ts";

const USAGE = `npm run bench [-- engine|pipeline|panel] [--full] [--only ${PART_NAMES.join("|")}[,…]] [--json FILE], or -- real …, -- rivals …, or -- score --meeting DIR --arrivals FILE [--model demo|tiny|base|small]`;
const BENCHES = ["engine", "pipeline", "panel"];
/** The panel is a part of the pipeline. */
const DEFAULT_BENCHES = ["engine", "pipeline"];
const MODELS = ["demo", "tiny", "base", "small"] as const;

async function main(args: string[]): Promise<number> {
  if (args[0] === "real") return benchReal(args.slice(1));
  if (args[0] === "rivals") return benchRivals(args.slice(1));
  const { values, positionals } = readOptions(USAGE, () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: "string", default: join(OUT, "bench.json") },
        full: { type: "boolean", default: false },
        only: { type: "string" },
        meeting: { type: "string" },
        arrivals: { type: "string" },
        model: { type: "string" },
      },
    }),
  );
  if (positionals[0] === "score") return score(values);
  // Parts are of the engine's.
  const named = values.only === undefined ? DEFAULT_BENCHES : ["engine"];
  const names = positionals.length === 0 ? named : positionals;
  const unknown = names.find((name) => !BENCHES.includes(name));
  if (unknown !== undefined) throw badArguments(`There is no benchmark "${unknown}".`, USAGE);
  const only = values.only === undefined ? null : partsOf(values.only);
  const file = writableFile(values.json);

  // The engine needs neither browser nor build.
  if (names.some((name) => name !== "engine")) await prepare();
  else
    await step(
      "Python",
      () => preparePython("runtime"),
      (outcome) => outcome,
    );
  const startedAt = new Date().toISOString();
  const machine = await describeMachine();
  const engine = names.includes("engine")
    ? await benchEngine({ scale: values.full ? "full" : "quick", only })
    : null;
  const pipeline = names.includes("pipeline") ? await benchPipeline() : null;
  const panel = names.includes("panel") ? await benchPanel() : null;
  const seconds = Math.round((Date.now() - Date.parse(startedAt)) / 1000);
  const report = { startedAt, seconds, machine, loadAverageAtEnd: loadAverage(), engine, pipeline, panel };
  writeReport(file, report);
  return failed(engine) ? 1 : 0;
}

function partsOf(only: string) {
  return only.split(",").map((name) => {
    if (isPartName(name)) return name;
    throw badArguments(`The engine's benchmark has no part "${name}".`, USAGE);
  });
}

function writeReport(file: string, report: BenchReport): void {
  const markdown = markdownOf(report);
  const markdownFile = file.replace(/(?:\.json)?$/u, ".md");
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(markdownFile, markdown);
  print(`\n${markdown}`);
  for (const written of [file, markdownFile]) print(`Written to ${written}`);
}

function failed(engine: EngineReport | null): boolean {
  return engine !== null && Object.keys(engine.failures).length > 0;
}

interface ScoreValues {
  readonly meeting?: string | undefined;
  readonly arrivals?: string | undefined;
  readonly model?: string | undefined;
}

async function score({ meeting, arrivals, model }: ScoreValues): Promise<number> {
  if (meeting === undefined || arrivals === undefined) {
    throw badArguments("score needs --meeting and --arrivals.", USAGE);
  }
  print(figureTable(await scoreArrivals({ meeting, arrivals, model: modelOf(model) })));
  return 0;
}

function modelOf(name: string | undefined): ModelSize | null {
  if (name === undefined) return null;
  const found = MODELS.find((model) => model === name);
  if (found === undefined) throw badArguments(`There is no model "${name}" for a single pass.`, USAGE);
  return found;
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
