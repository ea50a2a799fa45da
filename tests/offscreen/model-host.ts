import type { AudioSource, NextFrames } from "../../protocol/audio.ts";
import type { Params } from "../../protocol/requests.ts";

type Frame = Params<"process_audio_stream">;

/**
 * A host and the wire to it: frames arrive in order or, when the wire is cut, not at all; of those only the one that is
 * wanted next is stored, and what comes too early or is refused is asked for again.
 */
export class ModelHost {
  readonly stored: Readonly<Record<AudioSource, Frame[]>> = { tab: [], mic: [] };
  #wire: Frame[] = [];
  readonly #isResendWanted = { tab: false, mic: false };

  readonly send = (frame: Frame): void => {
    this.#wire.push(frame);
  };

  /** Lets `count` frames arrive; a full disk stores none of them. */
  receive(count: number, isDiskFull = false): void {
    for (const frame of this.#wire.splice(0, count)) {
      const { source, seq } = frame;
      const wanted = this.stored[source].length;
      if (seq === wanted && !isDiskFull) {
        this.stored[source].push(frame);
        this.#isResendWanted[source] = false;
      } else if (seq >= wanted) this.#isResendWanted[source] = true;
    }
  }

  /** What an acknowledgement would say now. */
  acknowledgement(source: AudioSource): { nextSeq: number; isResendWanted: boolean } {
    return { nextSeq: this.stored[source].length, isResendWanted: this.#isResendWanted[source] };
  }

  /** The port is closed: what is on the wire never arrives. */
  cut(): void {
    this.#wire = [];
  }

  get next(): NextFrames {
    return { tab: this.stored.tab.length, mic: this.stored.mic.length };
  }
}
