import { describe, expect, it } from "vitest";
import { finalText, lineDelays } from "../../scripts/bench/engine/arrivals.ts";
import type { Arrival } from "../../scripts/bench/engine/caption-engine.ts";
import { runEngine } from "../../scripts/bench/engine/feed.ts";
import { framesOf } from "../../scripts/bench/engine/tracks.ts";
import { wordErrorRate } from "../../scripts/word-error-rate.ts";

const LINE = { speaker: "Alice", source: "tab", text: "a b", startMs: 1000, endMs: 3000 } as const;

function arrival(atMs: number, text: string, more: Partial<Arrival> = {}): Arrival {
  return { atMs, source: "tab", caption: "1", text, isFinal: false, startMs: 1100, endMs: 2900, ...more };
}

describe("what a reader waits", () => {
  it("runs from the line's onset to its first words and from its end to its final", () => {
    const arrivals = [arrival(1400, " "), arrival(1900, "a"), arrival(3700, "a b", { isFinal: true })];

    expect(lineDelays([LINE], arrivals)).toEqual({ onsetToFirstWordsMs: [900], endToFinalMs: [700] });
  });

  it("ignores the other source, the next line, and a line that was never heard", () => {
    const arrivals = [
      arrival(1500, "x", { source: "mic" }),
      arrival(4000, "c", { startMs: 2950, endMs: 5000, isFinal: true }),
    ];

    expect(lineDelays([LINE], arrivals)).toEqual({ onsetToFirstWordsMs: [], endToFinalMs: [] });
  });

  it("is read in the order of speech, finals only", () => {
    const arrivals = [
      arrival(5000, " later ", { startMs: 4000, isFinal: true }),
      arrival(6000, "first", { isFinal: true }),
      arrival(7000, "tentative"),
    ];

    expect(finalText(arrivals, "tab")).toBe("first later");
  });
});

it.each([
  ["a b c d", "A, b. C d!", 0],
  ["a b c d", "a x c d", 0.25],
  ["a b c d", "a c d", 0.25],
  ["a b c d", "a b b c d", 0.25],
  ["a b c d", "", 1],
  ["let's fix it", "let us fix it", 2 / 3],
])("of %j, %j gets %d of the words wrong", (reference, hypothesis, rate) => {
  expect(wordErrorRate(reference, hypothesis)).toBeCloseTo(rate);
});

it("an engine gets every frame of both sources in turn, the last one filled up with silence", async () => {
  const fed: string[] = [];
  const frames = framesOf(Buffer.alloc(4000, 1), 2);
  expect(frames.map((frame) => frame.filter((byte) => byte === 1).length)).toEqual([3200, 800]);

  const { arrivals, audioMs } = await runEngine(
    (onCaption) =>
      Promise.resolve({
        feed: (source) => {
          fed.push(source);
          return Promise.resolve();
        },
        finish: () => {
          onCaption({ source: "tab", caption: "1", text: "a", isFinal: true, startMs: 0, endMs: 100 });
          return Promise.resolve();
        },
        cost: () => null,
        close: () => Promise.resolve(),
      }),
    { tab: frames, mic: frames },
    "at-once",
  );

  expect(fed).toEqual(["tab", "mic", "tab", "mic"]);
  expect(audioMs).toBe(200);
  expect(arrivals).toMatchObject([{ caption: "1", isFinal: true }]);
});
