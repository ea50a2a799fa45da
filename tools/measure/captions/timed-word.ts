import type { AudioSource } from "../../../protocol/audio.ts";
import type { Meeting } from "../../materials/meeting.ts";
import { spokenWords } from "./word-error-rate.ts";

/** A word at its place: exact for what was spoken, estimated within its caption for what was shown. */
export interface TimedWord {
  /** As it is heard: lower case, without punctuation. */
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Where it may truly lie. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** A spoken word and its place in its utterance. */
export interface ReferenceWord extends TimedWord {
  /** Index into the meeting's utterances. */
  readonly utterance: number;
  /** From 0, and the same from the end. */
  readonly place: number;
  readonly placeFromEnd: number;
}

/** The words of a text that spans so many milliseconds, spread over it by their length. */
export function spreadWords(text: string, startMs: number, endMs: number): TimedWord[] {
  const words = spokenWords(text);
  const letters = words.reduce((total, word) => total + word.length, 0);
  const letterMs = (endMs - startMs) / Math.max(1, letters);
  let said = 0;
  return words.map((word) => {
    const from = startMs + said * letterMs;
    said += word.length;
    return {
      text: word,
      startMs: from,
      endMs: startMs + said * letterMs,
      fromMs: startMs,
      toMs: Math.max(startMs, endMs),
    };
  });
}

/** What was truly said on a source, in the order of time. */
export function referenceWords({ utterances }: Meeting, source: AudioSource): ReferenceWord[] {
  return utterances
    .flatMap((utterance, index) => {
      if (utterance.source !== source) return [];
      const spoken = utterance.words.flatMap(({ text, startMs, endMs }) => spreadWords(text, startMs, endMs));
      return spoken.map((word, place) => ({
        ...word,
        utterance: index,
        place,
        placeFromEnd: spoken.length - 1 - place,
      }));
    })
    .toSorted((a, b) => a.startMs - b.startMs);
}
