import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { Transcript } from "../../src/shared/transcript.ts";
import { spokenWords } from "../word-error-rate.ts";
import { compareWords, totalOf, type WordComparison } from "./word-comparison.ts";

/** The words of one final and where it lies, in samples since the first sound of its source. */
interface HeardLine {
  readonly startSample: number;
  readonly endSample: number;
  readonly words: readonly string[];
}

/** What was understood of a meeting; both sources apart, each on a clock that begins with its first sound. */
export type Heard = Readonly<Record<AudioSource, readonly HeardLine[]>>;

const PAUSE_SAMPLES = 16_000;

/** @param onset the sample of each source's first sound, by the audio thread's clock */
export function heardIn({ segments }: Transcript, onset: (source: AudioSource) => number): Heard {
  const finalsOf = (source: AudioSource): HeardLine[] =>
    segments
      .filter((segment) => segment.source === source && segment.isFinal)
      .map(({ startSample, endSample, stable }) => ({
        startSample: startSample - onset(source),
        endSample: endSample - onset(source),
        words: spokenWords(stable),
      }));
  return { tab: finalsOf("tab"), mic: finalsOf("mic") };
}

/**
 * What was heard of each of several meetings in a row, each on its own clock. A word that is one too many in the
 * first must not stand in for one that is missing in the second.
 */
export function meetingsOf(heard: Heard, count: number, meetingSamples: number): Heard[] {
  return Array.from({ length: count }, (_, index) => ({
    tab: linesOf(heard.tab, index, count, meetingSamples),
    mic: linesOf(heard.mic, index, count, meetingSamples),
  }));
}

function linesOf(
  lines: readonly HeardLine[],
  index: number,
  count: number,
  meetingSamples: number,
): readonly HeardLine[] {
  const shift = index * meetingSamples;
  // Between two meetings is a pause, and a line begins a little before its first sound.
  const meetingOf = ({ startSample }: HeardLine) =>
    Math.max(0, Math.min(count - 1, Math.floor((startSample + PAUSE_SAMPLES) / meetingSamples)));
  return lines
    .filter((line) => meetingOf(line) === index)
    .map(({ startSample, endSample, words }) => ({
      startSample: startSample - shift,
      endSample: endSample - shift,
      words,
    }));
}

/**
 * Words lost and added against a reference, of both sources together.
 * @param spoken where the recording of each source ends: what was not said to its end by then may be missing
 */
export function compareHeard(
  reference: Heard,
  heard: Heard,
  spoken: (source: AudioSource) => number = () => Number.POSITIVE_INFINITY,
): WordComparison {
  const compared = AUDIO_SOURCES.map((source) => {
    const actual = wordsOf(heard[source]);
    const promised = wordsOf(reference[source].filter(({ endSample }) => endSample <= spoken(source)));
    const { lost } = compareWords(promised, actual);
    const { extra, misheard } = compareWords(wordsOf(reference[source]), actual);
    return { reference: promised.length, lost, extra, misheard };
  });
  return totalOf(compared);
}

function wordsOf(lines: readonly HeardLine[]): string[] {
  return lines.flatMap(({ words }) => words);
}
