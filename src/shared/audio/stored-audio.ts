import { type AudioSource, SAMPLE_RATE } from "../../../protocol/audio.ts";

/**
 * A meeting's audio as the user may store it, to listen to it again (ADR-042): chunks of one source, each encoded and sealed by itself,
 * so that one that is missing, or was struck, takes no other with it. Positions are samples of the source, as everywhere.
 */

/** Samples of a full chunk: 5 s. One that a gap, a strike or the end cuts is shorter. */
export const CHUNK_SAMPLES = 5 * SAMPLE_RATE;
/** What a chunk of ordinary speech takes is a fifth of it; beyond, the browser's database would write it into a file of its own. */
const MAX_CHUNK_BYTES = 60_000;
/** The same in base64. */
export const MAX_CHUNK_CHARACTERS = Math.ceil(MAX_CHUNK_BYTES / 3) * 4;

/** Where a chunk stands. */
export interface ChunkPlace {
  readonly source: AudioSource;
  readonly startSample: number;
  readonly endSample: number;
}

export interface AudioChunk extends ChunkPlace {
  /** Opus packets (`joinPackets`), in base64. */
  readonly opus: string;
}

/** What is stored of a meeting's audio. */
export interface AudioOutline {
  /** What all of it takes on the disk. */
  readonly bytes: number;
  /** Where there is any of each source, in order of time; what adjoins is one. */
  readonly spans: readonly ChunkPlace[];
}

/** As much is asked for at once: 30 s of both sources take some 170 kB. */
export const MOST_SAMPLES_ASKED = 60 * SAMPLE_RATE;

const LENGTH_BYTES = 2;

/** Packets one after the other, before each its length in two bytes. */
export function joinPackets(packets: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(packets.reduce((bytes, { length }) => bytes + LENGTH_BYTES + length, 0));
  const view = new DataView(joined.buffer);
  let at = 0;
  for (const packet of packets) {
    view.setUint16(at, packet.length);
    joined.set(packet, at + LENGTH_BYTES);
    at += LENGTH_BYTES + packet.length;
  }
  return joined;
}

/** The packets that `joinPackets` joined; what is cut short at the end is left out. */
export function splitPackets(joined: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const view = new DataView(joined.buffer, joined.byteOffset, joined.byteLength);
  const packets: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  while (at + LENGTH_BYTES <= joined.length) {
    const end = at + LENGTH_BYTES + view.getUint16(at);
    if (end > joined.length) break;
    packets.push(joined.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return packets;
}
