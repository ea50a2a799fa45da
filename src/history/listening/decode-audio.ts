import { SAMPLE_RATE } from "../../../protocol/audio.ts";
import { type AudioChunk, type ChunkPlace, splitPackets } from "../../shared/audio/stored-audio.ts";

/** What a decoder of Opus gives, whatever was encoded. */
const DECODED_RATE = 48_000;
const DECODED_PER_SAMPLE = DECODED_RATE / SAMPLE_RATE;
/** The encoder's delay in decoded samples: a chunk's audio begins behind them (RFC 7845, 4.2; the same in every Opus encoder at 16 kHz). */
const DELAY = 312;

/** A chunk's audio at 48 kHz. */
export interface DecodedChunk extends ChunkPlace {
  readonly pcm: Float32Array;
}

/**
 * Decodes chunks one after the other; each was encoded by itself.
 * @throws what the browser says of one that it cannot decode
 */
export async function decodeChunks(chunks: readonly AudioChunk[]): Promise<DecodedChunk[]> {
  const decoded: DecodedChunk[] = [];
  for (const { opus, ...place } of chunks) {
    const packets = splitPackets(Uint8Array.from(atob(opus), (character) => character.charCodeAt(0)));
    const samples = (place.endSample - place.startSample) * DECODED_PER_SAMPLE;
    const pcm = await decodePackets(packets);
    decoded.push({ ...place, pcm: pcm.subarray(DELAY, DELAY + samples) });
  }
  return decoded;
}

async function decodePackets(packets: readonly Uint8Array<ArrayBuffer>[]): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  let failure: DOMException | null = null;
  const decoder = new AudioDecoder({
    output(audio) {
      const part = new Float32Array(audio.numberOfFrames);
      audio.copyTo(part, { planeIndex: 0, format: "f32-planar" });
      audio.close();
      parts.push(part);
    },
    error(cause) {
      failure = cause;
    },
  });
  try {
    // Without a header, so that the decoder cuts nothing off at the beginning.
    decoder.configure({ codec: "opus", sampleRate: DECODED_RATE, numberOfChannels: 1 });
    for (const [index, data] of packets.entries())
      decoder.decode(new EncodedAudioChunk({ type: "key", timestamp: index, data }));
    await decoder.flush();
  } catch (cause) {
    throw failure ?? cause;
  } finally {
    if (decoder.state !== "closed") decoder.close();
  }
  const pcm = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    pcm.set(part, at);
    at += part.length;
  }
  return pcm;
}

/** Both sources of a span as one, with silence where there is no audio (pure). */
export function mixed(
  chunks: readonly DecodedChunk[],
  startSample: number,
  samples: number,
): Int16Array<ArrayBuffer> {
  const sum = new Float32Array(samples * DECODED_PER_SAMPLE);
  for (const chunk of chunks) {
    const offset = (chunk.startSample - startSample) * DECODED_PER_SAMPLE;
    const from = Math.max(0, -offset);
    const until = Math.min(chunk.pcm.length, sum.length - offset);
    for (let at = from; at < until; at += 1)
      sum[offset + at] = (sum[offset + at] ?? 0) + (chunk.pcm[at] ?? 0);
  }
  return Int16Array.from(sum, (value) => Math.round(32_767 * Math.max(-1, Math.min(1, value))));
}

const HEADER_BYTES = 44;

/** Samples at 48 kHz as a WAV file, which any player of the browser takes, at any speed (pure). */
export function wavOf(pcm: Int16Array<ArrayBuffer>): Blob {
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  const text = (at: number, letters: string) => {
    for (let index = 0; index < letters.length; index += 1)
      header.setUint8(at + index, letters.charCodeAt(index));
  };
  text(0, "RIFF");
  header.setUint32(4, HEADER_BYTES - 8 + pcm.byteLength, true);
  text(8, "WAVEfmt ");
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, DECODED_RATE, true);
  header.setUint32(28, DECODED_RATE * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  text(36, "data");
  header.setUint32(40, pcm.byteLength, true);
  return new Blob([header, pcm], { type: "audio/wav" });
}
