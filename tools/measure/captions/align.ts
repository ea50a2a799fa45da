import type { TimedWord } from "./timed-word.ts";

/** What became of the words of a reference, index by index. */
export interface Alignment {
  /** The heard word at each reference word's place: null where nothing is. */
  readonly heardAt: readonly (number | null)[];
  /** Whether it is the right one. */
  readonly isRight: readonly boolean[];
  /** Heard words at no reference word's place. */
  readonly extra: readonly number[];
}

/** Captions bound their words loosely: so far apart, two words may still be the same one. */
const TOLERANCE_MS = 2000;
/** Decides between equally good ways only. */
const COST_PER_SECOND_APART = 0.01;
const MOST_COST_APART = 0.04;
/** Of two ways with as many changes, the one with more right words is meant. */
const COST_OF_MISHEARING = 1.1;

const SKIP_REFERENCE = 1;
const SKIP_HEARD = 2;
const PAIR = 3;

/**
 * Lays heard words on those of the reference with the fewest changes (Levenshtein distance over words), never over
 * more time than the captions allow, and, of equally good ways, the one closest in time.
 */
export function alignWords(reference: readonly TimedWord[], heard: readonly TimedWord[]): Alignment {
  const width = heard.length + 1;
  const cost = new Float64Array((reference.length + 1) * width);
  const way = new Uint8Array(cost.length);
  for (let column = 1; column < width; column += 1) {
    cost[column] = column;
    way[column] = SKIP_HEARD;
  }
  for (const [row, expected] of reference.entries()) {
    const start = (row + 1) * width;
    cost[start] = row + 1;
    way[start] = SKIP_REFERENCE;
    for (const [column, word] of heard.entries()) {
      const here = start + column + 1;
      const skipReference = (cost[here - width] ?? 0) + 1;
      const skipHeard = (cost[here - 1] ?? 0) + 1;
      const pair = (cost[here - width - 1] ?? 0) + pairCost(expected, word);
      const best = Math.min(pair, skipReference, skipHeard);
      cost[here] = best;
      way[here] = best === pair ? PAIR : best === skipReference ? SKIP_REFERENCE : SKIP_HEARD;
    }
  }
  return traceBack(reference, heard, way);
}

function pairCost(expected: TimedWord, word: TimedWord): number {
  const gapMs = Math.max(expected.fromMs - word.toMs, word.fromMs - expected.toMs);
  if (gapMs > TOLERANCE_MS) return Number.POSITIVE_INFINITY;
  const apartMs = Math.abs(expected.startMs + expected.endMs - word.startMs - word.endMs) / 2;
  const apart = Math.min(MOST_COST_APART, (apartMs / 1000) * COST_PER_SECOND_APART);
  return apart + (expected.text === word.text ? 0 : COST_OF_MISHEARING);
}

function traceBack(
  reference: readonly TimedWord[],
  heard: readonly TimedWord[],
  way: Readonly<Uint8Array>,
): Alignment {
  const heardAt: (number | null)[] = reference.map(() => null);
  const extra: number[] = [];
  let row = reference.length;
  let column = heard.length;
  while (row > 0 || column > 0) {
    const step = way[row * (heard.length + 1) + column];
    if (step === PAIR) heardAt[row - 1] = column - 1;
    else if (step === SKIP_HEARD) extra.push(column - 1);
    if (step !== SKIP_HEARD) row -= 1;
    if (step !== SKIP_REFERENCE) column -= 1;
  }
  const isRight = heardAt.map((index, at) => index !== null && heard[index]?.text === reference[at]?.text);
  return { heardAt, isRight, extra: extra.toReversed() };
}
