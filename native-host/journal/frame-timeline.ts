import { FRAME_SAMPLES } from "../../protocol/audio.ts";

/** From this frame on, samples count from `first_sample`: the source paused, or audio before it was lost. */
export interface TimelineBreak {
  readonly seq: number;
  readonly first_sample: number;
}

/**
 * Which sample each frame of one source starts at. Frames follow each other without holes, so only the
 * breaks are kept: the places where `first_sample` is not the previous frame's plus `FRAME_SAMPLES`.
 */
export class FrameTimeline {
  /** Ascending by `seq`; there is always one at 0. */
  readonly #breaks: TimelineBreak[] = [{ seq: 0, first_sample: 0 }];

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

  /** The last of the frames below `next` that starts at or before `sample`; 0 when all start after it. */
  frameAt(sample: number, next: number): number {
    const from = this.#breaks.findLast(({ seq, first_sample }) => seq <= next && first_sample <= sample);
    if (from === undefined) return 0;
    const following = this.#breaks.find(({ seq }) => seq > from.seq)?.seq ?? Number.POSITIVE_INFINITY;
    const within = from.seq + Math.floor((sample - from.first_sample) / FRAME_SAMPLES);
    return Math.min(within, following, next);
  }
}
