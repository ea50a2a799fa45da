import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AUDIO_SOURCES, type AudioSource, FRAME_BYTES } from "../../protocol/audio.ts";
import { DEMO, STATE, VENV_PYTHON } from "../runtime/paths.ts";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";
import { readDemoScript } from "./demo-meeting.ts";

/** The frames of both sources, side by side and equally many. */
export type Tracks = Readonly<Record<AudioSource, readonly Buffer[]>>;

const PROGRAM = join(import.meta.dirname, "decode_pcm.py");

/** What the demo meeting sounds like in the tab and at the microphone. */
export async function demoTracks(): Promise<Tracks> {
  const [tab, mic] = await Promise.all(AUDIO_SOURCES.map(decode));
  const { durationMs } = readDemoScript();
  const frameCount = Math.ceil(durationMs / 100);
  return {
    tab: framesOf(tab ?? Buffer.alloc(0), frameCount),
    mic: framesOf(mic ?? Buffer.alloc(0), frameCount),
  };
}

async function decode(source: AudioSource): Promise<Buffer> {
  const output = join(STATE, "audio", `bench-${source}.pcm`);
  mkdirSync(join(STATE, "audio"), { recursive: true });
  const inputs = readDemoScript()
    .participants.filter((participant) => participant.source === source)
    .map(({ audio }) => join(DEMO, audio));
  const { exitCode, output: words } = await runProgram(VENV_PYTHON, [PROGRAM, output, ...inputs]);
  if (exitCode === 0) return readFileSync(output);
  throw new ScriptError(
    "audio_unreadable",
    `The demo meeting's sound cannot be decoded: ${lastLines(words, 1)}`,
    "Restore demo/audio from git.",
  );
}

/** `pcm` in so many frames, with silence behind its end. */
export function framesOf(pcm: Buffer, frameCount: number): Buffer[] {
  return Array.from({ length: frameCount }, (_, index) => {
    const frame = Buffer.alloc(FRAME_BYTES);
    pcm.copy(frame, 0, index * FRAME_BYTES, (index + 1) * FRAME_BYTES);
    return frame;
  });
}
