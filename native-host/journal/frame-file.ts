import { type AudioSource, FRAME_BYTES } from "../../protocol/audio.ts";
import type { DurableFile } from "../disk/durable-files.ts";
import { KeySlots, keysIn } from "../keys/key-slots.ts";
import { type FolderSeal, SEAL_BYTES } from "../keys/sealing.ts";
import type { SourceFiles } from "./session-files.ts";

/** A sealed frame on the disk. */
export const STORED_FRAME_BYTES = FRAME_BYTES + SEAL_BYTES;
/** A minute: frames that share a key. */
export const FRAMES_PER_KEY = 600;

/**
 * One source's PCM: each frame sealed on its own, frame `seq` at byte `seq * STORED_FRAME_BYTES`. Writing by position makes a
 * frame that is written twice, even by an old host that is still ending, the same audio at the same place.
 */
export class FrameFile {
  readonly #source: AudioSource;
  readonly #seal: FolderSeal;
  readonly #keys: KeySlots;
  readonly #file: DurableFile;
  #frames: number;

  /** Cuts off a frame that was being written when its host died. */
  constructor({ keys, frames }: Pick<SourceFiles, "keys" | "frames">, source: AudioSource, seal: FolderSeal) {
    this.#source = source;
    this.#seal = seal;
    this.#keys = new KeySlots(keys, keysPlace(source), seal);
    this.#file = frames;
    this.#frames = storedFrames(frames.bytes);
    frames.truncate(this.#frames * STORED_FRAME_BYTES);
  }

  /** Number of whole frames stored, which is the number of the next one. */
  get frames(): number {
    return this.#frames;
  }

  /** Stores the next frame. @throws the system's error; then the frame counts as not stored. */
  append(pcm: Uint8Array): void {
    this.#write(this.#frames, pcm, this.#keys.getOrCreate(keyNumber(this.#frames)));
    this.#frames += 1;
  }

  /** FRAME_BYTES of PCM; null when what the disk returns is not what was stored. */
  read(seq: number): Buffer | null {
    const sealed = this.#file.readOrNull(STORED_FRAME_BYTES, seq * STORED_FRAME_BYTES);
    if (sealed === null) return null;
    const open = (keys: readonly Buffer[]): Buffer | null =>
      openFrame(sealed, this.#source, seq, keys, this.#seal);
    return open(this.#keys.get(keyNumber(seq))) ?? open(this.#keys.reread(keyNumber(seq)));
  }

  /**
   * Puts silence in the place of the frames from `from` up to, but without, `to`, and destroys the keys they were sealed by: no
   * copy of their bytes, wherever the disk may keep one, opens any more. The frames that stay get another key before.
   * On the disk when it returns; after a crash it is to be done again.
   *
   * @throws the system's error
   */
  strike(from: number, to: number): void {
    const end = Math.min(to, this.#frames);
    for (let seq = from; seq < end; seq = (keyNumber(seq) + 1) * FRAMES_PER_KEY) {
      this.#replaceKey(keyNumber(seq), (each) => each >= from && each < end);
    }
  }

  #replaceKey(number: number, isStruck: (seq: number) => boolean): void {
    const first = number * FRAMES_PER_KEY;
    const end = Math.min(first + FRAMES_PER_KEY, this.#frames);
    const key = this.#keys.beginReplacing(number);
    for (let seq = first; seq < end; seq += 1) {
      const pcm = isStruck(seq) ? Buffer.alloc(FRAME_BYTES) : this.read(seq);
      // A damaged frame stays damaged.
      if (pcm !== null) this.#write(seq, pcm, key);
    }
    this.#file.flush();
    this.#keys.finishReplacing(number);
  }

  #write(seq: number, pcm: Uint8Array, key: Buffer): void {
    this.#file.write(this.#seal.seal(placeName(this.#source, seq), pcm, key), seq * STORED_FRAME_BYTES);
  }
}

/** A frame by whichever of its keys opens it; null when none does. */
function openFrame(
  sealed: Buffer,
  source: AudioSource,
  seq: number,
  keys: readonly Buffer[],
  seal: FolderSeal,
): Buffer | null {
  const place = placeName(source, seq);
  return keys.reduce<Buffer | null>((pcm, key) => pcm ?? seal.unseal(place, sealed, key), null);
}

/** The whole frames of a source in the bytes of its two files; null for each that is damaged. */
export function framesIn(
  source: AudioSource,
  files: { readonly frames: Buffer; readonly keys: Buffer },
  seal: FolderSeal,
): (Buffer | null)[] {
  return Array.from({ length: storedFrames(files.frames.length) }, (_, seq) => {
    const at = seq * STORED_FRAME_BYTES;
    const sealed = files.frames.subarray(at, at + STORED_FRAME_BYTES);
    return openFrame(sealed, source, seq, keysIn(files.keys, keysPlace(source), keyNumber(seq), seal), seal);
  });
}

/** Whole frames in a file of so many bytes. */
export function storedFrames(bytes: number): number {
  return Math.floor(bytes / STORED_FRAME_BYTES);
}

function keyNumber(seq: number): number {
  return Math.floor(seq / FRAMES_PER_KEY);
}

function placeName(source: AudioSource, seq: number): string {
  return `${source} frame ${seq}`;
}

function keysPlace(source: AudioSource): string {
  return `${source} keys`;
}
