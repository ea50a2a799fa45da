import type { Arrival } from "../../driver/sidecar/caption-engine.ts";
import { alignWords } from "./align.ts";
import { paintsOf } from "./paints.ts";
import { spreadWords, type TimedWord } from "./timed-word.ts";

/** A word of the text that stayed. */
export interface ShownWord extends TimedWord {
  readonly caption: string;
  /** When it first stood at its place. */
  readonly firstSeenMs: number;
  /** Since when it never changed again. */
  readonly stableFromMs: number;
}

interface StayedWord {
  readonly word: TimedWord;
  /** The last message about its caption: from then on it stays. */
  readonly last: Arrival;
  firstSeenMs: number | null;
  presentSinceMs: number | null;
}

/** How far from the shown text a word may lie and still be the one that is shown. */
const REACH_MS = 2000;

/**
 * The text that stayed of one source, in the order of speech, and since when each word of it was there: told from
 * what was on the screen after each message, so that no engine has to name its words. Captions may split and move
 * words to others meanwhile.
 * @param arrivals of one source, in the order of arrival
 */
export function shownWords(arrivals: readonly Arrival[]): ShownWord[] {
  const lastOf = new Map(arrivals.map((arrival) => [arrival.caption, arrival]));
  const stayed = [...lastOf.values()]
    .toSorted((a, b) => a.startMs - b.startMs)
    .flatMap((last) =>
      wordsOf(last).map<StayedWord>((word) => ({ word, last, firstSeenMs: null, presentSinceMs: null })),
    );
  let unsettled = stayed;
  const open = new Map<string, Arrival>();
  for (const paint of paintsOf(arrivals)) {
    for (const arrival of paint.arrivals) open.set(arrival.caption, arrival);
    for (const [caption, arrival] of open) if (lastOf.get(caption) === arrival) open.delete(caption);
    for (const word of unsettled) if (word.last.atMs <= paint.atMs) seeAt(word, word.last.atMs);
    unsettled = unsettled.filter(({ last }) => last.atMs > paint.atMs);
    const seen = seenAmong(unsettled, [...open.values()]);
    for (const word of unsettled) {
      if (seen.has(word)) seeAt(word, paint.atMs);
      else word.presentSinceMs = null;
    }
  }
  return stayed.map(({ word, last, firstSeenMs, presentSinceMs }) => ({
    ...word,
    caption: last.caption,
    firstSeenMs: firstSeenMs ?? last.atMs,
    stableFromMs: presentSinceMs ?? last.atMs,
  }));
}

function seeAt(word: StayedWord, atMs: number): void {
  word.firstSeenMs ??= atMs;
  word.presentSinceMs ??= atMs;
}

/** Those of the words to come that stand in the open captions, at their places. */
function seenAmong(words: readonly StayedWord[], open: readonly Arrival[]): ReadonlySet<StayedWord> {
  const shown = open.toSorted((a, b) => a.startMs - b.startMs).flatMap(wordsOf);
  const toMs = Math.max(...shown.map((word) => word.toMs)) + REACH_MS;
  const fromMs = Math.min(...shown.map((word) => word.fromMs)) - REACH_MS;
  const candidates = words.filter(({ word }) => word.fromMs <= toMs && word.toMs >= fromMs);
  const { isRight } = alignWords(
    candidates.map(({ word }) => word),
    shown,
  );
  return new Set(candidates.filter((_, at) => isRight[at] === true));
}

function wordsOf({ text, startMs, endMs }: Arrival): TimedWord[] {
  return spreadWords(text, startMs, endMs);
}
