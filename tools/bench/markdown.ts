import type { Figure } from "../measure/figure.ts";
import type { Machine } from "../measure/machine.ts";
import { figureTable } from "../measure/table.ts";
import { textTable } from "../measure/text-table.ts";
import type { EngineReport } from "./engine/engine.ts";
import { type TargetRow, targetTable } from "./engine/target-rows.ts";

/** Everything of one run of the benchmark, as `out/bench.json` has it. */
export interface BenchReport {
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: Machine;
  readonly loadAverageAtEnd: readonly number[];
  readonly engine: EngineReport | null;
  readonly pipeline: readonly Figure[] | null;
  readonly panel: readonly Figure[] | null;
}

/** The report for people. */
export function markdownOf({ startedAt, seconds, machine, engine, pipeline, panel }: BenchReport): string {
  const facts = Object.entries(machine).map(([name, value]) => `${name}: ${String(value)}`);
  return [
    `# Benchmark of ${startedAt}, ${seconds} s`,
    facts.join("; "),
    ...(engine === null ? [] : engineSections(engine)),
    ...(pipeline === null ? [] : ["## Pipeline", figureTable(pipeline)]),
    ...(panel === null ? [] : ["## Panel", figureTable(panel)]),
    "",
  ].join("\n\n");
}

function engineSections({ scale, targets, figures, failures }: EngineReport): string[] {
  const scaleNote =
    scale === "full"
      ? []
      : ["A quick run: shorter meetings than the targets name, so a first impression only."];
  return [
    "## Engine: targets",
    ...scaleNote,
    ...targetSections(targets),
    ...Object.entries(failures).map(([part, why]) => `Not measured: ${part}. ${why}`),
    ...Object.entries(figures).flatMap(([part, found]) => [`## Engine: ${part}`, figureTable(found)]),
  ];
}

function targetSections(targets: readonly TargetRow[]): string[] {
  const measured = targets.filter(({ isMet }) => isMet !== null);
  const others = targets.filter(({ isMet }) => isMet === null).map(({ line }) => line);
  return [
    ...(measured.length === 0 ? [] : [textTable(targetTable(measured))]),
    ...(others.length === 0 ? [] : [`Not in this run: ${others.join("; ")}.`]),
  ];
}
