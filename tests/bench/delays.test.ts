import { expect, it } from "vitest";
import type { Arrival } from "../../scripts/bench/engine/caption-engine.ts";
import { type Delays, delaysOf } from "../../scripts/bench/engine/measure/delays.ts";
import { sourceWords } from "../../scripts/bench/engine/measure/source-words.ts";
import type { Utterance } from "../../scripts/bench/engine/meeting.ts";
import { arrival, final, meeting, utterance } from "./samples.ts";

function delays(utterances: readonly Utterance[], arrivals: readonly Arrival[]): Delays {
  const said = meeting(utterances);
  return delaysOf(said, sourceWords(said, arrivals, "tab"));
}

it("each wait runs from what was spoken to what arrived", () => {
  const arrivals = [arrival(2100, "we"), arrival(2400, "we need"), final(2900, "We need.")];

  expect(delays([utterance(1000, "we need")], arrivals)).toEqual({
    firstPartialMs: [600],
    firstSeenMs: [600, 400],
    stableMs: [600, 400],
    finalMs: [900],
  });
});

it("a wrong first word is a first partial, but not a word seen", () => {
  const arrivals = [arrival(1800, "he"), final(2900, "We need.")];

  expect(delays([utterance(1000, "we need")], arrivals)).toMatchObject({
    firstPartialMs: [300],
    firstSeenMs: [1400, 900],
  });
});

it("of utterances in one caption, the last waits for the final, and each has its first words", () => {
  const place = { startMs: 1000, endMs: 3300 };
  const arrivals = [
    arrival(1900, "we need", { ...place, endMs: 2000 }),
    arrival(3200, "we need you", { ...place, endMs: 2800 }),
    final(3900, "We need you now.", place),
  ];

  expect(delays([utterance(1000, "we need"), utterance(2300, "you now")], arrivals)).toMatchObject({
    firstPartialMs: [400, 400],
    finalMs: [600],
  });
});

it("the other source, and what was never heard, has no wait", () => {
  const arrivals = [final(2900, "we need", { source: "mic" })];

  expect(delays([utterance(1000, "we need")], arrivals)).toEqual({
    firstPartialMs: [],
    firstSeenMs: [],
    stableMs: [],
    finalMs: [],
  });
});
