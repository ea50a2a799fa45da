import { expect, it } from "vitest";
import type { Arrival } from "../../../tools/driver/sidecar/caption-engine.ts";
import type { Utterance } from "../../../tools/materials/meeting.ts";
import { type Delays, delaysOf } from "../../../tools/measure/captions/delays.ts";
import { sourceWords } from "../../../tools/measure/captions/source-words.ts";
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
    anyFinalMs: [900],
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
    anyFinalMs: [],
  });
});

it("who goes on within half a second has not ended, and is waited for apart", () => {
  const spoken = [utterance(1000, "we need"), utterance(2300, "you now"), utterance(4000, "please")];
  const first = { startMs: 1000, endMs: 2600 };
  const second = { caption: "2", startMs: 2600, endMs: 3300 };
  const third = { caption: "3", startMs: 4000, endMs: 4500 };
  const arrivals = [
    final(3000, "We need", first),
    final(3900, "you now", second),
    final(5000, "please", third),
  ];

  const { finalMs, anyFinalMs } = delays(spoken, arrivals);

  expect(anyFinalMs).toEqual([1000, 600, 500]);
  expect(finalMs).toEqual([600, 500]);
});
