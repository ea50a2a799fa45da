import {
  AUDIO_SOURCES,
  type AudioSource,
  FRAME_BYTES,
  FRAME_SAMPLES,
  type NextFrames,
} from "../../../protocol/audio.ts";
import type { AudioGap } from "../../../protocol/audio-schema.ts";
import { buildRequest } from "../../../protocol/build.ts";
import type { GapReason } from "../../../protocol/gaps.ts";
import type { RequestMessage } from "../../../protocol/messages.ts";
import { toBase64 } from "../../shared/base64.ts";
import { reachesInto, type SampleRange } from "../../shared/struck-ranges.ts";
import { FrameQueue } from "./frame-queue.ts";

interface FrameSenderCallbacks {
  readonly send: (request: RequestMessage<"process_audio_stream">) => void;
  /** The queue is over its bound; audio was dropped. */
  readonly onDropped: (source: AudioSource) => void;
  readonly newId: () => string;
}

/** A frame before it has a number and is base64. */
interface RawFrame {
  readonly firstSample: number;
  readonly pcm: Int16Array<ArrayBuffer>;
  /** Why audio is missing before it, if it is. */
  readonly gap?: GapReason | undefined;
}

/**
 * Delivers one session's frames. Before `resume` and after `hold` frames only queue up; the host's
 * acknowledgements make room for more to be on their way, and no send waits for one of its own.
 */
export class FrameSender {
  readonly #session: string;
  readonly #callbacks: FrameSenderCallbacks;
  readonly #queue: FrameQueue;
  readonly #struck: SampleRange[] = [];
  #isHeld = true;
  #isGivenUp = false;
  #onDrained: (() => void) | null = null;

  constructor(session: string, callbacks: FrameSenderCallbacks, queue = new FrameQueue()) {
    this.#session = session;
    this.#callbacks = callbacks;
    this.#queue = queue;
  }

  push(source: AudioSource, { firstSample, pcm, gap }: RawFrame): void {
    const isStruck = this.#struck.some((range) => isOfRange(firstSample, range));
    const samples = isStruck ? SILENCE : toBase64(new Uint8Array(pcm.buffer));
    const frame = { firstSample, pcm: samples, ...(gap === undefined ? {} : { gap }) };
    if (!this.#queue.push(source, frame)) this.#callbacks.onDropped(source);
    this.#sendUnsent(source);
  }

  /** The host is there and has everything below `next`. */
  resume(next: NextFrames): void {
    this.#isHeld = false;
    for (const source of AUDIO_SOURCES) {
      this.#queue.rewind(source, next[source]);
      this.#sendUnsent(source);
    }
    this.#checkDrained();
  }

  /** What is queued of a span, and what still comes of it, is silence. */
  strike(range: SampleRange): void {
    this.#struck.push(range);
    this.#queue.replaceAudio(({ firstSample }) => isOfRange(firstSample, range), SILENCE);
  }

  hold(): void {
    this.#isHeld = true;
  }

  /** The host has every frame below `nextSeq`; `isResendWanted`: what was sent of the others is lost. */
  acknowledge(source: AudioSource, nextSeq: number, isResendWanted: boolean): void {
    if (isResendWanted) this.#queue.rewind(source, nextSeq);
    else this.#queue.acknowledge(source, nextSeq);
    this.#sendUnsent(source);
    this.#checkDrained();
  }

  /** Calls `onDrained` once, as soon as the host is there and has every frame that was not dropped. */
  whenDrained(onDrained: () => void): void {
    this.#onDrained = onDrained;
    this.#checkDrained();
  }

  /** Drops what the host has not acknowledged; a wait for the queue to drain ends. */
  giveUp(): void {
    this.#queue.giveUp();
    this.#isGivenUp = true;
    this.#checkDrained();
  }

  get next(): NextFrames {
    return this.#queue.next;
  }

  get counters() {
    return this.#queue.counters;
  }

  /** Audio that was dropped and that no frame carries. */
  get openGaps(): readonly AudioGap[] {
    return this.#queue.openGaps;
  }

  #checkDrained(): void {
    if (!this.#queue.isEmpty || (this.#isHeld && !this.#isGivenUp)) return;
    const onDrained = this.#onDrained;
    this.#onDrained = null;
    onDrained?.();
  }

  #sendUnsent(source: AudioSource): void {
    if (this.#isHeld) return;
    for (const { seq, firstSample, gap, pcm } of this.#queue.takeUnsent(source)) {
      const why = gap === undefined ? {} : { gap };
      const params = { session: this.#session, source, seq, first_sample: firstSample, ...why, pcm };
      this.#callbacks.send(buildRequest(this.#callbacks.newId(), "process_audio_stream", params));
    }
  }
}

const SILENCE = toBase64(new Uint8Array(FRAME_BYTES));

function isOfRange(firstSample: number, range: SampleRange): boolean {
  return reachesInto({ startSample: firstSample, endSample: firstSample + FRAME_SAMPLES }, range);
}
