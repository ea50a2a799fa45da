import { createHash } from "node:crypto";
import { type AudioSource, FRAME_BYTES, FRAME_SAMPLES } from "../../protocol/audio.ts";
import type { Params } from "../../protocol/requests.ts";

export const SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b";

/** PCM of which every frame is different and known. */
export function framePcm(source: AudioSource, seq: number): Buffer {
  const pcm = Buffer.alloc(FRAME_BYTES);
  for (let sample = 0; sample < FRAME_SAMPLES; sample += 1) {
    pcm.writeInt16LE(((seq * 31 + sample * 7 + (source === "mic" ? 9973 : 0)) % 65_536) - 32_768, sample * 2);
  }
  return pcm;
}

/** A frame's audio as the journal is given it. */
export function frameAudio(source: AudioSource, seq: number): { pcm: Buffer; base64: string } {
  const pcm = framePcm(source, seq);
  return { pcm, base64: pcm.toString("base64") };
}

export function framesPcm(source: AudioSource, count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, seq) => framePcm(source, seq)));
}

export function frame(
  source: AudioSource,
  seq: number,
  session: string = SESSION,
): Params<"process_audio_stream"> {
  const pcm = framePcm(source, seq).toString("base64");
  return { session, source, seq, first_sample: seq * FRAME_SAMPLES, pcm };
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
