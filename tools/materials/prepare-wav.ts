import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT, VENV_PYTHON } from "../runtime/paths.ts";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";

/** A file that the browser can play as a tab's sound or hear as its microphone. */
export interface PreparedWav {
  readonly file: string;
  /** Of the sound itself, without the silence at its end. */
  readonly durationMs: number;
}

interface WavOptions {
  /** 2 plays twice as fast. */
  readonly speed?: number;
  /** Silence at the end, in which the last words are finished. */
  readonly padSeconds?: number;
}

const PROGRAM = join(ROOT, "tools/materials/prepare_wav.py");

/** Converts any sound file to 48 kHz mono at `file`. A file without sound is a named error. */
export async function prepareWav(
  source: string,
  file: string,
  options: WavOptions = {},
): Promise<PreparedWav> {
  if (!existsSync(source)) throw unusable("audio_unreadable", source, "no such file");
  mkdirSync(dirname(file), { recursive: true });
  const { exitCode, output } = await runProgram(VENV_PYTHON, [
    PROGRAM,
    `--speed=${options.speed ?? 1}`,
    `--pad-seconds=${options.padSeconds ?? 2}`,
    source,
    file,
  ]);
  const answer = answerOf(output);
  if (exitCode === 0 && answer?.durationMs !== undefined) return { file, durationMs: answer.durationMs };
  if (answer?.error === "audio_empty") throw unusable("audio_empty", source, answer.message);
  throw unusable("audio_unreadable", source, answer?.message ?? lastLines(output, 1));
}

interface Answer {
  readonly durationMs?: number;
  readonly error?: string;
  readonly message?: string;
}

/** The program's line of JSON; null when it ended without one. */
function answerOf(output: string): Answer | null {
  const line = output.split("\n").findLast((candidate) => candidate.startsWith("{"));
  return line === undefined ? null : (JSON.parse(line) as Answer);
}

function unusable(code: "audio_unreadable" | "audio_empty", source: string, why = "it cannot be decoded") {
  return new ScriptError(
    code,
    `${source} cannot be used as sound: ${why}.`,
    "Give a sound file (any WAV, FLAC, Opus, MP3 …); `ffprobe FILE` shows what it holds.",
  );
}
