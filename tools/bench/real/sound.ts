import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { FRAME_BYTES } from "../../../protocol/audio.ts";
import { framesOf } from "../../materials/tracks.ts";
import { STATE, VENV_PYTHON } from "../../runtime/paths.ts";
import { lastLines, runProgram } from "../../runtime/run-program.ts";
import { ScriptError } from "../../runtime/script-error.ts";

const PROGRAM = join(import.meta.dirname, "../../materials/decode_pcm.py");

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
