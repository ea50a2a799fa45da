import { join } from "node:path";
import { type AudioSource, FRAME_SAMPLES } from "../../protocol/audio.ts";
import { frameNumber, sampleIndex } from "../../protocol/audio-schema.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../protocol/limits.ts";
import { z } from "../../protocol/zod.ts";
import { FrameFile } from "./frame-file.ts";
import { FrameTimeline } from "./frame-timeline.ts";
import { RecentFrames } from "./recent-frames.ts";
import { RecordFile } from "./record-file.ts";

/** A frame as it came and as it goes on: `pcm` is FRAME_BYTES of int16, little-endian. */
export interface Frame {
  readonly seq: number;
  readonly firstSample: number;
  readonly pcm: Uint8Array;
}

export type Stored = "stored" | "duplicate" | "hole";

const timelineBreak = z.object({ seq: frameNumber, first_sample: sampleIndex });

/** One source's audio on disk: its frames in order without holes, and where each stands in time. */
export class SourceJournal {
  readonly #file: FrameFile;
  readonly #breaks: RecordFile<z.infer<typeof timelineBreak>>;
  readonly #timeline = new FrameTimeline();
  readonly #recent = new RecentFrames(MAX_FRAMES_IN_FLIGHT);

  constructor(folder: string, source: AudioSource) {
    this.#file = new FrameFile(join(folder, `${source}.pcm`));
    this.#breaks = new RecordFile(join(folder, `${source}-breaks.jsonl`), timelineBreak);
    for (const known of this.#breaks.read()) this.#timeline.add(known);
  }

  /** The number of the frame wanted next: every frame below it is stored. */
  get next(): number {
    return this.#file.frames;
  }

  /** The sample behind the last stored frame; 0 when there is none. */
  get endSample(): number {
    return this.next === 0 ? 0 : this.#timeline.firstSample(this.next - 1) + FRAME_SAMPLES;
  }

  /** Stores exactly the frame wanted next. @throws the system's error; then nothing is stored. */
  append({ seq, firstSample, pcm }: Frame): Stored {
    if (seq < this.next) return "duplicate";
    if (seq > this.next) return "hole";
    // The break goes first: a break without its frame is replaced later, a frame without its break is misplaced.
    if (this.#timeline.firstSample(seq) !== firstSample) this.#break(seq, firstSample);
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

  /** The frame to go on with when everything before `sample` is transcribed. */
  frameAt(sample: number): number {
    return this.#timeline.frameAt(sample, this.next);
  }

  sync(): Promise<void> {
    return this.#file.sync();
  }

  flush(): void {
    this.#breaks.flush();
    this.#file.flush();
  }

  async close(): Promise<void> {
    this.#breaks.close();
    await this.#file.close();
  }

  #break(seq: number, firstSample: number): void {
    const added = { seq, first_sample: firstSample };
    this.#breaks.append(added);
    this.#timeline.add(added);
  }
}
