import { SAMPLE_RATE } from "../../../protocol/audio.ts";
import { EarshotError } from "../../../protocol/errors.ts";
import pcmWorkletUrl from "../worklet/pcm.worklet.ts?worker&url";
import {
  type FromWorklet,
  PCM_PROCESSOR,
  type ToWorklet,
  WORKLET_INPUTS,
} from "../worklet/worklet-messages.ts";
import type { SourceInput } from "./source-switch.ts";

export type Frame = Extract<FromWorklet, { type: "frame" }>;
type Tick = Extract<FromWorklet, { type: "tick" }>;

/**
 * 16 kHz, so that the browser resamples; no output device, so that capture does not stall because a
 * loudspeaker does. TypeScript's DOM does not know `sinkId` yet (Chrome 110).
 */
const CONTEXT_OPTIONS: AudioContextOptions & { readonly sinkId: { readonly type: "none" } } = {
  sampleRate: SAMPLE_RATE,
  sinkId: { type: "none" },
};

/** How long the audio thread may take to hand over its begun frames before it counts as hung: a busy machine needs seconds. */
const FLUSH_MS = 10_000;

/** How a capture ended. */
export interface CaptureEnd {
  /** The sample that the clock had come to. */
  readonly endSample: number;
  /** False when the audio thread hung: audio after the last frame is missing. */
  readonly isFlushed: boolean;
}

export interface PcmCallbacks {
  readonly onFrame: (frame: Frame) => void;
  /** While no source delivers anything. */
  readonly onTick: (tick: Tick) => void;
}

/** One 16 kHz context with one worklet of an input per source: both sources share one sample clock. */
export interface PcmSource {
  /** The sample that the clock has come to. */
  readonly position: () => number;
  /** Makes a stream ready to be its source's input. */
  readonly input: (source: Frame["source"], stream: MediaStream) => SourceInput;
  /** Delivers the begun frames, closes the context, and delivers none after that. */
  readonly close: () => Promise<CaptureEnd>;
}

/**
 * Starts the audio thread. The context's rate makes the browser resample (76 dB alias rejection measured).
 * @throws {EarshotError} `capture_stalled` when the audio engine does not start
 */
export async function openPcmSource({ onFrame, onTick }: PcmCallbacks): Promise<PcmSource> {
  const context = new AudioContext(CONTEXT_OPTIONS);
  try {
    await context.audioWorklet.addModule(pcmWorkletUrl);
  } catch (cause) {
    await context.close();
    throw new EarshotError("capture_stalled", "the audio worklet did not load", { cause });
  }
  const node = new AudioWorkletNode(context, PCM_PROCESSOR, {
    numberOfInputs: WORKLET_INPUTS.length,
    numberOfOutputs: 0,
  });
  let onFlushed: ((end: CaptureEnd) => void) | null = null;
  node.port.onmessage = ({ data }: MessageEvent<FromWorklet>) => {
    if (data.type === "frame") onFrame(data);
    else if (data.type === "tick") onTick(data);
    else onFlushed?.({ endSample: data.endSample, isFlushed: true });
  };
  const position = () => Math.round(context.currentTime * SAMPLE_RATE);
  return {
    position,
    input(source, stream) {
      const streamNode = context.createMediaStreamSource(stream);
      const index = WORKLET_INPUTS.indexOf(source);
      let isConnected = false;
      // The context plays nothing. A stream that nothing pulls would keep its audio from before a silence, and
      // deliver it after.
      streamNode.connect(context.destination);
      return {
        connect() {
          if (!isConnected) streamNode.connect(node, 0, index);
          isConnected = true;
        },
        disconnect() {
          if (isConnected) streamNode.disconnect(node, 0, index);
          isConnected = false;
        },
        close: () => streamNode.disconnect(),
      };
    },
    async close() {
      const flushed = new Promise<CaptureEnd>((resolve) => {
        onFlushed = resolve;
        setTimeout(() => resolve({ endSample: position(), isFlushed: false }), FLUSH_MS);
      });
      const flush: ToWorklet = { type: "flush" };
      node.port.postMessage(flush);
      const end = await flushed;
      // A frame after the end has no place any more: the host has been sent the number of frames, or is about to be.
      node.port.close();
      await context.close();
      return end;
    },
  };
}
