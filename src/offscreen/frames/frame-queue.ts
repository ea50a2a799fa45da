import { AUDIO_SOURCES, type AudioSource, FRAME_SAMPLES, type NextFrames } from "../../../protocol/audio.ts";
import type { AudioGap } from "../../../protocol/audio-schema.ts";
import type { GapReason } from "../../../protocol/gaps.ts";
import type { CaptureCounters } from "../../shared/status.ts";

/** One source's next 100 ms, before they have a number. */
export interface NewFrame {
  readonly firstSample: number;
  /** int16[FRAME_SAMPLES] in base64: encoded once, sent as often as needed. */
  readonly pcm: string;
  /** Why audio is missing between the frame before and this one; absent when none is. */
  readonly gap?: GapReason;
}

/** A numbered frame that the host has not acknowledged yet. */
export interface QueuedFrame extends NewFrame {
  readonly source: AudioSource;
  readonly seq: number;
}

/**
 * Ten minutes per source: what an outage of the host may last before audio is dropped. 4,268 characters of one
 * byte each make it 26 MB per source, 52 MB for both, and never more.
 */
const MAX_QUEUED_FRAMES = 6000;
/** Sent but not acknowledged, per source: 10 s. Ports and the host's memory stay small however long a backlog is. */
const MAX_UNACKNOWLEDGED_FRAMES = 100;

interface Lane {
  /** Unacknowledged frames by number, from `firstSeq` to below `nextSeq`, none left out. */
  readonly frames: Map<number, QueuedFrame>;
  firstSeq: number;
  nextSeq: number;
  nextToSend: number;
  /** Where the last frame that the host has ends, and the last that was accepted. */
  acknowledgedEnd: number;
  acceptedEnd: number;
  /** Where the last frame dropped since then ends; null when none was. */
  droppedEnd: number | null;
  counters: { captured: number; sent: number; resent: number; acknowledged: number; dropped: number };
}

/**
 * Numbers frames and keeps each until the host has written it to its file (ADR-010). Pure bookkeeping:
 * captured = acknowledged + queued + dropped, always. Every operation costs as much as the frames it touches.
 */
export class FrameQueue {
  readonly #lanes: Readonly<Record<AudioSource, Lane>> = { tab: newLane(), mic: newLane() };
  readonly #maxFrames: number;

  constructor(maxFrames = MAX_QUEUED_FRAMES) {
    this.#maxFrames = maxFrames;
  }

  /**
   * Adds a frame. A full queue refuses it and returns false: what is queued keeps its numbers, which the host
   * may have seen already, and the next frame accepted carries the gap.
   */
  push(source: AudioSource, frame: NewFrame): boolean {
    const lane = this.#lanes[source];
    const end = frame.firstSample + FRAME_SAMPLES;
    lane.counters.captured++;
    if (lane.frames.size >= this.#maxFrames) {
      lane.counters.dropped++;
      lane.droppedEnd = end;
      return false;
    }
    // Audio that was there and could not be stored weighs more than audio that was not wanted.
    const gap = lane.droppedEnd === null ? frame.gap : "not_stored";
    const seq = lane.nextSeq++;
    lane.frames.set(seq, { ...frame, source, seq, ...(gap === undefined ? {} : { gap }) });
    lane.acceptedEnd = end;
    lane.droppedEnd = null;
    return true;
  }

  /** Puts other audio in the place of what is queued, sent or not. */
  replaceAudio(isMeant: (frame: QueuedFrame) => boolean, pcm: string): void {
    for (const { frames } of Object.values(this.#lanes)) {
      for (const [seq, frame] of frames) if (isMeant(frame)) frames.set(seq, { ...frame, pcm });
    }
  }

  /** Takes the frames that may be sent now and have not been since the last rewind, oldest first. */
  takeUnsent(source: AudioSource): readonly QueuedFrame[] {
    const lane = this.#lanes[source];
    const unsent: QueuedFrame[] = [];
    const end = Math.min(lane.nextSeq, lane.firstSeq + MAX_UNACKNOWLEDGED_FRAMES);
    for (let seq = Math.max(lane.nextToSend, lane.firstSeq); seq < end; seq++) {
      const frame = lane.frames.get(seq);
      if (frame !== undefined) unsent.push(frame);
      if (seq < lane.counters.sent) lane.counters.resent++;
      else lane.counters.sent = seq + 1;
      lane.nextToSend = seq + 1;
    }
    return unsent;
  }

  /** The host has every frame below `nextSeq`: they are forgotten. */
  acknowledge(source: AudioSource, nextSeq: number): void {
    const lane = this.#lanes[source];
    for (; lane.firstSeq < Math.min(nextSeq, lane.nextSeq); lane.firstSeq++) {
      const frame = lane.frames.get(lane.firstSeq);
      if (frame !== undefined) lane.acknowledgedEnd = frame.firstSample + FRAME_SAMPLES;
      lane.frames.delete(lane.firstSeq);
      lane.counters.acknowledged++;
    }
  }

  /** The host has what is below `nextSeq` and wants the rest, sent or not. */
  rewind(source: AudioSource, nextSeq: number): void {
    this.acknowledge(source, nextSeq);
    const lane = this.#lanes[source];
    lane.nextToSend = Math.max(lane.firstSeq, Math.min(nextSeq, lane.nextSeq));
  }

  /** Drops what the host has not acknowledged; `next` is then what it has. */
  giveUp(): void {
    for (const lane of Object.values(this.#lanes)) {
      if (lane.frames.size > 0) lane.droppedEnd ??= lane.acceptedEnd;
      lane.counters.dropped += lane.frames.size;
      lane.frames.clear();
      lane.acceptedEnd = lane.acknowledgedEnd;
      lane.nextSeq = lane.firstSeq;
      lane.nextToSend = lane.firstSeq;
    }
  }

  /** Audio dropped after each source's last frame, which therefore no frame carries. */
  get openGaps(): readonly AudioGap[] {
    return AUDIO_SOURCES.flatMap((source) => {
      const { acceptedEnd: start_sample, droppedEnd: end_sample } = this.#lanes[source];
      return end_sample === null ? [] : [{ source, start_sample, end_sample, reason: "not_stored" as const }];
    });
  }

  get isEmpty(): boolean {
    return this.#lanes.tab.frames.size === 0 && this.#lanes.mic.frames.size === 0;
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
  return { ...counters, queued: frames.size };
}

function newLane(): Lane {
  return {
    frames: new Map(),
    firstSeq: 0,
    nextSeq: 0,
    nextToSend: 0,
    acknowledgedEnd: 0,
    acceptedEnd: 0,
    droppedEnd: null,
    counters: { captured: 0, sent: 0, resent: 0, acknowledged: 0, dropped: 0 },
  };
}
