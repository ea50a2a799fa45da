import { expect, it } from "vitest";
import type { Arrival } from "../../../tools/driver/sidecar/caption-engine.ts";
import { shownWords } from "../../../tools/measure/captions/shown-words.ts";
import { arrival, final } from "./samples.ts";

function seen(arrivals: readonly Arrival[]): (string | number)[][] {
  return shownWords(arrivals).map(({ text, firstSeenMs, stableFromMs }) => [text, firstSeenMs, stableFromMs]);
}

it("a word is seen when it first stands at its place and stable since it stays there", () => {
  const arrivals = [
    arrival(1000, "we"),
    arrival(1500, "we need"),
    arrival(2000, "we knead to"),
    arrival(2500, "we need to go"),
    final(3000, "We need to go."),
  ];

  expect(seen(arrivals)).toEqual([
    ["we", 1000, 1000],
    ["need", 1500, 2500],
    ["to", 2000, 2000],
    ["go", 2500, 2500],
  ]);
});

it("a word that comes with the final is seen with it, and later captions change nothing of it", () => {
  const arrivals = [
    final(3000, "yes"),
    arrival(4000, "no", { caption: "2", startMs: 3500, endMs: 3900 }),
    final(4500, "no", { caption: "2", startMs: 3500, endMs: 3900 }),
  ];

  expect(seen(arrivals)).toEqual([
    ["yes", 3000, 3000],
    ["no", 4000, 4000],
  ]);
});

it("words that move on to the next caption at once have stayed", () => {
  const next = { caption: "2", startMs: 1600, endMs: 2200 };
  const arrivals = [
    arrival(2000, "that is it and now"),
    final(2500, "that is it.", { endMs: 1600 }),
    arrival(2510, "and now", next),
    final(3500, "And now we", next),
  ];

  expect(seen(arrivals).slice(3)).toEqual([
    ["and", 2000, 2000],
    ["now", 2000, 2000],
    ["we", 3500, 3500],
  ]);
});

it("words that are gone for a while before the next caption has them are stable since then", () => {
  const next = { caption: "2", startMs: 1600, endMs: 2200 };
  const arrivals = [
    arrival(2000, "that is it and now"),
    final(2500, "that is it.", { endMs: 1600 }),
    arrival(2900, "and now", next),
    final(3500, "And now", next),
  ];

  expect(seen(arrivals).slice(3)).toEqual([
    ["and", 2000, 2900],
    ["now", 2000, 2900],
  ]);
});

it("a caption that was taken back leaves no word", () => {
  expect(seen([arrival(1000, "thank you"), final(2000, "")])).toEqual([]);
});
