import type { AudioSource } from "../../../protocol/audio.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../../protocol/limits.ts";
import type { Message } from "../../../protocol/messages.ts";
import { SESSION } from "../frames.ts";
import type { RealHost } from "../real-host.ts";

/** Sends a source's frames as the offscreen document does: so many unacknowledged, and again where it is asked to. */
export class FrameFeeder {
  readonly #host: RealHost;
  readonly #source: AudioSource;
  #end = 0;
  #next: number;
  #acknowledged: number;

  /** @param from what is stored already */
  constructor(host: RealHost, source: AudioSource, from = 0) {
    this.#host = host;
    this.#source = source;
    this.#next = from;
    this.#acknowledged = from;
    host.onMessage((message) => this.#receive(message));
  }

  /** Resolves when all frames below `end` are acknowledged. */
  async feed(end: number): Promise<void> {
    this.start(end);
    if (this.#acknowledged < end) await this.#host.acknowledged(this.#source, end);
  }

  /** Sends what it may, and the rest as that is acknowledged. */
  start(end: number): void {
    this.#end = end;
    this.#send();
  }

  #receive(message: Message): void {
    if (message.type !== "event" || message.event !== "audio_ack") return;
    const { session, source, next_seq, resend = false } = message.data;
    if (session !== SESSION || source !== this.#source) return;
    this.#acknowledged = Math.max(this.#acknowledged, next_seq);
    this.#next = Math.max(resend ? next_seq : this.#next, this.#acknowledged);
    this.#send();
  }

  #send(): void {
    const end = Math.min(this.#end, this.#acknowledged + MAX_FRAMES_IN_FLIGHT);
    if (this.#next >= end) return;
    this.#host.sendFrames(this.#source, this.#next, end);
    this.#next = end;
  }
}
