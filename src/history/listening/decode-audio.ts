import { SAMPLE_RATE } from "../../../protocol/audio.ts";
import { type AudioChunk, type ChunkPlace, splitPackets } from "../../shared/audio/stored-audio.ts";
import { fromBase64, toBase64 } from "../../shared/base64.ts";

/** What a decoder of Opus gives, whatever was encoded. */
const DECODED_RATE = 48_000;
const DECODED_PER_SAMPLE = DECODED_RATE / SAMPLE_RATE;
/** The encoder's delay in decoded samples: a chunk's audio begins behind them (RFC 7845, 4.2; the same in every Opus encoder at 16 kHz). */
const DELAY = 312;

/** A chunk's audio, each sample of it. */
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
    const fine = await decodePackets(splitPackets(fromBase64(opus)));
    const pcm = new Float32Array(place.endSample - place.startSample);
    // What was encoded has nothing above 8 kHz, and so one of three is enough.
    for (let at = 0; at < pcm.length; at += 1) pcm[at] = fine[DELAY + at * DECODED_PER_SAMPLE] ?? 0;
    decoded.push({ ...place, pcm });
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
  const sum = new Float32Array(samples);
  for (const chunk of chunks) {
    const offset = chunk.startSample - startSample;
    const from = Math.max(0, -offset);
    const until = Math.min(chunk.pcm.length, sum.length - offset);
    for (let at = from; at < until; at += 1)
      sum[offset + at] = (sum[offset + at] ?? 0) + (chunk.pcm[at] ?? 0);
  }
  const pcm = new Int16Array(samples);
  for (const [at, value] of sum.entries()) pcm[at] = Math.round(32_767 * Math.max(-1, Math.min(1, value)));
  return pcm;
}

const HEADER_BYTES = 44;

/**
 * The address of a WAV file, which any player of the browser takes, at any speed (pure). The address is the file:
 * a blob would have to be let go, and the browser may put one on the disk as it is.
 */
export function wavAddress(pcm: Int16Array<ArrayBuffer>): string {
  const bytes = new Uint8Array(HEADER_BYTES + pcm.byteLength);
  const header = new DataView(bytes.buffer, 0, HEADER_BYTES);
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
  header.setUint32(24, SAMPLE_RATE, true);
  header.setUint32(28, SAMPLE_RATE * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  text(36, "data");
  header.setUint32(40, pcm.byteLength, true);
  bytes.set(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength), HEADER_BYTES);
  return `data:audio/wav;base64,${toBase64(bytes)}`;
}
