import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freeBytes, ONE_HOUR_BYTES } from "../../native-host/disk/storage.ts";
import { FRAME_SAMPLES, SAMPLE_RATE } from "../../protocol/audio.ts";
import { DEMO_MODEL } from "../../protocol/models.ts";
import { type SpeechLoop, speechLoops } from "../materials/demo-meeting.ts";
import { describeMachine } from "../measure/machine.ts";
import { badArguments, commandLine, readOptions } from "../runtime/options.ts";
import { OUT } from "../runtime/paths.ts";
import { print } from "../runtime/progress.ts";
import { removeFolder } from "../runtime/remove-folder.ts";
import { runScript } from "../runtime/run-script.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { writableFile } from "../runtime/writable-file.ts";
import { chooseModel } from "../setup/model.ts";
import { prepare } from "../setup/prepare.ts";
import { WEIGHTS, weightsDirectory } from "../setup/weights.ts";
import { type SoakResult, type SoakSample, soakReport, soakTable } from "../soak/report.ts";
import { Soak } from "../soak/soak.ts";

const COMMAND = commandLine(
  "npm run soak --",
  "Feeds hours of speech through host and sidecar and watches what they hold.",
)
  .option("--hours <number>", "hours of audio", "3")
  .option("--speed <factor>", "so many times as fast as it was spoken", "10")
  .option("--model <name|directory>", `demo, ${WEIGHTS.join(", ")}, or a model's directory`, "demo")
  .option("--sample-seconds <number>", "how often the processes are looked at", "5")
  .option("--json <file>", "where the figures go", join(OUT, "soak.json"));

async function main(args: string[]): Promise<number> {
  const { options } = readOptions(COMMAND, args);
  const hours = positive(options.hours, "--hours");
  const speed = positive(options.speed, "--speed");
  const { model } = options;
  const sampleEveryMs = positive(options.sampleSeconds, "--sample-seconds") * 1000;

  await prepare();
  const file = writableFile(options.json, "--json");
  const folder = mkdtempSync(join(tmpdir(), "earshot-soak-"));
  try {
    requireSpace(folder, hours);
    const loops = await speechLoops();
    print(
      `${hours} h of audio at ${speed} × real time into the ${model} model; speech ${share(loops.tab)} tab, ${share(loops.mic)} microphone`,
    );
    // A local model by a name of its own, so that no download is taken for it.
    const chosen = model === DEMO_MODEL ? chooseModel(model) : chooseModel(await weightsDirectory(model));
    const soak = new Soak(
      { model: chosen, hours, speed, sampleEveryMs, folder, onSample: progress(hours) },
      loops,
    );
    const result = await soak.run();
    const { rows, misses } = soakReport(result);
    const machine = await describeMachine();
    const realSpeed = realSpeedOf(result);
    const facts = { model, hours, speed, realSpeed, machine, misses, rows };
    writeFileSync(file, `${JSON.stringify({ ...facts, ...result }, null, 2)}\n`);
    print(`\n${soakTable(rows)}\n${model} model: ${summary(result)}`);
    for (const miss of misses) print(`✗ ${miss}`);
    return misses.length === 0 ? 0 : 1;
  } finally {
    await removeFolder(folder);
  }
}

function summary(result: SoakResult): string {
  const { framesPerSource, journalBytes, finals, drainSeconds, wallSeconds, metrics, samples } = result;
  const journal = `journal ${journalBytes.tab} + ${journalBytes.mic} bytes for ${framesPerSource} frames per source`;
  const audioHours = (audioSecondsOf(result) / 3600).toFixed(1);
  const isFull = samples.filter(({ step }) => step === "full").length;
  const pace = `the engine at its full step in ${isFull} of ${samples.length} samples`;
  return `${journal}; ${finals} finals; ${pace}; ${audioHours} h of audio in ${wallSeconds.toFixed(0)} s (${realSpeedOf(result).toFixed(1)} × real time), of which ${drainSeconds.toFixed(0)} s after the last frame; sidecar restarts ${metrics?.restarts ?? "unknown"}`;
}

function realSpeedOf(result: SoakResult): number {
  return audioSecondsOf(result) / result.wallSeconds;
}

function audioSecondsOf({ framesPerSource }: SoakResult): number {
  return (framesPerSource * FRAME_SAMPLES) / SAMPLE_RATE;
}

/** A line every ten minutes of audio. */
function progress(hours: number): (sample: SoakSample) => void {
  let reported = 0;
  return ({ audioSeconds, wallSeconds, host, sidecar, lagSeconds, finals }) => {
    if (Math.floor(audioSeconds / 600) === reported) return;
    reported = Math.floor(audioSeconds / 600);
    const memory = [host, sidecar]
      .map((process) => ((process?.rssBytes ?? 0) / 1_048_576).toFixed(0))
      .join(" + ");
    print(
      `${reported * 10} of ${hours * 60} min of audio after ${wallSeconds.toFixed(0)} s: ${memory} MiB, lag ${lagSeconds.toFixed(0)} s, ${finals} finals`,
    );
  };
}

function share({ speechShare }: SpeechLoop): string {
  return `${Math.round(speechShare * 100)} %`;
}

function positive(option: string, name: string): number {
  const value = Number(option);
  if (Number.isFinite(value) && value > 0) return value;
  throw badArguments(`${name} must be a number above 0.`);
}

function requireSpace(folder: string, hours: number): void {
  const free = freeBytes(folder);
  const wanted = hours * ONE_HOUR_BYTES * 1.1;
  if (free >= wanted) return;
  throw new ScriptError(
    "unwritable",
    `${folder} has ${Math.round(free / 1e6)} MB free; the journal needs ${Math.round(wanted / 1e6)} MB.`,
    "Set TMPDIR to a folder on a larger disk, or choose fewer --hours.",
  );
}

await runScript(main);
