import type { AudioSource } from "../../../protocol/audio.ts";
import type { Level } from "../../shared/status.ts";

/** The name the worklet registers its processor under. */
export const PCM_PROCESSOR = "pcm-frames";

/** Which input of the worklet node each source is connected to. */
export const WORKLET_INPUTS: readonly AudioSource[] = ["tab", "mic"];

/** Audio thread → offscreen document. */
export type FromWorklet =
  | {
      readonly type: "frame";
      readonly source: AudioSource;
      /** Samples since the audio context began; both sources share this clock. */
      readonly firstSample: number;
      /** int16[FRAME_SAMPLES]; transferred, not copied. */
      readonly pcm: Int16Array<ArrayBuffer>;
      readonly level: Level;
      /** Epoch milliseconds when the last sample of the frame reached the audio thread. */
      readonly completedAtMs: number;
    }
  /** No source delivers anything: ten times a second, where the clock stands and when, as a frame would say it. */
  | { readonly type: "tick"; readonly endSample: number; readonly completedAtMs: number }
  /** Answer to `flush`: no further frame will come; the clock stood at `endSample`. */
  | { readonly type: "flushed"; readonly endSample: number };

/** Offscreen document → audio thread: deliver the begun frames, padded with silence, and stop. */
export type ToWorklet = { readonly type: "flush" };
