import { AUDIO_SOURCES, type AudioSource, type NextFrames } from "../../protocol/audio.ts";
import { buildRequest } from "../../protocol/build.ts";
import type { RequestMessage } from "../../protocol/messages.ts";
import { FrameQueue } from "./frame-queue.ts";

interface FrameSenderCallbacks {
  readonly send: (request: RequestMessage<"process_audio_stream">) => void;
  /** The queue is over its bound; audio was given up. */
  readonly onDropped: (source: AudioSource) => void;
  readonly newId: () => string;
}

/**
 * Delivers one session's frames. Before `welcome` and after `hold` frames only queue up; sending never waits
 * for an acknowledgement and an acknowledgement never for a send.
 */
export class FrameSender {
  readonly #session: string;
  readonly #callbacks: FrameSenderCallbacks;
  readonly #queue = new FrameQueue();
  #isHeld = true;
  #onDrained: (() => void) | null = null;

  constructor(session: string, callbacks: FrameSenderCallbacks) {
    this.#session = session;
    this.#callbacks = callbacks;
  }

  push(source: AudioSource, firstSample: number, pcm: Int16Array<ArrayBuffer>): void {
    const isKept = this.#queue.push(source, firstSample, toBase64(pcm));
    if (!isKept) this.#callbacks.onDropped(source);
    if (!this.#isHeld) this.#sendUnsent(source);
  }

  /** The host is there and has everything below `next`. */
  resume(next: NextFrames): void {
    this.#queue.rewind(next);
    this.#isHeld = false;
    for (const source of AUDIO_SOURCES) this.#sendUnsent(source);
    this.#checkDrained();
  }

  hold(): void {
    this.#isHeld = true;
  }

  acknowledge(source: AudioSource, nextSeq: number): void {
    this.#queue.acknowledge(source, nextSeq);
    this.#checkDrained();
  }

  /** Calls `onDrained` once, as soon as the host has every frame. */
  whenDrained(onDrained: () => void): void {
    this.#onDrained = onDrained;
    this.#checkDrained();
  }

  get next(): NextFrames {
    return this.#queue.next;
  }

  get counters() {
    return this.#queue.counters;
  }

  #checkDrained(): void {
    if (this.#isHeld || !this.#queue.isEmpty || this.#onDrained === null) return;
    const onDrained = this.#onDrained;
    this.#onDrained = null;
    onDrained();
  }

  #sendUnsent(source: AudioSource): void {
    for (const { seq, firstSample, pcm } of this.#queue.takeUnsent(source)) {
      const params = { session: this.#session, source, seq, first_sample: firstSample, pcm };
      this.#callbacks.send(buildRequest(this.#callbacks.newId(), "process_audio_stream", params));
    }
  }
}

// `Uint8Array.prototype.toBase64` came with Chrome 140; the manifest promises 116.
function toBase64(pcm: Int16Array<ArrayBuffer>): string {
  return btoa(String.fromCharCode(...new Uint8Array(pcm.buffer)));
}
