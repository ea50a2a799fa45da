import { type AudioSource, FRAME_BYTES, FRAME_SAMPLES } from "../../protocol/audio.ts";
import { frameNumber, gapReason, sampleIndex } from "../../protocol/audio-schema.ts";
import type { GapReason } from "../../protocol/gaps.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../protocol/limits.ts";
import { z } from "../../protocol/zod.ts";
import type { FolderSeal } from "../keys/sealing.ts";
import { FRAMES_PER_KEY, FrameFile } from "./frame-file.ts";
import { folderKeys, RecordFile, type RecordFormat } from "./record-file.ts";
import type { SourceFiles } from "./session-files.ts";
import type { SampleRange } from "./strike-at-host.ts";

/** A frame on its way to the sidecar; silence where it is damaged. */
export interface AudioFrame {
  readonly seq: number;
  readonly firstSample: number;
  /** FRAME_BYTES of int16, little-endian, as they stand on both wires. */
  readonly base64: string;
}

/** A frame as it came. */
export interface ReceivedFrame extends AudioFrame {
  /** What `base64` encodes. */
  readonly pcm: Uint8Array;
}

const BYTES_PER_SAMPLE = 2;

export type Stored = "stored" | "duplicate" | "early";

/** One source's audio on disk: its frames in order, none left out, and where each stands in time. */
export class SourceJournal {
  readonly #file: FrameFile;
  readonly #breaks: RecordFile<TimelineBreak>;
  /** Where its stored frames stand in time. */
  readonly timeline: FrameTimeline;
  /** Spans of frames that are known to be damaged. */
  readonly #damaged: { readonly from: number; readonly end: number }[] = [];
  #damagedRecords = 0;
  #damageFound: (damaged: SourceGap) => void = () => {};
  readonly #recent = new RecentFrames(MAX_FRAMES_IN_FLIGHT);

  constructor(files: SourceFiles, source: AudioSource, seal: FolderSeal) {
    this.#file = new FrameFile(files, source, seal);
    this.timeline = new FrameTimeline(this.#file);
    this.#breaks = new RecordFile(files.breaks, breaksFormat(source, seal));
    for (const { record, isDamaged } of this.#breaks.newLines()) {
      if (record !== null) this.timeline.add(record);
      if (isDamaged) this.#damagedRecords += 1;
    }
  }

  /** Records and frames that could not be read back, as far as they were read. */
  get damagedRecords(): number {
    return this.#damagedRecords;
  }

  /** The number of the frame wanted next: every frame below it is stored. */
  get next(): number {
    return this.#file.frames;
  }

  /** @param missing why audio is missing before the frame; @throws the system's error; then nothing is stored. */
  append({ seq, firstSample, pcm, base64 }: ReceivedFrame, missing?: GapReason): Stored {
    if (seq < this.next) return "duplicate";
    if (seq > this.next) return "early";
    // The break goes first: a break without its frame is replaced later, a frame without its break is misplaced.
    this.#break(seq, firstSample, missing);
    this.#file.append(pcm);
    this.#recent.add(seq, base64);
    return "stored";
  }

  read(seq: number): AudioFrame {
    const base64 = this.#recent.get(seq) ?? this.#readPcm(seq).toString("base64");
    return { seq, firstSample: this.timeline.firstSample(seq), base64 };
  }

  /** Calls `observer` with each span that cannot be read back, once a read has failed. */
  observeDamage(observer: (damaged: SourceGap) => void): void {
    this.#damageFound = observer;
  }

  /** Every frame that reaches into the range becomes silence, and nothing opens any more what it was. */
  strike({ start_sample, end_sample }: SampleRange): void {
    let from = this.timeline.frameAt(start_sample);
    while (from < this.next && this.timeline.firstSample(from) + FRAME_SAMPLES <= start_sample) from += 1;
    let to = from;
    while (to < this.next && this.timeline.firstSample(to) < end_sample) to += 1;
    this.#recent.forget();
    this.#file.strike(from, to);
  }

  /** int16 from sample `start` up to `end`, little-endian; where nothing is stored it is silent. */
  readSpan(start: number, end: number): Buffer {
    const span = Buffer.alloc((end - start) * BYTES_PER_SAMPLE);
    for (let seq = this.timeline.frameAt(start); seq < this.next; seq += 1) {
      const firstSample = this.timeline.firstSample(seq);
      if (firstSample >= end) break;
      const from = Math.max(start, firstSample);
      const until = Math.min(end, firstSample + FRAME_SAMPLES);
      const part = [from - firstSample, until - firstSample].map((sample) => sample * BYTES_PER_SAMPLE);
      if (from < until) span.set(this.#readPcm(seq).subarray(...part), (from - start) * BYTES_PER_SAMPLE);
    }
    return span;
  }

  #readPcm(seq: number): Buffer {
    return this.#file.read(seq) ?? this.#silenceFor(seq);
  }

  /** The frame is damaged: so may be those after it, which are one span with it. */
  #silenceFor(seq: number): Buffer {
    const isKnown = this.#damaged.some(({ from, end }) => from <= seq && seq < end);
    if (isKnown) return Buffer.alloc(FRAME_BYTES);
    let end = seq + 1;
    while (end < this.next && end - seq < FRAMES_PER_KEY && this.#file.read(end) === null) end += 1;
    this.#damaged.push({ from: seq, end });
    this.#damagedRecords += end - seq;
    const span = { start_sample: this.timeline.firstSample(seq), end_sample: this.timeline.endSample(end) };
    this.#damageFound({ ...span, reason: "damaged" });
    return Buffer.alloc(FRAME_BYTES);
  }

  #break(seq: number, firstSample: number, missing: GapReason | undefined): void {
    if (this.timeline.firstSample(seq) === firstSample) return;
    const added = { seq, first_sample: firstSample, ...(missing === undefined ? {} : { reason: missing }) };
    this.#breaks.append(added);
    this.timeline.add(added);
  }
}

export function breaksFormat(source: AudioSource, seal: FolderSeal): RecordFormat<TimelineBreak> {
  return { name: `${source} breaks`, schema: timelineBreak, seal, keys: folderKeys(seal) };
}

/** The newest frames of one source as they came, so that a pump that keeps up neither reads the disk nor encodes. Bounded by `capacity`. */
class RecentFrames {
  readonly #capacity: number;
  readonly #slots: { readonly seq: number; readonly base64: string }[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(seq: number, base64: string): void {
    this.#slots[seq % this.#capacity] = { seq, base64 };
  }

  /** Nothing holds them any more. */
  forget(): void {
    this.#slots.length = 0;
  }

  /** The frame, or null when newer ones have taken its place. */
  get(seq: number): string | null {
    const slot = this.#slots[seq % this.#capacity];
    return slot?.seq === seq ? slot.base64 : null;
  }
}

/**
 * From this frame on, samples count from `first_sample`: audio before it is missing, because of `reason` where that
 * is known.
 */
export const timelineBreak = z.object({
  seq: frameNumber,
  first_sample: sampleIndex,
  reason: z.optional(gapReason),
});
export type TimelineBreak = z.infer<typeof timelineBreak>;

/** A span of the timeline without audio, and why. */
export interface SourceGap {
  readonly start_sample: number;
  readonly end_sample: number;
  readonly reason: GapReason;
}

/**
 * Which sample each stored frame of one source starts at. Frames follow each other, none left out, so only the
 * breaks are held: the places where `first_sample` is not the previous frame's plus `FRAME_SAMPLES`.
 */
export class FrameTimeline {
  readonly #stored: { readonly frames: number };
  /** Ascending by `seq`; there is always one at 0. */
  readonly #breaks: TimelineBreak[] = [{ seq: 0, first_sample: 0 }];

  /** @param stored whose `frames` is the number of the first frame that is not stored yet */
  constructor(stored: { readonly frames: number }) {
    this.#stored = stored;
  }

  /** A later break for the same frame replaces the earlier: its frame was never stored. */
  add(added: TimelineBreak): void {
    const at = this.#breaks.findLastIndex(({ seq }) => seq <= added.seq);
    const replaced = this.#breaks[at]?.seq === added.seq ? 1 : 0;
    this.#breaks.splice(replaced === 1 ? at : at + 1, replaced, added);
  }

  firstSample(seq: number): number {
    const from = this.#breaks.findLast((candidate) => candidate.seq <= seq);
    if (from === undefined) throw new RangeError(`no frame ${seq}`);
    return from.first_sample + (seq - from.seq) * FRAME_SAMPLES;
  }

  /** The sample after the last of the frames below `next`, of all that are stored; 0 when there is none. */
  endSample(next = this.#stored.frames): number {
    return next === 0 ? 0 : this.firstSample(next - 1) + FRAME_SAMPLES;
  }

  /** The frame to go on with when all before `sample` is done: the last that starts at or before it; 0 when all start after it. */
  frameAt(sample: number): number {
    const next = this.#stored.frames;
    const from = this.#breaks.findLast(({ seq, first_sample }) => seq <= next && first_sample <= sample);
    if (from === undefined) return 0;
    const following = this.#breaks.find(({ seq }) => seq > from.seq)?.seq ?? Number.POSITIVE_INFINITY;
    const within = from.seq + Math.floor((sample - from.first_sample) / FRAME_SAMPLES);
    return Math.min(within, following, next);
  }

  /** Stored samples that stand after `sample`; what is missing between them does not count. */
  samplesAfter(sample: number): number {
    const next = this.#stored.frames;
    const seq = this.frameAt(sample);
    if (seq === next) return 0;
    const before = Math.min(Math.max(sample - this.firstSample(seq), 0), FRAME_SAMPLES);
    return (next - seq) * FRAME_SAMPLES - before;
  }

  /** What is missing before frame `seq` and has a reason; null when nothing is. */
  gapBefore(seq: number): SourceGap | null {
    const found = this.#breaks.findLast((candidate) => candidate.seq <= seq);
    if (found?.seq !== seq || found.reason === undefined) return null;
    const start_sample = this.endSample(seq);
    if (found.first_sample <= start_sample) return null;
    return { start_sample, end_sample: found.first_sample, reason: found.reason };
  }

  /** All of them before stored frames. */
  gaps(): SourceGap[] {
    return this.#breaks.flatMap(({ seq }) => (seq < this.#stored.frames ? (this.gapBefore(seq) ?? []) : []));
  }
}
