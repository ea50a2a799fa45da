import type { Arrival } from "../../driver/sidecar/caption-engine.ts";
import { alignWords } from "./align.ts";
import { paintsOf } from "./paints.ts";
import { spreadWords, type TimedWord } from "./timed-word.ts";

/** How much of what was shown went away again; counts of one source. */
export interface Steadiness {
  /** Tokens behind the first one that changed, each time. */
  readonly erased: number;
  /** Tokens of the text that stayed. */
  readonly stayed: number;
  /** Captions that changed after their final. */
  readonly changedFinals: number;
  /** Words that the engine itself called stable. */
  readonly claimedStable: number;
  /** Those of them that did not stay. */
  readonly brokenClaims: number;
}

/** @param arrivals of one source, in the order of arrival */
export function steadinessOf(arrivals: readonly Arrival[]): Steadiness {
  const lastOf = new Map(arrivals.map((arrival) => [arrival.caption, arrival]));
  const claims = claimsOf(arrivals);
  return {
    erased: erasedTokens(arrivals),
    stayed: [...lastOf.values()].reduce((total, { text }) => total + tokens(text).length, 0),
    changedFinals: changedFinals(arrivals),
    claimedStable: claims.claimed,
    brokenClaims: claims.broken,
  };
}

/**
 * Normalised erasure's numerator: of the captions that a paint changes, what stood there before and does not any
 * more, counted from the first difference on. @see Arivazhagan et al. 2020, arXiv 1912.03393
 */
function erasedTokens(arrivals: readonly Arrival[]): number {
  const shown = new Map<string, Arrival>();
  let erased = 0;
  for (const paint of paintsOf(arrivals)) {
    const changed = new Set(paint.arrivals.map(({ caption }) => caption));
    const read = (): string[] =>
      [...shown.values()]
        .filter(({ caption }) => changed.has(caption))
        .toSorted((a, b) => a.startMs - b.startMs)
        .flatMap(({ text }) => tokens(text));
    const before = read();
    for (const arrival of paint.arrivals) shown.set(arrival.caption, arrival);
    const after = read();
    const firstDifference = before.findIndex((token, index) => token !== after[index]);
    if (firstDifference >= 0) erased += before.length - firstDifference;
  }
  return erased;
}

function changedFinals(arrivals: readonly Arrival[]): number {
  const finals = new Map<string, string>();
  const changed = new Set<string>();
  for (const { caption, text, isFinal } of arrivals) {
    const final = finals.get(caption);
    if (final !== undefined && final !== text) changed.add(caption);
    else if (isFinal) finals.set(caption, text);
  }
  return changed.size;
}

/**
 * A claim is broken by each word of it that the next claim, or the text that stayed, has not in its place any more. An
 * engine may cut a caption and let its last words stay as the beginning of the next.
 */
function claimsOf(arrivals: readonly Arrival[]): { readonly claimed: number; readonly broken: number } {
  const lastOf = new Map(arrivals.map((arrival) => [arrival.caption, arrival]));
  const claims = new Map<string, Arrival>();
  let claimed = 0;
  let broken = 0;
  for (const arrival of arrivals) {
    const claim = claims.get(arrival.caption);
    const earlier = claim === undefined ? [] : stableWords(claim);
    const now = arrival.isFinal
      ? stayedWords(arrival, claim ?? arrival, [...lastOf.values()])
      : stableWords(arrival);
    const kept = alignWords(earlier, now).isRight.filter(Boolean).length;
    broken += earlier.length - kept;
    if (arrival.isFinal) {
      claims.delete(arrival.caption);
      continue;
    }
    claimed += now.length - kept;
    claims.set(arrival.caption, arrival);
  }
  return { claimed, broken };
}

function stableWords({ stableText }: Arrival): TimedWord[] {
  return spreadWords(stableText ?? "", 0, 0);
}

/** The final, and what stayed of captions that begin before the end of what was claimed. */
function stayedWords(final: Arrival, claim: Arrival, stayed: readonly Arrival[]): TimedWord[] {
  const next = stayed
    .filter(({ startMs }) => startMs > final.startMs && startMs < claim.endMs)
    .toSorted((a, b) => a.startMs - b.startMs);
  return [final, ...next].flatMap(({ text }) => spreadWords(text, 0, 0));
}

/** What a reader sees as one piece, its punctuation and capitals included. */
function tokens(text: string): string[] {
  return text.split(/\s+/u).filter((token) => token !== "");
}
