import { AUDIO_SOURCES, type AudioSource, FRAME_SAMPLES, SAMPLE_RATE } from "../../../protocol/audio.ts";
import type { AudioGap } from "../../../protocol/audio-schema.ts";
import type { GapReason } from "../../../protocol/gaps.ts";

/** A reason for missing audio, and from when to when it held; null while it holds. */
interface Mark {
  readonly reason: GapReason;
  readonly startSample: number;
  readonly endSample: number | null;
}

interface Lane {
  /** In the order in which they began. */
  marks: readonly Mark[];
  /** Where the last frame ended, which is where missing audio begins. */
  endSample: number;
}

/** A microphone takes a moment to open; what it misses then is no gap. */
const OPENING_SAMPLES = SAMPLE_RATE;

/**
 * Why each source's audio is missing, sent with the frame after the gap (pure; positions are on the session's sample
 * clock). Frames that were on their way when a reason began or ended follow their predecessors, so only a frame
 * after a real jump takes a reason along: of those that held, the one that covers most of it.
 */
export class GapMarks {
  readonly #lanes: Readonly<Record<AudioSource, Lane>> = {
    tab: { marks: [], endSample: 0 },
    mic: { marks: [], endSample: 0 },
  };

  /** From `sample` on `reason` keeps audio away, possibly beside others. */
  begin(source: AudioSource, reason: GapReason, sample: number): void {
    const lane = this.#lanes[source];
    if (lane.marks.some((mark) => mark.reason === reason && mark.endSample === null)) return;
    lane.marks = [...lane.marks, { reason, startSample: sample, endSample: null }];
  }

  /** `reason` holds no longer. */
  end(source: AudioSource, reason: GapReason, sample: number): void {
    const lane = this.#lanes[source];
    lane.marks = lane.marks.map((mark) =>
      mark.reason === reason && mark.endSample === null ? { ...mark, endSample: sample } : mark,
    );
  }

  /**
   * Time in which neither source was rendered is missing in front of `sample`, which stood `samples` earlier on the clock
   * until now: so did what was marked behind it, while frames from before were still on their way.
   */
  lose(reason: GapReason, sample: number, samples = 0): void {
    const moved = (marked: number): number => (marked > sample - samples ? marked + samples : marked);
    for (const source of AUDIO_SOURCES) {
      const lane = this.#lanes[source];
      // A source that never was wanted lacks nothing.
      if (lane.endSample === 0 && lane.marks.length === 0) continue;
      const marks = lane.marks.map((mark) => ({
        ...mark,
        startSample: moved(mark.startSample),
        endSample: mark.endSample === null ? null : moved(mark.endSample),
      }));
      lane.marks = [...marks, { reason, startSample: lane.endSample, endSample: sample }];
    }
  }

  /** Takes in that the source's next frame begins at `firstSample`; returns why audio is missing before it, if it is. */
  frame(source: AudioSource, firstSample: number): GapReason | undefined {
    const lane = this.#lanes[source];
    const reason = whyMissing(lane, firstSample);
    lane.endSample = firstSample + FRAME_SAMPLES;
    lane.marks = lane.marks.filter(({ endSample }) => endSample === null || endSample > firstSample);
    return reason;
  }

  /** The gaps that no frame carries when the capture ends at `endSample`. */
  openAt(endSample: number): readonly AudioGap[] {
    return AUDIO_SOURCES.flatMap((source) => {
      const reason = whyMissing(this.#lanes[source], endSample);
      if (reason === undefined) return [];
      return [{ source, start_sample: this.#lanes[source].endSample, end_sample: endSample, reason }];
    });
  }
}

/**
 * Of the reasons that held between the last frame's end and `untilSample` the one that covers most of that, the first of equal
 * ones; that the microphone was still opening is the last.
 */
function whyMissing({ marks, endSample: fromSample }: Lane, untilSample: number): GapReason | undefined {
  if (untilSample <= fromSample) return undefined;
  const held = marks.filter(
    ({ startSample, endSample }) =>
      startSample <= untilSample && (endSample === null || endSample >= fromSample),
  );
  const covered = ({ startSample, endSample }: Mark) =>
    Math.min(endSample ?? untilSample, untilSample) - Math.max(startSample, fromSample);
  const isOpening = ({ reason, endSample }: Mark) =>
    reason === "microphone_off" && fromSample === 0 && (endSample ?? untilSample) <= OPENING_SAMPLES;
  const [mark = held[0]] = held
    .filter((each) => !isOpening(each))
    .toSorted((one, other) => covered(other) - covered(one));
  return mark !== undefined && isOpening(mark) && untilSample <= OPENING_SAMPLES ? undefined : mark?.reason;
}
