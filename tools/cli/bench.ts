import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../install/install-error.ts";
import { ENGINE_PARTS } from "../bench/engine/engine.ts";
import { EXPORT_PARTS } from "../bench/exports/exports.ts";
import { measureDemoMeeting } from "../bench/pipeline/starts.ts";
import { measureStreaming } from "../bench/pipeline/streaming.ts";
import { benchReal } from "../bench/real/real.ts";
import { measureHistory } from "../bench/views/history.ts";
import { measureViewLoad } from "../bench/views/load.ts";
import { measurePageScript } from "../bench/views/page-script.ts";
import { measurePanel } from "../bench/views/panel.ts";
import { measureStoredSearch } from "../bench/views/stored-search.ts";
import { VOICE_PARTS } from "../bench/voices/voices.ts";
import { type Figure, figureTable } from "../measure/figure.ts";
import { describeMachine, loadAverage, type Machine } from "../measure/machine.ts";
import { badArguments, commandLine, readOptions } from "../runtime/options.ts";
import { OUT } from "../runtime/paths.ts";
import { print, step } from "../runtime/progress.ts";
import { runScript } from "../runtime/run-script.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { writableFile } from "../runtime/writable-file.ts";
import { prepare } from "../setup/prepare.ts";
import { preparePython } from "../setup/python.ts";

type Part = () => Promise<readonly Figure[]>;
type Parts = Readonly<Record<string, Part>>;

/** One part after the other, each pipeline's in a browser of its own: two measurements at once would measure each other. */
const BENCHES: Readonly<Record<string, Parts>> = {
  engine: ENGINE_PARTS,
  exports: EXPORT_PARTS,
  voices: VOICE_PARTS,
  // The way from the sound to the page: real browser, extension and host.
  pipeline: { streaming: measureStreaming, demo: measureDemoMeeting },
  // A thousand stored meetings in a real browser.
  history: { history: measureHistory, "stored-search": measureStoredSearch },
  // A meeting of 20,000 lines in the side panel.
  panel: { panel: measurePanel },
  // Each view while captions run.
  views: { load: measureViewLoad },
  // Our script in a meeting's page with 50 tiles.
  page: { page: measurePageScript },
};
const ALL_PARTS: Parts = Object.assign({}, ...Object.values(BENCHES)) as Parts;

const COMMAND = commandLine(
  "npm run bench --",
  "Measures what engine, exports, voices, pipeline, history, panel and views cost, beside their goals.",
)
  .argument("[benches...]", `of ${Object.keys(BENCHES).join(", ")}; all unless one is named`)
  .option("--only <parts>", `parts, separated by commas: ${Object.keys(ALL_PARTS).join(", ")}`)
  .option(
    "--json <file>",
    "where the figures go; a report for people lies beside it",
    join(OUT, "bench.json"),
  )
  .addHelpText(
    "after",
    `
A benchmark with options of its own, which --help after its name describes:
  real  the real sidecar with real weights on human speech, and others beside it: words, delays, cost`,
  );

async function main(args: string[]): Promise<number> {
  const [first, ...others] = args;
  if (first === "real") return benchReal(others);
  const {
    options,
    names: [benches],
  } = readOptions(COMMAND, args);
  const parts = chosenParts(benches, options.only);
  const file = writableFile(options.json, "--json");

  // These need neither browser nor build.
  const alone = { ...ENGINE_PARTS, ...EXPORT_PARTS, ...VOICE_PARTS };
  if (parts.every(([name]) => name in alone)) await step("Python", () => preparePython("runtime"));
  else await prepare();
  const startedAt = new Date().toISOString();
  const machine = await describeMachine();
  const { figures, failures } = await measure(parts);
  const seconds = Math.round((Date.now() - Date.parse(startedAt)) / 1000);
  const report = { startedAt, seconds, machine, loadAverageAtEnd: loadAverage(), figures, failures };
  const markdown = markdownOf(report);
  const markdownFile = file.replace(/(?:\.json)?$/u, ".md");
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(markdownFile, markdown);
  print(`\n${markdown}\nWritten to ${file}\nWritten to ${markdownFile}`);
  return Object.keys(failures).length > 0 ? 1 : 0;
}

function chosenParts(benches: readonly string[], only: string | undefined): (readonly [string, Part])[] {
  const unknown = benches.find((name) => BENCHES[name] === undefined);
  if (unknown !== undefined) throw badArguments(`There is no benchmark "${unknown}".`);
  if (only !== undefined) return only.split(",").map((name) => [name, partOf(name)]);
  const chosen = benches.length === 0 ? Object.keys(BENCHES) : benches;
  return chosen.flatMap((name) => Object.entries(BENCHES[name] ?? {}));
}

function partOf(name: string): Part {
  const part = ALL_PARTS[name];
  if (part === undefined) throw badArguments(`No benchmark has a part "${name}".`);
  return part;
}

interface Measured {
  /** By part. */
  readonly figures: Readonly<Record<string, readonly Figure[]>>;
  /** Parts that could not be measured, and why. */
  readonly failures: Readonly<Record<string, string>>;
}

/** One that fails does not keep the others from being measured. */
async function measure(parts: readonly (readonly [string, Part])[]): Promise<Measured> {
  const figures: Record<string, readonly Figure[]> = {};
  const failures: Record<string, string> = {};
  for (const [name, part] of parts) {
    try {
      figures[name] = await step(name, part, ({ length }) => `${length} figures`);
    } catch (error) {
      failures[name] = error instanceof ScriptError ? `${error.message} ${error.remedy}` : messageOf(error);
      print(`  ${failures[name]}`);
    }
  }
  return { figures, failures };
}

interface BenchReport extends Measured {
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: Machine;
}

/** The report for people. */
function markdownOf({ startedAt, seconds, machine, figures, failures }: BenchReport): string {
  return [
    `# Benchmark of ${startedAt}, ${seconds} s`,
    Object.entries(machine)
      .map(([name, value]) => `${name}: ${String(value)}`)
      .join("; "),
    ...Object.entries(figures).flatMap(([part, found]) => [`## ${part}`, figureTable(found)]),
    ...Object.entries(failures).map(([part, why]) => `Not measured: ${part}. ${why}`),
    "",
  ].join("\n\n");
}

await runScript(main);
