import {
  closeSync,
  constants,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { promisify } from "node:util";
import { FRAME_BYTES } from "../../protocol/audio.ts";

const dataSync = promisify(fdatasync);

/**
 * One source's PCM: frame `seq` stands at byte `seq * FRAME_BYTES`. Writing by position makes a frame that is
 * written twice, even by an old host that is still ending, the same bytes at the same place.
 *
 * Writes are synchronous: they end in the page cache within microseconds, and "stored, then acknowledged"
 * needs no ordering between callbacks. Only the sync to the disk itself, which may take long, is not.
 */
export class FrameFile {
  readonly #descriptor: number;
  #frames: number;
  #isDirty = false;
  #syncing: Promise<void> = Promise.resolve();

  /** Opens or creates the file and cuts off a frame that was being written when its host died. */
  constructor(path: string) {
    this.#descriptor = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    const { size } = fstatSync(this.#descriptor);
    this.#frames = Math.floor(size / FRAME_BYTES);
    if (size % FRAME_BYTES !== 0) ftruncateSync(this.#descriptor, this.#frames * FRAME_BYTES);
  }

  /** Number of whole frames stored, which is the number of the next one. */
  get frames(): number {
    return this.#frames;
  }

  /** Stores the next frame. @throws the system's error; then the frame counts as not stored. */
  append(pcm: Uint8Array): void {
    const start = this.#frames * FRAME_BYTES;
    for (let written = 0; written < FRAME_BYTES; ) {
      written += writeSync(this.#descriptor, pcm, written, FRAME_BYTES - written, start + written);
    }
    this.#frames += 1;
    this.#isDirty = true;
  }

  /** FRAME_BYTES of PCM. */
  read(seq: number): Buffer {
    const pcm = Buffer.allocUnsafe(FRAME_BYTES);
    const bytes = readSync(this.#descriptor, pcm, 0, FRAME_BYTES, seq * FRAME_BYTES);
    if (bytes !== FRAME_BYTES) throw new RangeError(`frame ${seq} is not in the journal`);
    return pcm;
  }

  /** Brings what was appended to the disk; a power cut then costs nothing before it. */
  async sync(): Promise<void> {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    this.#syncing = dataSync(this.#descriptor);
    try {
      await this.#syncing;
    } catch (error) {
      this.#isDirty = true;
      throw error;
    }
  }

  flush(): void {
    if (this.#isDirty) fdatasyncSync(this.#descriptor);
    this.#isDirty = false;
  }

  /** Waits for a sync under way, so that its descriptor is not another file's by then. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#syncing]);
    closeSync(this.#descriptor);
  }
}
