import { expect, it } from "vitest";
import { lagOver, recoveryMs } from "../../../tools/measure/captions/lag.ts";
import { sourceWords } from "../../../tools/measure/captions/source-words.ts";
import { arrival, final, meeting, utterance } from "./samples.ts";

it("the lag is the wait of the oldest word that no caption has reached, right or wrong", () => {
  const said = meeting([utterance(1000, "we need")]);
  const words = sourceWords(said, [arrival(2000, "he", { endMs: 1400 }), final(3200, "we need")], "tab");

  const lag = new Map(lagOver([words], 4000).map(({ atMs, lagMs }) => [atMs, lagMs]));

  expect([1500, 1900, 2000, 2100, 3100, 3200].map((atMs) => lag.get(atMs))).toEqual([
    0, 400, 0, 100, 1100, 0,
  ]);
});

it("a lag is made up when it stays below the bound for ten seconds", () => {
  const points = Array.from({ length: 400 }, (_, step) => ({
    atMs: step * 100,
    // Slow for 5 s, and once more for a moment 4 s later.
    lagMs: step < 50 || step === 90 ? 3000 : 500,
  }));

  expect(recoveryMs(points, 2000, 2000)).toBe(7100);
  expect(recoveryMs(points, 32_000, 2000)).toBeNull();
  expect(recoveryMs(points, 0, 400)).toBeNull();
});
