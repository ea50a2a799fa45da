import type { AudioSource } from "../../../protocol/audio.ts";

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
