import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "../../../protocol/zod.ts";
import { type Figure, figure } from "../../measure/figure.ts";
import { OUT, SIDECAR, VENV_PYTHON } from "../../runtime/paths.ts";
import { step } from "../../runtime/progress.ts";
import { lastLines, runProgram } from "../../runtime/run-program.ts";
import { ScriptError } from "../../runtime/script-error.ts";
import { corpusFolders } from "../real/corpus.ts";

/** How well voices are told apart within the tab, and what that costs. */
export const VOICE_PARTS = { voices: measureVoices } as const;

const PROGRAM = join(import.meta.dirname, "voices.py");
const FILE = join(OUT, "bench-voices.json");
const MOST_MINUTES = 20;

const results = z.array(
  z.object({
    name: z.string(),
    /** Null for a recorded meeting. */
    planned_voices: z.nullable(z.number()),
    right_seconds: z.number(),
    wrong_seconds: z.number(),
    unknown_seconds: z.number(),
    /** Of others than who speaks most, within lines of several. */
    shared_seconds: z.number(),
    audio_seconds: z.number(),
    cpu_seconds: z.number(),
  }),
);
type Result = z.infer<typeof results>[number];

async function measureVoices(): Promise<Figure[]> {
  mkdirSync(OUT, { recursive: true });
  const corpora = corpusFolders().flatMap((folder) => ["--corpus", folder]);
  const { exitCode, output } = await step("meetings of 2 to 8 voices", () =>
    runProgram(VENV_PYTHON, [PROGRAM, ...corpora, "--out", FILE], {
      env: { PYTHONPATH: join(SIDECAR, "src"), OMP_NUM_THREADS: "1" },
      timeoutMs: MOST_MINUTES * 60_000,
    }),
  );
  if (exitCode !== 0)
    throw new ScriptError("session_failed", lastLines(output, 3), "Run npm run bench -- voices again.");
  const all = results.parse(JSON.parse(readFileSync(FILE, "utf8")));
  const planned = all.filter((result) => result.planned_voices !== null);
  const counts = [...new Set(planned.map((result) => result.planned_voices))];
  return [
    ...figuresOf("2 to 8 voices", planned, { isGoal: true }),
    ...counts.flatMap((voices) =>
      figuresOf(
        `${voices} voices`,
        planned.filter((result) => result.planned_voices === voices),
      ),
    ),
    ...figuresOf(
      "recorded meetings",
      all.filter((result) => result.planned_voices === null),
    ),
    figure("voices: CPU per meeting minute", cpuOf(all), "CPU s/min", 1),
  ];
}

/** Shares of the seconds of speech. */
function figuresOf(name: string, of: readonly Result[], { isGoal = false } = {}): Figure[] {
  const right = sum(of, "right_seconds");
  const wrong = sum(of, "wrong_seconds");
  const unknown = sum(of, "unknown_seconds");
  const share = (seconds: number) => {
    const all = right + wrong + unknown;
    return all === 0 ? null : (100 * seconds) / all;
  };
  return [
    figure(`${name}: speaker right`, share(right), "%"),
    figure(`${name}: speaker wrong`, share(wrong), "%", isGoal ? 1 : undefined),
    figure(`${name}: speaker unknown`, share(unknown), "%", isGoal ? 5 : undefined),
    figure(`${name}: second speaker of a line`, share(sum(of, "shared_seconds")), "%"),
  ];
}

function cpuOf(of: readonly Result[]): number | null {
  const minutes = sum(of, "audio_seconds") / 60;
  return minutes === 0 ? null : sum(of, "cpu_seconds") / minutes;
}

function sum(of: readonly Result[], name: Exclude<keyof Result, "name" | "planned_voices">): number {
  return of.reduce((total, result) => total + result[name], 0);
}
