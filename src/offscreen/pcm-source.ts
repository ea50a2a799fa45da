import { SAMPLE_RATE } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import pcmWorkletUrl from "./pcm.worklet.ts?worker&url";
import { type FromWorklet, PCM_PROCESSOR, type ToWorklet, WORKLET_INPUTS } from "./worklet-messages.ts";

type Frame = Extract<FromWorklet, { type: "frame" }>;

/**
 * 16 kHz, so that the browser resamples; no output device, so that capture does not stall because a
 * loudspeaker does. TypeScript's DOM does not know `sinkId` yet (Chrome 110).
 */
const CONTEXT_OPTIONS: AudioContextOptions & { readonly sinkId: { readonly type: "none" } } = {
  sampleRate: SAMPLE_RATE,
  sinkId: { type: "none" },
};

/** One 16 kHz context with one worklet of an input per source: both sources share one sample clock. */
export interface PcmSource {
  /** Connects a stream to its source's input; returns a function that disconnects it. */
  readonly connect: (source: Frame["source"], stream: MediaStream) => () => void;
  /** Delivers the begun frames and closes the context. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the audio thread. The context's rate makes the browser resample (76 dB alias rejection measured).
 * @throws {EarshotError} `capture_stalled` when the audio engine does not start
 */
export async function openPcmSource(onFrame: (frame: Frame) => void): Promise<PcmSource> {
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
  let onFlushed: (() => void) | null = null;
  node.port.onmessage = ({ data }: MessageEvent<FromWorklet>) => {
    if (data.type === "frame") onFrame(data);
    else onFlushed?.();
  };
  return {
    connect(source, stream) {
      const streamNode = context.createMediaStreamSource(stream);
      streamNode.connect(node, 0, WORKLET_INPUTS.indexOf(source));
      return () => streamNode.disconnect();
    },
    async close() {
      const flushed = new Promise<void>((resolve) => {
        onFlushed = resolve;
      });
      const flush: ToWorklet = { type: "flush" };
      node.port.postMessage(flush);
      await flushed;
      await context.close();
    },
  };
}
