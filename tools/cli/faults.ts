import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "../faults/inject/faults.ts";
import { type FaultRow, faultRows, faultTable } from "../faults/report.ts";
import {
  allFaults,
  FaultRunner,
  fullSuite,
  type PlannedMeeting,
  type PlayedMeeting,
} from "../faults/runner.ts";
import { SeededRandom } from "../faults/seeded-random.ts";
import type { WordComparison } from "../measure/words.ts";
import { badArguments, commandLine, readOptions } from "../runtime/options.ts";
import { OUT } from "../runtime/paths.ts";
import { print } from "../runtime/progress.ts";
import { runScript } from "../runtime/run-script.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { prepare } from "../setup/prepare.ts";

const COMMAND = commandLine(
  "npm run test:faults --",
  "Plays meetings in which something breaks, and counts what was lost or doubled.",
)
  .option("--seed <number>", "the same moments again; otherwise a new one is taken and printed")
  .option("--rounds <number>", "how often every fault is played", "1")
  .option("--only <faults>", "only these, by their ids and separated by commas")
  .option("--slow-seconds <number>", "for how long a slow sidecar stays slow", "300")
  .option("--json <file>", "where the figures go", join(OUT, "faults.json"));

async function main(args: string[]): Promise<number> {
  const { options } = readOptions(COMMAND, args);
  const seed = wholeNumber(options.seed ?? String(Date.now() % 1_000_000), "--seed");
  const rounds = wholeNumber(options.rounds, "--rounds");
  const faults = chosenFaults(options.only, wholeNumber(options.slowSeconds, "--slow-seconds") * 1000);

  await prepare();
  print(`Seed ${seed}: the same moments again by --seed ${seed}`);
  const startedAt = new Date().toISOString();
  const runner = new FaultRunner(join(OUT, "faults"));
  try {
    const { noise, undisturbed } = await undisturbedRuns(runner);
    const meetings: PlayedMeeting[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const random = new SeededRandom(seed).branch(`round ${round}`);
      for (const meeting of fullSuite(faults, random.branch("order"))) {
        meetings.push(await runner.play(meeting, round, random.branch(meeting.name)));
        report(options.json, {
          seed,
          startedAt,
          rows: faultRows([...undisturbed, ...meetings], noise),
          meetings,
        });
      }
    }
    const rows = faultRows([...undisturbed, ...meetings], noise);
    print(`\n${faultTable(rows)}`);
    print(
      "* follows from the fault: the time to catch up, or from the browser's start to the whole transcript",
    );
    return verdict(rows, seed);
  } finally {
    await runner.close();
  }
}

/** Twice, without any fault: how much two ways through the same audio differ anyway. */
async function undisturbedRuns(
  runner: FaultRunner,
): Promise<{ noise: WordComparison; undisturbed: readonly PlayedMeeting[] }> {
  const meeting: PlannedMeeting = { name: "(undisturbed)", faults: [], isOncePerFault: true };
  const unused = new SeededRandom(0);
  const undisturbed = [await runner.play(meeting, 0, unused), await runner.play(meeting, 0, unused)];
  const words = undisturbed.map(({ result, failure }) => {
    if (result !== null) return result.words;
    throw new ScriptError("session_failed", `Even undisturbed: ${failure ?? "?"}`, "Run npm run doctor.");
  });
  return { noise: worstOf(words), undisturbed };
}

function worstOf(compared: readonly WordComparison[]): WordComparison {
  const worst = (count: (words: WordComparison) => number) => Math.max(...compared.map(count));
  return {
    reference: worst(({ reference }) => reference),
    lost: worst(({ lost }) => lost),
    extra: worst(({ extra }) => extra),
    substituted: worst(({ substituted }) => substituted),
  };
}

function chosenFaults(only: string | undefined, slowMs: number): readonly Fault[] {
  const faults = allFaults(slowMs);
  if (only === undefined) return faults;
  const ids = only.split(",");
  const unknown = ids.filter((id) => faults.every((fault) => fault.id !== id));
  if (unknown.length === 0) return faults.filter(({ id }) => ids.includes(id));
  const known = faults.map(({ id }) => id).join(", ");
  throw badArguments(`There is no fault "${unknown.join(", ")}"; faults: ${known}.`);
}

function wholeNumber(option: string, name: string): number {
  const value = Number(option);
  if (Number.isInteger(value) && value >= 0) return value;
  throw badArguments(`${name} must be a whole number.`);
}

function report(file: string, content: object): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}

function verdict(rows: readonly FaultRow[], seed: number): number {
  const missed = rows
    .map(({ name, misses, late }) => ({ name, found: [...misses, ...late] }))
    .filter(({ found }) => found.length > 0);
  for (const { name, found } of missed) print(`✗ ${name}: ${found.join("; ")}`);
  print(missed.length === 0 ? "✓ Nothing was lost, nothing doubled." : `Again with --seed ${seed}`);
  return missed.length === 0 ? 0 : 1;
}

await runScript(main);
