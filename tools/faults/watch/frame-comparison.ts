import { createHash } from "node:crypto";

/** One frame of one source: its place on the sample clock and the SHA-256 of its PCM. */
export interface FrameFingerprint {
  readonly firstSample: number;
  readonly sha256: string;
  /** By the journal's word: time was lost in front of it, so that it stands further on than its samples say. */
  readonly isAfterLostTime?: boolean;
}

/** What became of the frames of one source between the audio thread and the disk. */
export interface FrameComparison {
  readonly produced: number;
  readonly journalled: number;
  /** Journalled before the tap was in place: nothing to compare them with. */
  readonly beforeTap: number;
  /** Produced, and nowhere in the journal; the last ones of a killed browser are in `inTheAir` instead. */
  readonly lost: number;
  /** The newest frames, missing up to the very end. */
  readonly lostAtEnd: number;
  /** In the journal, but not produced, or there a second time. */
  readonly doubled: number;
  /** Times the sample clock was moved on over audio that was never rendered (src/offscreen/unrendered-audio.ts). */
  readonly shifts: number;
  /** Where the first of them are, for whoever looks for the cause. */
  readonly examples: readonly string[];
}

const MOST_EXAMPLES = 10;

/** A loss right before a move of the clock is searched so far. */
const SHIFT_SEARCH_FRAMES = 50;

/** Both in order. A frame is the same if it stands at the same place and has the same bytes. */
export function compareFrames(
  produced: readonly FrameFingerprint[],
  journalled: readonly FrameFingerprint[],
): FrameComparison {
  const tapStart = produced[0]?.firstSample ?? Number.POSITIVE_INFINITY;
  const begun = journalled.findIndex(({ firstSample }) => firstSample >= tapStart);
  const beforeTap = begun === -1 ? journalled.length : begun;
  let next = 0;
  let shift = 0;
  let shifts = 0;
  let lost = 0;
  let doubled = 0;
  const examples: string[] = [];
  for (let index = beforeTap; index < journalled.length; index += 1) {
    const frame = journalled[index];
    const found = findFrame(produced, next, frame, shift);
    if (found === null) {
      doubled += 1;
      examples.push(`doubled: journalled frame ${index} at sample ${frame?.firstSample}`);
      continue;
    }
    if (found.index > next) examples.push(`lost: produced frames ${next} to ${found.index - 1}`);
    if (found.shift !== shift) shifts += 1;
    shift = found.shift;
    lost += found.index - next;
    next = found.index + 1;
  }
  const counts = { produced: produced.length, journalled: journalled.length, beforeTap };
  return {
    ...counts,
    lost,
    lostAtEnd: produced.length - next,
    doubled,
    shifts,
    examples: examples.slice(0, MOST_EXAMPLES),
  };
}

interface Found {
  readonly index: number;
  /** By how much the clock has been moved on up to there. */
  readonly shift: number;
}

/** Silence is all alike: only the journal's word distinguishes a moved clock from frames that are missing in it. */
function findFrame(
  produced: readonly FrameFingerprint[],
  next: number,
  frame: FrameFingerprint | undefined,
  shift: number,
): Found | null {
  const searches = [findAt, findMoved];
  if (frame?.isAfterLostTime === true) searches.reverse();
  for (const search of searches) {
    const found = search(produced, next, frame, shift);
    if (found !== null) return found;
  }
  return null;
}

function findAt(
  produced: readonly FrameFingerprint[],
  from: number,
  frame: FrameFingerprint | undefined,
  shift: number,
): Found | null {
  if (frame === undefined) return null;
  for (let index = from; index < produced.length; index += 1) {
    const candidate = produced[index];
    if (candidate === undefined || candidate.firstSample + shift > frame.firstSample) return null;
    if (candidate.firstSample + shift < frame.firstSample) continue;
    return candidate.sha256 === frame.sha256 ? { index, shift } : null;
  }
  return null;
}

/** The same bytes at a greater distance: the sample clock was moved on. */
function findMoved(
  produced: readonly FrameFingerprint[],
  next: number,
  frame: FrameFingerprint | undefined,
  shift: number,
): Found | null {
  if (frame === undefined) return null;
  for (let index = next; index < Math.min(next + SHIFT_SEARCH_FRAMES, produced.length); index += 1) {
    const candidate = produced[index];
    if (candidate === undefined || candidate.sha256 !== frame.sha256) continue;
    const moved = frame.firstSample - candidate.firstSample;
    if (moved > shift) return { index, shift: moved };
  }
  return null;
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
