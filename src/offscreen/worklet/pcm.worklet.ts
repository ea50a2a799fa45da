import type { AudioSource } from "../../../protocol/audio.ts";
import { FRAME_SAMPLES } from "../../../protocol/audio.ts";
import { type AssembledFrame, FrameAssembler } from "./frame-assembler.ts";
import { type FromWorklet, PCM_PROCESSOR, type ToWorklet, WORKLET_INPUTS } from "./worklet-messages.ts";

/**
 * The audio thread's only job: average channels, convert to int16, cut into frames. `process` runs every
 * 8 ms of audio and must not block; it owns nothing but the frame being filled. The browser has resampled to
 * 16 kHz before the samples arrive (CAP-4).
 */
class PcmFrames extends AudioWorkletProcessor implements AudioWorkletProcessorImpl {
  readonly #assemblers = WORKLET_INPUTS.map(
    (source) => new FrameAssembler((frame) => this.#post(source, frame)),
  );
  #isFlushed = false;
  #nextTickAt = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToWorklet>) => {
      if (data.type === "flush") this.#flush();
    };
  }

  process(inputs: Float32Array[][]): boolean {
    for (const [index, assembler] of this.#assemblers.entries()) {
      // An input that nothing is connected to has no channels: that source begins no frames.
      const channels = inputs[index];
      if (channels !== undefined && channels.length > 0) assembler.push(channels, currentFrame);
      else assembler.advance(currentFrame);
    }
    if (inputs.every((channels) => channels.length === 0)) this.#tick();
    return !this.#isFlushed;
  }

  /** Behind the frames that were begun, so that what the clock lost meanwhile moves none of them. */
  #tick(): void {
    const isDue = currentFrame >= this.#nextTickAt && this.#assemblers.every(({ isIdle }) => isIdle);
    if (!isDue || this.#isFlushed) return;
    this.#nextTickAt = currentFrame + FRAME_SAMPLES;
    const tick: FromWorklet = { type: "tick", endSample: currentFrame, completedAtMs: Date.now() };
    this.port.postMessage(tick);
  }

  #flush(): void {
    if (this.#isFlushed) return;
    this.#isFlushed = true;
    for (const assembler of this.#assemblers) assembler.flush();
    const flushed: FromWorklet = { type: "flushed", endSample: currentFrame };
    this.port.postMessage(flushed);
  }

  #post(source: AudioSource, frame: AssembledFrame): void {
    const message: FromWorklet = { type: "frame", source, ...frame, completedAtMs: Date.now() };
    this.port.postMessage(message, [frame.pcm.buffer]);
  }
}

registerProcessor(PCM_PROCESSOR, PcmFrames);
