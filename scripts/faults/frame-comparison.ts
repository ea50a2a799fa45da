/** One frame of one source: its place on the sample clock and the SHA-256 of its PCM. */
export interface FrameFingerprint {
  readonly firstSample: number;
  readonly sha256: string;
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
  /** Times the sample clock was moved on over sound that was never rendered (src/offscreen/clock-watch.ts). */
  readonly shifts: number;
}

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
  for (let index = beforeTap; index < journalled.length; index += 1) {
    let found = findAt(produced, next, journalled[index], shift);
    if (found === null) {
      const moved = findMoved(produced, next, journalled[index], shift);
      if (moved !== null) {
        shift = moved.shift;
        shifts += 1;
        found = moved.found;
      }
    }
    if (found === null) {
      doubled += 1;
    } else {
      lost += found - next;
      next = found + 1;
    }
  }
  const counts = { produced: produced.length, journalled: journalled.length, beforeTap };
  return { ...counts, lost, lostAtEnd: produced.length - next, doubled, shifts };
}

function findAt(
  produced: readonly FrameFingerprint[],
  from: number,
  frame: FrameFingerprint | undefined,
  shift: number,
): number | null {
  if (frame === undefined) return null;
  for (let index = from; index < produced.length; index += 1) {
    const candidate = produced[index];
    if (candidate === undefined || candidate.firstSample + shift > frame.firstSample) return null;
    if (candidate.firstSample + shift < frame.firstSample) continue;
    return candidate.sha256 === frame.sha256 ? index : null;
  }
  return null;
}

/**
 * The same bytes at a greater distance: the sample clock was moved on. Only asked where no frame of these bytes
 * stands at the expected place, so that silence, which is all alike, is not taken for moved.
 */
function findMoved(
  produced: readonly FrameFingerprint[],
  next: number,
  frame: FrameFingerprint | undefined,
  shift: number,
): { readonly found: number; readonly shift: number } | null {
  if (frame === undefined) return null;
  for (let found = next; found < Math.min(next + SHIFT_SEARCH_FRAMES, produced.length); found += 1) {
    const candidate = produced[found];
    if (candidate === undefined || candidate.sha256 !== frame.sha256) continue;
    const moved = frame.firstSample - candidate.firstSample;
    if (moved > shift) return { found, shift: moved };
  }
  return null;
}
