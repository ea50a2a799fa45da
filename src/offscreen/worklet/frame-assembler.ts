import { FRAME_SAMPLES } from "../../../protocol/audio.ts";
import type { Level } from "../../shared/status.ts";

/** A full frame, as the assembler hands it over. */
export interface AssembledFrame {
  readonly firstSample: number;
  /** int16[FRAME_SAMPLES], owned by the receiver. */
  readonly pcm: Int16Array<ArrayBuffer>;
  readonly level: Level;
}

const FULL_SCALE = 32_767;

/**
 * Cuts one source's audio into frames of FRAME_SAMPLES. Runs on the real-time thread: `push` allocates only
 * when a frame is complete (ten times a second), because the finished buffer is given away.
 */
export class FrameAssembler {
  readonly #onFrame: (frame: AssembledFrame) => void;
  #pcm = new Int16Array(FRAME_SAMPLES);
  #filled = 0;
  #isFlushed = false;
  #firstSample = 0;
  #squares = 0;
  #peak = 0;

  constructor(onFrame: (frame: AssembledFrame) => void) {
    this.#onFrame = onFrame;
  }

  /** Whether no frame is begun. */
  get isIdle(): boolean {
    return this.#filled === 0;
  }

  /**
   * Takes one render quantum: float32[channels][samples] in -1 … 1, averaged to mono.
   * `firstSample` is the quantum's position on the context's clock.
   */
  push(channels: readonly Float32Array[], firstSample: number): void {
    if (this.#isFlushed) return;
    this.advance(firstSample);
    const samples = channels[0]?.length ?? 0;
    for (let index = 0; index < samples; index++) {
      let sum = 0;
      for (const channel of channels) sum += channel[index] ?? 0;
      this.#append(sum / channels.length, firstSample + index);
    }
  }

  /**
   * The clock has come to `position`; where no audio came on the way, a begun frame has silence in its place, so
   * that a source that was interrupted goes on at its true time, and its last words do not wait for that.
   */
  advance(position: number): void {
    if (this.#filled === 0) return;
    const filled = Math.max(this.#filled, position - this.#firstSample);
    if (filled >= FRAME_SAMPLES) this.#complete();
    else this.#filled = filled;
  }

  /**
   * Completes a begun frame with silence, so that the last words before a stop are kept. It is the last one: the audio
   * thread goes on rendering until its context is closed, which a busy machine does long after.
   */
  flush(): void {
    this.#isFlushed = true;
    if (this.#filled > 0) this.#complete();
  }

  #append(value: number, position: number): void {
    if (this.#filled === 0) this.#firstSample = position;
    const clipped = Math.max(-1, Math.min(1, value));
    this.#pcm[this.#filled++] = Math.round(clipped * FULL_SCALE);
    this.#squares += clipped * clipped;
    this.#peak = Math.max(this.#peak, Math.abs(clipped));
    if (this.#filled === FRAME_SAMPLES) this.#complete();
  }

  #complete(): void {
    const level = { rms: Math.sqrt(this.#squares / FRAME_SAMPLES), peak: this.#peak };
    const frame = { firstSample: this.#firstSample, pcm: this.#pcm, level };
    this.#pcm = new Int16Array(FRAME_SAMPLES);
    this.#filled = 0;
    this.#squares = 0;
    this.#peak = 0;
    this.#onFrame(frame);
  }
}
