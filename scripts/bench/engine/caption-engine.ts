import type { AudioSource } from "../../../protocol/audio.ts";

/** One caption as it stood when a message of the engine arrived: all that the measurement knows of an engine. */
export interface Arrival {
  /** Milliseconds since the first sample was fed. */
  readonly atMs: number;
  readonly source: AudioSource;
  /** Names the caption within its source; a later arrival of the same one replaces it. */
  readonly caption: string;
  readonly text: string;
  readonly isFinal: boolean;
  /** The speech it stands for, in milliseconds of the source. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface EngineCost {
  /** Of all its processes since `open`. */
  readonly cpuSeconds: number;
  readonly peakRssBytes: number | null;
}

/** An engine on the bench: takes frames of two sources and says captions. */
export interface CaptionEngine {
  /** Takes one frame (int16, FRAME_SAMPLES); resolves when there is room for the next of that source. */
  feed(source: AudioSource, frame: Buffer): Promise<void>;
  /** Resolves when the last final of everything fed has arrived. */
  finish(): Promise<void>;
  cost(): EngineCost | null;
  close(): Promise<void>;
}

/** Opens an engine that is warm and tells `onCaption` each caption when it arrives. */
export type OpenEngine = (onCaption: (caption: Omit<Arrival, "atMs">) => void) => Promise<CaptionEngine>;
