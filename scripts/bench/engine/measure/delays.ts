import type { Meeting } from "../meeting.ts";
import { rightWords, type SourceWords } from "./source-words.ts";

/** What a reader waited, in milliseconds of wall time; what never came is missing. */
export interface Delays {
  /** From a word's end until the right word stood at its place. */
  readonly firstSeenMs: readonly number[];
  /** From a word's end until it never changed again. */
  readonly stableMs: readonly number[];
  /** From the end of an utterance's first word to any text of the utterance. */
  readonly firstPartialMs: readonly number[];
  /** From the end of speech to the final; several utterances in one caption count by the last. */
  readonly finalMs: readonly number[];
}

export function delaysOf(meeting: Meeting, words: SourceWords): Delays {
  const right = rightWords(words);
  return {
    firstSeenMs: right.map(({ spoken, shown }) => shown.firstSeenMs - spoken.endMs),
    stableMs: right.map(({ spoken, shown }) => shown.stableFromMs - spoken.endMs),
    firstPartialMs: firstPartials(meeting, words),
    finalMs: finals(meeting, words),
  };
}

/** An utterance is first heard of by the caption that it begins, or by one of its words in an earlier caption. */
function firstPartials({ utterances }: Meeting, words: SourceWords): number[] {
  const firstText = new Map<number, number>();
  const hear = (utterance: number, atMs: number): void => {
    firstText.set(utterance, Math.min(atMs, firstText.get(utterance) ?? Number.POSITIVE_INFINITY));
  };
  const begun = new Set<string>();
  for (const { caption, text, startMs, endMs, atMs } of words.arrivals) {
    if (text.trim() === "" || begun.has(caption)) continue;
    begun.add(caption);
    const first = utterances.findIndex(
      (utterance) =>
        utterance.source === words.source && utterance.startMs < endMs && utterance.endMs > startMs,
    );
    if (first >= 0) hear(first, atMs);
  }
  for (const { spoken, shown } of rightWords(words)) hear(spoken.utterance, shown.firstSeenMs);
  return [...firstText].flatMap(([index, atMs]) => {
    const firstWord = utterances[index]?.words[0];
    return firstWord === undefined ? [] : [atMs - firstWord.endMs];
  });
}

function finals({ utterances }: Meeting, words: SourceWords): number[] {
  const finalAt = new Map<string, number>();
  for (const { caption, isFinal, atMs } of words.arrivals) {
    if (isFinal && !finalAt.has(caption)) finalAt.set(caption, atMs);
  }
  const lastCaptionOf = new Map(
    rightWords(words).map(({ spoken, shown }) => [spoken.utterance, shown.caption]),
  );
  const spokenUntil = new Map<string, number>();
  for (const [utterance, caption] of lastCaptionOf) {
    const endMs = utterances[utterance]?.endMs ?? 0;
    spokenUntil.set(caption, Math.max(endMs, spokenUntil.get(caption) ?? 0));
  }
  return [...spokenUntil].flatMap(([caption, endMs]) => {
    const atMs = finalAt.get(caption);
    return atMs === undefined ? [] : [atMs - endMs];
  });
}
