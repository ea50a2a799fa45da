import type { AudioSource, NextFrames } from "../../protocol/audio.ts";
import type { CaptureCounters } from "../shared/status.ts";

/** A numbered frame that the host has not acknowledged yet. */
export interface QueuedFrame {
  readonly source: AudioSource;
  readonly seq: number;
  readonly firstSample: number;
  /** int16[FRAME_SAMPLES] in base64: encoded once, sent as often as needed. */
  readonly pcm: string;
}

/** Ten minutes per source, about 26 MB: what an outage of the host may last before audio is given up. */
const MAX_QUEUED_FRAMES = 6000;

interface Lane {
  /** Unacknowledged frames in order of `seq`. */
  readonly frames: QueuedFrame[];
  nextSeq: number;
  nextToSend: number;
  counters: { captured: number; sent: number; resent: number; acknowledged: number; dropped: number };
}

/**
 * Numbers frames and keeps each until the host has it on disk (design, "The ledger" 1). Pure bookkeeping:
 * captured = acknowledged + queued + dropped, always.
 */
export class FrameQueue {
  readonly #lanes: Readonly<Record<AudioSource, Lane>> = { tab: newLane(), mic: newLane() };
  readonly #maxFrames: number;

  constructor(maxFrames = MAX_QUEUED_FRAMES) {
    this.#maxFrames = maxFrames;
  }

  /**
   * Adds a frame. A full queue refuses it and returns false: what is queued keeps its numbers, which the host
   * may have seen already, and the gap shows as a jump of `firstSample` in the next frame accepted.
   */
  push(source: AudioSource, firstSample: number, pcm: string): boolean {
    const lane = this.#lanes[source];
    lane.counters.captured++;
    if (lane.frames.length >= this.#maxFrames) {
      lane.counters.dropped++;
      return false;
    }
    lane.frames.push({ source, seq: lane.nextSeq++, firstSample, pcm });
    return true;
  }

  /** Takes the frames that have not been sent since the last rewind, oldest first. */
  takeUnsent(source: AudioSource): readonly QueuedFrame[] {
    const lane = this.#lanes[source];
    const unsent = lane.frames.filter((frame) => frame.seq >= lane.nextToSend);
    for (const { seq } of unsent) {
      if (seq < lane.counters.sent) lane.counters.resent++;
      else lane.counters.sent = seq + 1;
      lane.nextToSend = seq + 1;
    }
    return unsent;
  }

  /** The host has every frame below `nextSeq`: they are forgotten. */
  acknowledge(source: AudioSource, nextSeq: number): void {
    const lane = this.#lanes[source];
    while (lane.frames[0] !== undefined && lane.frames[0].seq < nextSeq) {
      lane.frames.shift();
      lane.counters.acknowledged++;
    }
  }

  /** After a reconnect: acknowledges what is on disk; the rest counts as unsent again. */
  rewind(next: NextFrames): void {
    for (const source of ["tab", "mic"] as const) {
      this.acknowledge(source, next[source]);
      this.#lanes[source].nextToSend = next[source];
    }
  }

  get isEmpty(): boolean {
    return this.#lanes.tab.frames.length === 0 && this.#lanes.mic.frames.length === 0;
  }

  /** Per source the number the next frame would get. */
  get next(): NextFrames {
    return { tab: this.#lanes.tab.nextSeq, mic: this.#lanes.mic.nextSeq };
  }

  get counters(): Readonly<Record<AudioSource, CaptureCounters>> {
    return { tab: countersOf(this.#lanes.tab), mic: countersOf(this.#lanes.mic) };
  }
}

function countersOf({ counters, frames }: Lane): CaptureCounters {
  return { ...counters, queued: frames.length };
}

function newLane(): Lane {
  const counters = { captured: 0, sent: 0, resent: 0, acknowledged: 0, dropped: 0 };
  return { frames: [], nextSeq: 0, nextToSend: 0, counters };
}
