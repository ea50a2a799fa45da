import { spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { AUDIO_SOURCES, type AudioSource, samplesToMs } from "../../../protocol/audio.ts";
import { type Arrival } from "../../driver/sidecar/caption-engine.ts";
import { sidecarEngine } from "../../driver/sidecar/sidecar-engine.ts";
import { type Figure, figure } from "../../measure/figure.ts";
import { compareWords, spokenWords } from "../../measure/words.ts";
import { step } from "../../runtime/progress.ts";
import { runProgram } from "../../runtime/run-program.ts";
import { ScriptError } from "../../runtime/script-error.ts";
import { prepareWeights } from "../../setup/weights.ts";
import { type Run, type RunOptions, runEngine } from "../feed.ts";
import { speechTracks } from "../real/corpus.ts";

const FRAMES = 1500;
const FROM_MS = 45_000;
const FOR_MS = 60_000;
const TO_MS = FROM_MS + FOR_MS;
/** A machine that has other work, too, is late without being starved. */
const GRACE_MS = 150_000;
/** The newest words are never later on a machine that keeps up, finals after a long pause included. */
const BOUND_MS = 3000;

/** A minute on a third of one core, in the middle of a meeting of human speech, beside the same meeting undisturbed. */
export async function measureStarvation(): Promise<Figure[]> {
  const { tab, mic } = await speechTracks();
  const open = sidecarEngine({ modelDirectory: await prepareWeights("base") });
  const tracks = { tab: repeated(tab), mic: repeated(mic) };
  const observe = (title: string, disturbance?: RunOptions["disturbance"]): Promise<Run> =>
    step(
      title,
      () =>
        runEngine(open, tracks, {
          pace: "real-time",
          graceMs: GRACE_MS,
          ...(disturbance && { disturbance }),
        }),
      ({ arrivals }) => `${arrivals.length} captions and revisions`,
    );
  const undisturbed = await observe("base, not starved");
  const run = await observe("base, starved", {
    atMs: FROM_MS,
    begin: (processId) => starve(processId, FOR_MS),
  });
  const lags = newestLags(run.arrivals);
  const lastLate = lags.findLast(({ atMs, lagMs }) => atMs >= TO_MS && lagMs > BOUND_MS);
  const starved = lags.filter(({ atMs }) => atMs >= FROM_MS && atMs <= TO_MS);
  const lost = AUDIO_SOURCES.map(
    (source) => compareWords(wordsOf(undisturbed, source), wordsOf(run, source)).lost,
  );
  const recoverySeconds = ((lastLate?.atMs ?? TO_MS) - TO_MS) / 1000;
  return [
    figure(`starved: newest words at most ${BOUND_MS / 1000} s late again after`, recoverySeconds, "s", 30),
    figure("starved: largest lag meanwhile", Math.max(0, ...starved.map(({ lagMs }) => lagMs)), "ms"),
    figure("starved: CPU meanwhile", cpuShare(run.usage), "% of one core"),
    figure("starved: words lost", (lost[0] ?? 0) + (lost[1] ?? 0), "words", 0),
    figure("starved: steps of the ladder used", run.steps.size, "steps"),
    figure("starved: sound without words or verdict at the end", uncoveredMs(run), "ms", 0),
  ];
}

function repeated(frames: readonly Buffer[]): Buffer[] {
  return Array.from({ length: FRAMES }, (_, index) => frames[index % frames.length] ?? Buffer.alloc(0));
}

/** How late each message came that reported speech which no earlier one of its source had reached. */
export function newestLags(
  arrivals: readonly Arrival[],
): { readonly atMs: number; readonly lagMs: number }[] {
  const reachedMs: Record<AudioSource, number> = { tab: 0, mic: 0 };
  return arrivals.flatMap(({ source, text, endMs, atMs }) => {
    if (text.trim() === "" || endMs <= reachedMs[source]) return [];
    reachedMs[source] = endMs;
    return [{ atMs, lagMs: atMs - endMs }];
  });
}

function wordsOf({ arrivals }: Run, source: AudioSource): string[] {
  const last = new Map(
    arrivals.filter((arrival) => arrival.source === source).map((arrival) => [arrival.caption, arrival]),
  );
  return [...last.values()]
    .toSorted((a, b) => a.startMs - b.startMs)
    .flatMap(({ text }) => spokenWords(text));
}

function uncoveredMs({ coverage }: Run): number | null {
  if (coverage === null) return null;
  return AUDIO_SOURCES.reduce((total, source) => {
    const { received, no_speech, final } = coverage[source];
    return total + samplesToMs(received - no_speech - final);
  }, 0);
}

function cpuShare(usage: Run["usage"]): number | null {
  const during = usage.filter(({ atMs }) => atMs >= FROM_MS && atMs <= TO_MS);
  const first = during[0];
  const last = during.at(-1);
  if (first === undefined || last === undefined || last.atMs === first.atMs) return null;
  return ((last.cpuSeconds - first.cpuSeconds) * 100_000) / (last.atMs - first.atMs);
}

const CORE = "0";
const BUSY_LOOPS = 2;
/** Two busy loops beside the engine on one core leave it a third; at its own niceness, or it would get more or less. */
const BUSY_LOOP = "while :; do :; done";

/** Leaves a process a third of one core for so long, then all it had. Linux only. */
async function starve(processId: number, forMs: number): Promise<void> {
  const allowed = (await outputOf("taskset", ["-cp", `${processId}`])).trim().split(": ").at(-1) ?? CORE;
  const niceness = (await outputOf("ps", ["-o", "ni=", "-p", `${processId}`])).trim();
  const setAffinity = (cores: string) => outputOf("taskset", ["-acp", cores, `${processId}`]);
  await setAffinity(CORE);
  const loops = Array.from({ length: BUSY_LOOPS }, () =>
    spawn("taskset", ["-c", CORE, "nice", "-n", niceness, "sh", "-c", BUSY_LOOP], { stdio: "ignore" }),
  );
  try {
    await setTimeout(forMs);
  } finally {
    for (const loop of loops) loop.kill("SIGKILL");
    await setAffinity(allowed);
  }
}

async function outputOf(program: string, args: readonly string[]): Promise<string> {
  const { exitCode, output } = await runProgram(program, args);
  if (exitCode === 0) return output;
  throw new ScriptError(
    "missing_part",
    `${program} failed: ${output.trim()}`,
    "Run it on Linux, with util-linux.",
  );
}
