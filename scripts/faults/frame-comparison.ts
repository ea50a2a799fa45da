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

/** So many frames of a moved clock must be the same for it to be a move and not a loss. */
const SHIFT_PROOF_FRAMES = 10;
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
      const moved = findMoved(produced, next, journalled, index);
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

/** The same bytes at another distance, frame for frame: the clock was moved. */
function findMoved(
  produced: readonly FrameFingerprint[],
  next: number,
  journalled: readonly FrameFingerprint[],
  index: number,
): { readonly found: number; readonly shift: number } | null {
  const proof = journalled.slice(index, index + SHIFT_PROOF_FRAMES);
  for (let found = next; found < Math.min(next + SHIFT_SEARCH_FRAMES, produced.length); found += 1) {
    const shift = (proof[0]?.firstSample ?? 0) - (produced[found]?.firstSample ?? 0);
    const isSame = proof.every(({ firstSample, sha256 }, step) => {
      const candidate = produced[found + step];
      return candidate?.sha256 === sha256 && candidate.firstSample + shift === firstSample;
    });
    if (isSame && proof.length > 0) return { found, shift };
  }
  return null;
}
