import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
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
import { badArguments, commandLine, readOptions } from "../runtime/options.ts";
import { OUT } from "../runtime/paths.ts";
import { step } from "../runtime/progress.ts";
import { runScript } from "../runtime/run-script.ts";
import { messageOf, ScriptError } from "../runtime/script-error.ts";
import { print } from "../runtime/terminal.ts";
import { prepare } from "../setup/prepare.ts";
import { preparePython } from "../setup/virtual-environment.ts";

const BENCHES = ["engine", "pipeline", "panel"];
/** The panel is a part of the pipeline. */
const DEFAULT_BENCHES = ["engine", "pipeline"];
const MODELS = ["demo", "tiny", "base", "small"] as const;

const COMMAND = commandLine(
  "npm run bench --",
  "Measures engine and pipeline on synthetic meetings, beside their targets.",
)
  .argument("[benches...]", `of ${BENCHES.join(", ")} (default: ${DEFAULT_BENCHES.join(" and ")})`)
  .option("--full", "everything that the target table names, in about an hour and a half", false)
  .option("--only <parts>", `parts of the engine's, separated by commas: ${PART_NAMES.join(", ")}`)
  .option(
    "--json <file>",
    "where the figures go; a report for people lies beside it",
    join(OUT, "bench.json"),
  )
  .addHelpText(
    "after",
    `
Benchmarks with options of their own, which --help behind their name describes:
  real    the real sidecar with real weights on human speech
  rivals  other captioners as they ship, beside Earshot
  score   what any engine said of a synthetic meeting`,
  );
const SCORE = commandLine(
  "npm run bench -- score",
  "Scores what any engine said of a synthetic meeting, and when.",
)
  .option("--meeting <directory>", "a folder as .earshot/bench/meeting-120 (needed)")
  .option("--arrivals <file>", "one JSON value for each message, as in out/bench/*.jsonl (needed)")
  .option("--model <size>", `compares with the single pass of these weights: ${MODELS.join(", ")}`);

async function main(args: string[]): Promise<number> {
  const [first, ...others] = args;
  if (first === "real") return benchReal(others);
  if (first === "rivals") return benchRivals(others);
  if (first === "score") return score(others);
  const {
    options,
    names: [benches],
  } = readOptions(COMMAND, args);
  // Parts are of the engine's.
  const named = options.only === undefined ? DEFAULT_BENCHES : ["engine"];
  const names = benches.length === 0 ? named : benches;
  const unknown = names.find((name) => !BENCHES.includes(name));
  if (unknown !== undefined) throw badArguments(`There is no benchmark "${unknown}".`);
  const only = options.only === undefined ? null : partsOf(options.only);
  const file = writableFile(options.json);

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
    ? await benchEngine({ scale: options.full ? "full" : "quick", only })
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
    throw badArguments(`The engine's benchmark has no part "${name}".`);
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

async function score(args: readonly string[]): Promise<number> {
  const { meeting, arrivals, model } = readOptions(SCORE, args).options;
  if (meeting === undefined || arrivals === undefined) {
    throw badArguments("score needs --meeting and --arrivals.");
  }
  print(figureTable(await scoreArrivals({ meeting, arrivals, model: modelOf(model) })));
  return 0;
}

function modelOf(name: string | undefined): ModelSize | null {
  if (name === undefined) return null;
  const found = MODELS.find((model) => model === name);
  if (found === undefined) throw badArguments(`There is no model "${name}" for a single pass.`);
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
