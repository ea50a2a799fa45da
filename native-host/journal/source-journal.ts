import { join } from "node:path";
import { type AudioSource, FRAME_SAMPLES } from "../../protocol/audio.ts";
import type { GapReason } from "../../protocol/gaps.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../protocol/limits.ts";
import { FrameFile } from "./frame-file.ts";
import { FrameTimeline, type Silence, type TimelineBreak, timelineBreak } from "./frame-timeline.ts";
import { RecentFrames } from "./recent-frames.ts";
import { RecordFile } from "./record-file.ts";

/** A frame as it came and as it goes on: `pcm` is FRAME_BYTES of int16, little-endian. */
export interface Frame {
  readonly seq: number;
  readonly firstSample: number;
  readonly pcm: Uint8Array;
}

const BYTES_PER_SAMPLE = 2;

export type Stored = "stored" | "duplicate" | "hole";

/** One source's audio on disk: its frames in order without holes, and where each stands in time. */
export class SourceJournal {
  readonly #file: FrameFile;
  readonly #breaks: RecordFile<TimelineBreak>;
  readonly #timeline = new FrameTimeline();
  readonly #recent = new RecentFrames(MAX_FRAMES_IN_FLIGHT);

  constructor(folder: string, source: AudioSource) {
    this.#file = new FrameFile(join(folder, framesName(source)));
    this.#breaks = new RecordFile(join(folder, breaksName(source)), timelineBreak);
    for (const { record } of this.#breaks.news()) this.#timeline.add(record);
  }

  /** The number of the frame wanted next: every frame below it is stored. */
  get next(): number {
    return this.#file.frames;
  }

  /** @param missing why sound is missing before the frame; @throws the system's error; then nothing is stored. */
  append({ seq, firstSample, pcm }: Frame, missing?: GapReason): Stored {
    if (seq < this.next) return "duplicate";
    if (seq > this.next) return "hole";
    // The break goes first: a break without its frame is replaced later, a frame without its break is misplaced.
    this.#break(seq, firstSample, missing);
    this.#file.append(pcm);
    this.#recent.add(seq, pcm);
    return "stored";
  }

  firstSample(seq: number): number {
    return this.#timeline.firstSample(seq);
  }

  read(seq: number): Frame {
    const pcm = this.#recent.get(seq) ?? this.#file.read(seq);
    return { seq, firstSample: this.firstSample(seq), pcm };
  }

  /** int16 from sample `start` up to `end`, little-endian; where nothing is stored it is silent. */
  readStretch(start: number, end: number): Buffer {
    const stretch = Buffer.alloc((end - start) * BYTES_PER_SAMPLE);
    for (let seq = this.frameAt(start); seq < this.next && this.firstSample(seq) < end; seq += 1) {
      const { firstSample, pcm } = this.read(seq);
      const from = Math.max(start, firstSample);
      const until = Math.min(end, firstSample + FRAME_SAMPLES);
      const part = [from - firstSample, until - firstSample].map((sample) => sample * BYTES_PER_SAMPLE);
      if (from < until) stretch.set(pcm.subarray(...part), (from - start) * BYTES_PER_SAMPLE);
    }
    return stretch;
  }

  /** The frame to go on with when everything before `sample` is transcribed. */
  frameAt(sample: number): number {
    return this.#timeline.frameAt(sample, this.next);
  }

  samplesBehind(sample: number): number {
    return this.#timeline.samplesBehind(sample, this.next);
  }

  silenceBefore(seq: number): Silence | null {
    return this.#timeline.silenceBefore(seq);
  }

  silences(): Silence[] {
    return this.#timeline.silences(this.next);
  }

  /** @returns whether a file had to be written anew. */
  restore(): boolean {
    const restored = [this.#breaks.restore(), this.#file.restore()];
    return restored.includes(true);
  }

  async sync(): Promise<void> {
    await Promise.all([this.#breaks.sync(), this.#file.sync()]);
  }

  flush(): void {
    this.#breaks.flush();
    this.#file.flush();
  }

  async close(): Promise<void> {
    await Promise.all([this.#breaks.close(), this.#file.close()]);
  }

  #break(seq: number, firstSample: number, missing: GapReason | undefined): void {
    if (this.#timeline.firstSample(seq) === firstSample) return;
    const added = { seq, first_sample: firstSample, ...(missing === undefined ? {} : { reason: missing }) };
    this.#breaks.append(added);
    this.#timeline.add(added);
  }
}

export function framesName(source: AudioSource): string {
  return `${source}.pcm`;
}

export function breaksName(source: AudioSource): string {
  return `${source}-breaks.jsonl`;
}
