import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { spokenWords } from "../../measure/captions/word-error-rate.ts";
import { compareWords, totalOf, type WordComparison } from "./word-comparison.ts";

/** The words of all finals, both sources apart. */
export type RecognisedWords = Readonly<Record<AudioSource, readonly string[]>>;

export function recognisedIn({ segments }: Transcript): RecognisedWords {
  const finalsOf = (source: AudioSource) =>
    segments
      .filter((segment) => segment.source === source && segment.isFinal)
      .flatMap(({ stable }) => spokenWords(stable));
  return { tab: finalsOf("tab"), mic: finalsOf("mic") };
}

/** Words of both sources together. */
export function compareRecognised(reference: RecognisedWords, recognised: RecognisedWords): WordComparison {
  return totalOf(AUDIO_SOURCES.map((source) => compareWords(reference[source], recognised[source])));
}
