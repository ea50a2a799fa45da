import type { Segment, Transcript } from "../../../src/shared/transcript.ts";

/** The meeting that views are shown while it runs. */
export const SESSION = "3f2b8c1e-5d4a-4b6f-9c7e-000000000000";
const UTTERANCE_SAMPLES = 48_000;
const SPEECH_SAMPLES = 40_000;
const WORDS =
  "so the budget report is almost ready and we can review it on Thursday when everyone has read it".split(
    " ",
  );

/** Speakers take turns of three. */
export function segmentAt(index: number, wordCount: number, isFinal: boolean): Segment {
  const startSample = index * UTTERANCE_SAMPLES;
  const said = Array.from({ length: wordCount }, (_, word) => WORDS[word % WORDS.length]).join(" ");
  return {
    source: index % 6 < 3 ? "tab" : "mic",
    utterance: startSample,
    revision: wordCount,
    startSample,
    endSample: startSample + SPEECH_SAMPLES,
    stable: isFinal ? said : "",
    tail: isFinal ? "" : said,
    isFinal,
    language: "en",
  };
}

/** A meeting of so many lines up to now. */
export function transcriptOf(lines: number): Transcript {
  return {
    session: SESSION,
    title: "A long meeting",
    startedAtMs: Date.now() - (lines * UTTERANCE_SAMPLES) / 16,
    language: "en",
    model: "base",
    speakers: { tab: "Others", mic: "You" },
    segments: Array.from({ length: lines }, (_, index) => segmentAt(index, 6 + (index % 7), true)),
    gaps: [],
    suppressed: [],
    completeness: "open",
  };
}
