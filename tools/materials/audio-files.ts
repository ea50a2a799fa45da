import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { FRAME_BYTES, SAMPLE_RATE } from "../../protocol/audio.ts";
import { ROOT, STATE, VENV_PYTHON } from "../runtime/paths.ts";
import { lastLines, runProgram } from "../runtime/run-program.ts";
import { ScriptError } from "../runtime/script-error.ts";

/** A file that the browser can play as a tab's audio or record as its microphone. */
export interface PreparedWav {
  readonly file: string;
  /** Of the audio itself, without the silence at its end. */
  readonly durationMs: number;
}

interface WavOptions {
  /** 48 kHz, as browsers play it, unless given. */
  readonly rate?: number;
  /** 2 plays twice as fast. */
  readonly speed?: number;
  /** Silence at the end, in which the last words are finished. */
  readonly padSeconds?: number;
}

/** The frames of both sources, side by side. */
export interface Tracks {
  readonly tab: readonly Buffer[];
  readonly mic: readonly Buffer[];
}

const PROGRAM = join(ROOT, "tools/materials/prepare_wav.py");

/** Converts any audio file to mono at `file`. A file without audio is a named error. */
export async function prepareWav(
  source: string,
  file: string,
  { rate = 48_000, speed = 1, padSeconds = 2 }: WavOptions = {},
): Promise<PreparedWav> {
  if (!existsSync(source)) throw unusable("audio_unreadable", source, "no such file");
  mkdirSync(dirname(file), { recursive: true });
  const options = [`--rate=${rate}`, `--speed=${speed}`, `--pad-seconds=${padSeconds}`];
  const { exitCode, output } = await runProgram(VENV_PYTHON, [PROGRAM, ...options, source, file]);
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
    `${source} cannot be used as audio: ${why}.`,
    "Give an audio file (any WAV, FLAC, Opus, MP3 …); `ffprobe FILE` shows what it holds.",
  );
}

let serial = 0;

/** Any audio file as the wire carries audio: int16 at SAMPLE_RATE, mono. */
export async function readPcm(source: string): Promise<Buffer> {
  const file = join(STATE, "audio", `pcm-${process.pid}-${(serial += 1)}.wav`);
  try {
    await prepareWav(source, file, { rate: SAMPLE_RATE, padSeconds: 0 });
    return readFileSync(file).subarray(WAV_HEADER_BYTES);
  } finally {
    rmSync(file, { force: true });
  }
}

/** The same in frames, the last one filled up with silence. */
export async function readFrames(source: string): Promise<Buffer[]> {
  const pcm = await readPcm(source);
  return framesOf(pcm, Math.ceil(pcm.length / FRAME_BYTES));
}

/** `pcm` in so many frames, with silence after its end. */
export function framesOf(pcm: Buffer, frameCount: number): Buffer[] {
  return Array.from({ length: frameCount }, (_, index) => {
    const frame = Buffer.alloc(FRAME_BYTES);
    pcm.copy(frame, 0, index * FRAME_BYTES, (index + 1) * FRAME_BYTES);
    return frame;
  });
}

/** Shape of a WAV file; 32 bits are floating point. */
export interface WavFormat {
  readonly rate: number;
  readonly channels: number;
  readonly bits: 8 | 16 | 24 | 32;
}

const WAV_HEADER_BYTES = 44;
const INTEGER = 1;
const FLOAT = 3;

/** As the wire carries audio. */
export const WIRE_FORMAT: WavFormat = { rate: SAMPLE_RATE, channels: 1, bits: 16 };

/** @param pcm little-endian samples */
export function wavFile(pcm: Buffer, { rate, channels, bits }: WavFormat): Buffer {
  const frameBytes = (channels * bits) / 8;
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(WAV_HEADER_BYTES - 8 + pcm.length, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(bits === 32 ? FLOAT : INTEGER, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * frameBytes, 28);
  header.writeUInt16LE(frameBytes, 32);
  header.writeUInt16LE(bits, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(pcm.length, 40);
  return Buffer.concat([header, pcm]);
}
