import type { Unit } from "../../measure/figure.ts";
import type { PartName } from "./parts/parts.ts";

/** One promise of the engine, and the figure that tells whether it is kept. */
export interface Target {
  /** The line of the table. */
  readonly line: string;
  /** `soak` is a run of its own. */
  readonly part: PartName | "soak";
  readonly figure: string;
  readonly unit: Unit;
  readonly bound: { readonly atMost: number } | { readonly atLeast: number };
}

export const TARGETS: readonly Target[] = [
  ...spreadTargets("first partial after the first word's end", "first partial", 700, 1200),
  ...spreadTargets("word first seen", "word first seen", 800, 1500),
  ...spreadTargets("word stable", "word stable", 1800, 3000),
  atMost("stable words ever changed", "meeting-base", "stable words changed", "share", 0.02),
  ...spreadTargets("end of speech to final", "end of speech to final", 800, 1300),
  atMost("CPU for a two-source meeting, base", "meeting-base", "CPU per meeting minute", "CPU s/min", 17),
  atMost("CPU with both silent", "silent", "CPU per meeting minute", "CPU s/min", 0.6),
  atLeast("recall against a single pass", "recall against the single pass"),
  atLeast("precision against a single pass", "precision against the single pass"),
  atMost(
    "words lost at edges that the single pass has",
    "meeting-base",
    "words lost at edges against the single pass",
    "words",
    0,
  ),
  atMost("words in silence, noise, music, typing", "nothing", "words shown at any moment", "words", 0),
  atMost("normalised erasure", "meeting-base", "normalised erasure", "share", 0.3),
  atMost("finals that change", "meeting-base", "changed finals", "captions", 0),
  atMost("memory, base", "meeting-base", "peak memory", "MB", 350),
  atMost("memory slope over 3 h", "soak", "memory slope", "MB/h", 5),
  atMost("two minutes at full speed, tiny", "at-once", "seconds for two minutes of two sources", "s", 4),
  atMost("lag below 2 s after 60 s of starvation", "starved", "recovery after starvation", "s", 30),
  atMost("words lost to starvation", "starved", "words lost to starvation", "words", 0),
];

function spreadTargets(line: string, figure: string, p50: number, p95: number): Target[] {
  return [
    atMost(`${line}, p50`, "meeting-base", `${figure}, p50`, "ms", p50),
    atMost(`${line}, p95`, "meeting-base", `${figure}, p95`, "ms", p95),
  ];
}

function atMost(line: string, part: Target["part"], figure: string, unit: Unit, bound: number): Target {
  return { line, part, figure: `earshot: ${figure}`, unit, bound: { atMost: bound } };
}

function atLeast(line: string, figure: string): Target {
  return {
    line,
    part: "meeting-base",
    figure: `earshot: ${figure}`,
    unit: "share",
    bound: { atLeast: 0.99 },
  };
}
