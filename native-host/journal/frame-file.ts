import { FRAME_BYTES } from "../../protocol/audio.ts";
import { KeptFile } from "./kept-file.ts";

/**
 * One source's PCM: frame `seq` stands at byte `seq * FRAME_BYTES`. Writing by position makes a frame that is
 * written twice, even by an old host that is still ending, the same bytes at the same place.
 */
export class FrameFile {
  readonly #file: KeptFile;
  #frames: number;

  /** Opens or creates the file and cuts off a frame that was being written when its host died. */
  constructor(path: string) {
    this.#file = new KeptFile(path);
    this.#frames = Math.floor(this.#file.bytes / FRAME_BYTES);
    this.#file.truncate(this.#frames * FRAME_BYTES);
  }

  /** Number of whole frames stored, which is the number of the next one. */
  get frames(): number {
    return this.#frames;
  }

  /** Stores the next frame. @throws the system's error; then the frame counts as not stored. */
  append(pcm: Uint8Array): void {
    this.#file.write(pcm, this.#frames * FRAME_BYTES);
    this.#frames += 1;
  }

  /** FRAME_BYTES of PCM. */
  read(seq: number): Buffer {
    return this.#file.read(FRAME_BYTES, seq * FRAME_BYTES);
  }

  restore(): boolean {
    return this.#file.restore();
  }

  sync(): Promise<void> {
    return this.#file.sync();
  }

  flush(): void {
    this.#file.flush();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
