import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AUDIO_SOURCES } from "../../../../protocol/audio.ts";
import type { Arrival } from "../../../driver/sidecar/caption-engine.ts";
import { ROOT, STATE, VENV_PYTHON } from "../../../runtime/paths.ts";
import { lastLines, runProgram } from "../../../runtime/run-program.ts";
import { ScriptError } from "../../../runtime/script-error.ts";
import type { SpeechMeeting } from "../corpus.ts";

const PROGRAM = join(import.meta.dirname, "virtual_time.py");
const FOLDER = join(STATE, "bench");

interface VirtualChoice {
  readonly meeting: SpeechMeeting;
  readonly modelDirectory: string;
  readonly language: string;
  readonly switches?: readonly string[];
}

/** A meeting on a clock that only its decodes move, so that a busy machine delays nothing (`virtual_time.py`). */
export async function virtualRun({ meeting, modelDirectory, language, switches = [] }: VirtualChoice) {
  mkdirSync(FOLDER, { recursive: true });
  const out = join(FOLDER, `virtual-${meeting.name}.json`);
  const kept = join(FOLDER, "kept-decodes.db");
  const sounds = AUDIO_SOURCES.map((source) => meeting.sounds[source]);
  const given = ["--model", modelDirectory, "--language", language, "--kept", kept, "--out", out];
  const words = [PROGRAM, ...given, ...sounds, ...switches];
  const env = { PYTHONPATH: join(ROOT, "python-stt/src"), OMP_NUM_THREADS: "1" };
  const { exitCode, output } = await runProgram(VENV_PYTHON, words, { env });
  if (exitCode !== 0) {
    throw new ScriptError(
      "session_failed",
      `virtual_time.py failed: ${lastLines(output, 1)}`,
      `Run it by hand: ${[VENV_PYTHON, ...words].join(" ")}`,
    );
  }
  const run = JSON.parse(readFileSync(out, "utf8")) as { arrivals: Arrival[]; cpuSeconds: number };
  return { ...run, peakMegabytes: null };
}
