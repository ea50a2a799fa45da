import type { Meeting } from "../../materials/meeting.ts";
import { rightWords, type SourceWords } from "./source-words.ts";

/** What a reader waited, in milliseconds of wall time; what never came is missing. */
export interface Delays {
  /** From a word's end until the right word stood at its place. */
  readonly firstSeenMs: readonly number[];
  /** From a word's end until it never changed again. */
  readonly stableMs: readonly number[];
  /** From the end of an utterance's first word to any text of the utterance. */
  readonly firstPartialMs: readonly number[];
  /** From the end of speech to the final, wherever the source then was silent for END_OF_SPEECH_MS or longer. */
  readonly finalMs: readonly number[];
  /** The same for every caption, also where the source goes on: several utterances in one count by the last. */
  readonly anyFinalMs: readonly number[];
}

/** Who goes on sooner has paused, not ended: engines wait about as long before they believe in an end. */
const END_OF_SPEECH_MS = 500;

export function delaysOf(meeting: Meeting, words: SourceWords): Delays {
  const right = rightWords(words);
  const everyFinal = finals(meeting, words);
  return {
    firstSeenMs: right.map(({ spoken, shown }) => shown.firstSeenMs - spoken.endMs),
    stableMs: right.map(({ spoken, shown }) => shown.stableFromMs - spoken.endMs),
    firstPartialMs: firstPartials(meeting, words),
    finalMs: everyFinal
      .filter(({ silenceMs }) => silenceMs >= END_OF_SPEECH_MS)
      .map(({ delayMs }) => delayMs),
    anyFinalMs: everyFinal.map(({ delayMs }) => delayMs),
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

/** How long each caption was waited for behind its last utterance, and how long the source was silent there. */
function finals(meeting: Meeting, words: SourceWords): { delayMs: number; silenceMs: number }[] {
  const { utterances } = meeting;
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
    return atMs === undefined
      ? []
      : [{ delayMs: atMs - endMs, silenceMs: silenceBehind(meeting, words, endMs) }];
  });
}

function silenceBehind({ utterances }: Meeting, { source }: SourceWords, endMs: number): number {
  const own = utterances.filter((utterance) => utterance.source === source && utterance.endMs > endMs);
  return Math.min(...own.map(({ startMs }) => Math.max(0, startMs - endMs)));
}
