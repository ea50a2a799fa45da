import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { FRAME_BYTES } from "../../../protocol/audio.ts";
import { STATE, VENV_PYTHON } from "../../paths.ts";
import { ScriptError } from "../../script-error.ts";
import { lastLines, runProgram } from "../../setup/run-program.ts";
import { framesOf } from "../engine/tracks.ts";

const PROGRAM = join(import.meta.dirname, "../engine/decode_pcm.py");

/** Any sound file as 16 kHz mono int16 frames of 100 ms, the last one filled up with silence. */
export async function readFrames(file: string): Promise<Buffer[]> {
  const folder = join(STATE, "audio");
  mkdirSync(folder, { recursive: true });
  const pcmFile = join(folder, `real-${process.pid}-${serial++}.pcm`);
  try {
    const { exitCode, output } = await runProgram(VENV_PYTHON, [PROGRAM, pcmFile, file]);
    if (exitCode !== 0) {
      const remedy = "Restore it from where it came; a file of the repository by `git checkout speech`.";
      throw new ScriptError("audio_unreadable", `${file} cannot be decoded: ${lastLines(output, 1)}`, remedy);
    }
    const pcm = readFileSync(pcmFile);
    return framesOf(pcm, Math.ceil(pcm.length / FRAME_BYTES));
  } finally {
    rmSync(pcmFile, { force: true });
  }
}

let serial = 0;
