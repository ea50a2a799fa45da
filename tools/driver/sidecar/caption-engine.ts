import type { AudioSource } from "../../../protocol/audio.ts";
import type { CoverageReport, HealthReport } from "../../../protocol/reports.ts";

/** One caption as it stood when a message of the engine arrived: all that the measurement knows of an engine. */
export interface Arrival {
  /** Milliseconds since the first sample was fed. */
  readonly atMs: number;
  readonly source: AudioSource;
  /** Names the caption within its source; a later arrival of the same one replaces it, an empty one takes it back. */
  readonly caption: string;
  readonly text: string;
  readonly isFinal: boolean;
  /** The speech it stands for, in milliseconds of the source. */
  readonly startMs: number;
  readonly endMs: number;
  /** The beginning of `text` that the engine says will stay, where it says so. */
  readonly stableText?: string;
  /** Its language, where the engine says so. */
  readonly language?: string;
}

export type Caption = Omit<Arrival, "atMs">;

/** An engine on the bench: takes frames of two sources and says captions. */
export interface CaptionEngine {
  /** Its first process; those it starts are counted with it. */
  readonly processId: number | undefined;
  /**
   * Takes one frame (int16, FRAME_SAMPLES); resolves when there is room for the next of that source.
   * @param firstSample its place; absent: right after the frames before it
   */
  feed(source: AudioSource, frame: Buffer, firstSample?: number): Promise<void>;
  /** Resolves when the last final of everything fed has arrived, with the ledger of an engine that keeps one. */
  finish(): Promise<CoverageReport | null>;
  /** What the engine says of itself; null for one that says nothing. */
  health(): Promise<HealthReport | null>;
  close(): Promise<void>;
}

/** Opens an engine that is warm and calls `onCaption` with each caption when it arrives. */
export type OpenEngine = (onCaption: (caption: Caption) => void) => Promise<CaptionEngine>;

/** How many frames of a source may be on their way to an engine. */
export class RoomForFrames {
  readonly #maxInFlight: number;
  readonly #consumed: Record<AudioSource, number> = { tab: 0, mic: 0 };
  /** Both sources may wait for room at once. */
  #waiting: (() => void)[] = [];

  constructor(maxInFlight: number) {
    this.#maxInFlight = maxInFlight;
  }

  /** The engine has taken in every frame of the source below `next`. */
  consumed(source: AudioSource, next: number): void {
    this.#consumed[source] = next;
    for (const goOn of this.#waiting.splice(0)) goOn();
  }

  /** Resolves when one more frame may follow those sent. */
  async wait(source: AudioSource, sent: number): Promise<void> {
    while (sent - this.#consumed[source] >= this.#maxInFlight) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }
}
