import { FRAME_SAMPLES } from "../../protocol/audio.ts";
import { frameNumber, gapReason, sampleIndex } from "../../protocol/audio-schema.ts";
import type { GapReason } from "../../protocol/gaps.ts";
import { z } from "../../protocol/zod.ts";

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
export interface Silence {
  readonly start_sample: number;
  readonly end_sample: number;
  readonly reason: GapReason;
}

/**
 * Which sample each frame of one source starts at. Frames follow each other without holes, so only the
 * breaks are held: the places where `first_sample` is not the previous frame's plus `FRAME_SAMPLES`.
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

  /** The sample after the last of the frames below `next`; 0 when there is none. */
  endSample(next: number): number {
    return next === 0 ? 0 : this.firstSample(next - 1) + FRAME_SAMPLES;
  }

  /** The last of the frames below `next` that starts at or before `sample`; 0 when all start after it. */
  frameAt(sample: number, next: number): number {
    const from = this.#breaks.findLast(({ seq, first_sample }) => seq <= next && first_sample <= sample);
    if (from === undefined) return 0;
    const following = this.#breaks.find(({ seq }) => seq > from.seq)?.seq ?? Number.POSITIVE_INFINITY;
    const within = from.seq + Math.floor((sample - from.first_sample) / FRAME_SAMPLES);
    return Math.min(within, following, next);
  }

  /** Samples of the frames below `next` that stand after `sample`; what is missing between them does not count. */
  samplesAfter(sample: number, next: number): number {
    const seq = this.frameAt(sample, next);
    if (seq === next) return 0;
    const before = Math.min(Math.max(sample - this.firstSample(seq), 0), FRAME_SAMPLES);
    return (next - seq) * FRAME_SAMPLES - before;
  }

  /** What is missing before frame `seq` and has a reason; null when nothing is. */
  silenceBefore(seq: number): Silence | null {
    const found = this.#breaks.findLast((candidate) => candidate.seq <= seq);
    if (found?.seq !== seq || found.reason === undefined) return null;
    const start_sample = this.endSample(seq);
    if (found.first_sample <= start_sample) return null;
    return { start_sample, end_sample: found.first_sample, reason: found.reason };
  }

  /** All of them before frames below `next`. */
  silences(next: number): Silence[] {
    return this.#breaks.flatMap(({ seq }) => (seq < next ? (this.silenceBefore(seq) ?? []) : []));
  }
}
