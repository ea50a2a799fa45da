import type { AudioSource } from "../../../protocol/audio.ts";
import type { Meeting } from "../../materials/meeting.ts";
import { alignWords } from "./align.ts";
import { rightWords, type SourceWords } from "./source-words.ts";
import type { TimedWord } from "./timed-word.ts";

/** Counts of one source; shares are made of the sums of both. */
export interface Accuracy {
  readonly spoken: number;
  readonly shown: number;
  /** Misheard, missing and extra words; echoes are no mistake of the recogniser. */
  readonly wrong: number;
  /** Extra words outside of all speech. */
  readonly inNonSpeech: number;
  /** Extra words where the microphone hears the tab. */
  readonly inEcho: number;
}

/** The same weights over the whole track at once, and what the engine makes of what they understand. */
export interface AgainstSinglePass {
  readonly singlePassRight: number;
  readonly singlePassWrong: number;
  /** Of the words that the single pass understood, those that the engine did, too. */
  readonly kept: number;
  readonly shown: number;
  /** Of the words that the engine shows, those that were said, or that the single pass heard there, too. */
  readonly borneOut: number;
  /** Words at the edges of utterances which the single pass has, and the engine has nothing at their place. */
  readonly lostAtEdges: number;
  /** The same, but the engine has another word there. */
  readonly misheardAtEdges: number;
}

/** Speech is heard a little beyond what was written down of it. */
const MARGIN_MS = 500;
const EDGE_WORDS = 2;

export function accuracyOf(meeting: Meeting, words: SourceWords): Accuracy {
  const isSpeech = within(meeting.utterances, words.source);
  const isEcho = echoOf(meeting, words.source);
  const extra = words.alignment.extra.flatMap((index) => words.shown[index] ?? []);
  const outside = extra.filter((word) => !isSpeech(word));
  const inEcho = outside.filter(isEcho).length;
  const right = rightWords(words).length;
  return {
    spoken: words.reference.length,
    shown: words.shown.length,
    wrong: words.reference.length - right + extra.length - inEcho,
    inNonSpeech: outside.length - inEcho,
    inEcho,
  };
}

/** @param everything the words of the single pass over this source */
export function againstSinglePass(
  meeting: Meeting,
  words: SourceWords,
  everything: readonly TimedWord[],
): AgainstSinglePass {
  const isEcho = echoOf(meeting, words.source);
  const singlePass = everything.filter((word) => !isEcho(word));
  const shown = words.shown.filter((word) => !isEcho(word));
  const truth = alignWords(words.reference, singlePass);
  const alike = { reference: singlePass, shown, alignment: alignWords(singlePass, shown) };
  const borneOut = new Set([...rightWords(words), ...rightWords(alike)].map((right) => right.shown));
  const edges = words.reference.flatMap(({ place, placeFromEnd }, at) =>
    Math.min(place, placeFromEnd) < EDGE_WORDS && truth.isRight[at] === true ? [at] : [],
  );
  const { heardAt, isRight } = words.alignment;
  return {
    singlePassRight: truth.isRight.filter(Boolean).length,
    singlePassWrong: truth.isRight.filter((is) => !is).length + truth.extra.length,
    kept: truth.isRight.filter((is, at) => is && isRight[at] === true).length,
    shown: shown.length,
    borneOut: shown.filter((word) => borneOut.has(word)).length,
    lostAtEdges: edges.filter((at) => heardAt[at] === null).length,
    misheardAtEdges: edges.filter((at) => heardAt[at] !== null && isRight[at] === false).length,
  };
}

/** Words that an engine understood in one run, and had nothing in their place in another over the same sound. */
export function lostAgainst(undisturbed: SourceWords, disturbed: SourceWords): number {
  return undisturbed.alignment.isRight.filter(
    (isRight, at) => isRight && disturbed.alignment.heardAt[at] === null,
  ).length;
}

function echoOf({ nonSpeech }: Meeting, source: AudioSource): (word: TimedWord) => boolean {
  return within(
    nonSpeech.filter(({ kind }) => kind === "echo"),
    source,
  );
}

interface Stretch {
  readonly source: AudioSource;
  readonly startMs: number;
  readonly endMs: number;
}

function within(stretches: readonly Stretch[], source: AudioSource): (word: TimedWord) => boolean {
  const own = stretches.filter((stretch) => stretch.source === source);
  return (word) => {
    const middleMs = (word.startMs + word.endMs) / 2;
    return own.some(({ startMs, endMs }) => middleMs > startMs - MARGIN_MS && middleMs < endMs + MARGIN_MS);
  };
}
