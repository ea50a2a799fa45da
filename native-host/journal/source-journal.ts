import { type AudioSource, FRAME_BYTES, FRAME_SAMPLES } from "../../protocol/audio.ts";
import type { GapReason } from "../../protocol/gaps.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../protocol/limits.ts";
import type { FolderSeal } from "../keys/sealing.ts";
import { FRAMES_PER_KEY, FrameFile } from "./frame-file.ts";
import { FrameTimeline, type Silence, type TimelineBreak, timelineBreak } from "./frame-timeline.ts";
import { folderKeys, RecordFile, type RecordFormat } from "./record-file.ts";
import type { SourceFiles } from "./session-files.ts";
import type { SampleRange } from "./struck.ts";

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

export type Stored = "stored" | "duplicate" | "hole";

/** One source's audio on disk: its frames in order without holes, and where each stands in time. */
export class SourceJournal {
  readonly #file: FrameFile;
  readonly #breaks: RecordFile<TimelineBreak>;
  readonly #timeline = new FrameTimeline();
  /** Spans of frames that are known to be damaged. */
  readonly #damaged: { readonly from: number; readonly end: number }[] = [];
  #damagedRecords = 0;
  #damageFound: (damaged: Silence) => void = () => {};
  readonly #recent = new RecentFrames(MAX_FRAMES_IN_FLIGHT);

  constructor(files: SourceFiles, source: AudioSource, seal: FolderSeal) {
    this.#file = new FrameFile(files, source, seal);
    this.#breaks = new RecordFile(files.breaks, breaksFormat(source, seal));
    for (const { record, isDamaged } of this.#breaks.newLines()) {
      if (record !== null) this.#timeline.add(record);
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
    if (seq > this.next) return "hole";
    // The break goes first: a break without its frame is replaced later, a frame without its break is misplaced.
    this.#break(seq, firstSample, missing);
    this.#file.append(pcm);
    this.#recent.add(seq, base64);
    return "stored";
  }

  firstSample(seq: number): number {
    return this.#timeline.firstSample(seq);
  }

  read(seq: number): AudioFrame {
    const base64 = this.#recent.get(seq) ?? this.#readPcm(seq).toString("base64");
    return { seq, firstSample: this.firstSample(seq), base64 };
  }

  /** Calls `observer` with each span that cannot be read back, once a read has failed. */
  observeDamage(observer: (damaged: Silence) => void): void {
    this.#damageFound = observer;
  }

  /** Frames from `from` up to, but without, `to` become silence, and nothing opens any more what they were. */
  strike(from: number, to: number): void {
    this.#recent.forget();
    this.#file.strike(from, to);
  }

  /** As `strike`, of every frame that reaches into the range. */
  strikeSamples({ start_sample, end_sample }: SampleRange): void {
    let from = this.frameAt(start_sample);
    while (from < this.next && this.firstSample(from) + FRAME_SAMPLES <= start_sample) from += 1;
    let to = from;
    while (to < this.next && this.firstSample(to) < end_sample) to += 1;
    this.strike(from, to);
  }

  /** int16 from sample `start` up to `end`, little-endian; where nothing is stored it is silent. */
  readSpan(start: number, end: number): Buffer {
    const span = Buffer.alloc((end - start) * BYTES_PER_SAMPLE);
    for (let seq = this.frameAt(start); seq < this.next && this.firstSample(seq) < end; seq += 1) {
      const firstSample = this.firstSample(seq);
      const from = Math.max(start, firstSample);
      const until = Math.min(end, firstSample + FRAME_SAMPLES);
      const part = [from - firstSample, until - firstSample].map((sample) => sample * BYTES_PER_SAMPLE);
      if (from < until) span.set(this.#readPcm(seq).subarray(...part), (from - start) * BYTES_PER_SAMPLE);
    }
    return span;
  }

  /** The frame to go on with when everything before `sample` is transcribed. */
  frameAt(sample: number): number {
    return this.#timeline.frameAt(sample, this.next);
  }

  /** The sample after the last one stored. */
  get endSample(): number {
    return this.#timeline.endSample(this.next);
  }

  samplesAfter(sample: number): number {
    return this.#timeline.samplesAfter(sample, this.next);
  }

  silenceBefore(seq: number): Silence | null {
    return this.#timeline.silenceBefore(seq);
  }

  silences(): Silence[] {
    return this.#timeline.silences(this.next);
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
    const span = { start_sample: this.firstSample(seq), end_sample: this.#timeline.endSample(end) };
    this.#damageFound({ ...span, reason: "damaged" });
    return Buffer.alloc(FRAME_BYTES);
  }

  #break(seq: number, firstSample: number, missing: GapReason | undefined): void {
    if (this.#timeline.firstSample(seq) === firstSample) return;
    const added = { seq, first_sample: firstSample, ...(missing === undefined ? {} : { reason: missing }) };
    this.#breaks.append(added);
    this.#timeline.add(added);
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
