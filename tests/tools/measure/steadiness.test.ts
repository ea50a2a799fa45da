import { expect, it } from "vitest";
import { steadinessOf } from "../../../tools/measure/captions/steadiness.ts";
import { arrival, final } from "./samples.ts";

it("text that only grows erases nothing", () => {
  const arrivals = [arrival(1000, "we"), arrival(1500, "we need"), final(2000, "we need it")];

  expect(steadinessOf(arrivals)).toMatchObject({ erased: 0, stayed: 3, changedFinals: 0 });
});

it("a change erases everything from the first difference on", () => {
  const arrivals = [arrival(1000, "we knead it"), final(2000, "we need it")];

  expect(steadinessOf(arrivals)).toMatchObject({ erased: 2, stayed: 3 });
});

it("words that move on to the next caption at once are not erased, later they are", () => {
  const next = { caption: "2", startMs: 1700 };
  const first = arrival(1000, "we need it now");
  const cut = final(2000, "we need it");

  expect(steadinessOf([first, cut, arrival(2010, "now", next)]).erased).toBe(0);
  expect(steadinessOf([first, cut, arrival(2500, "now", next)]).erased).toBe(1);
});

it("a final that says something else later is counted, one that is repeated is not", () => {
  const arrivals = [final(1000, "yes"), final(1100, "yes"), final(1200, "no")];

  expect(steadinessOf(arrivals).changedFinals).toBe(1);
});

it("counts the stable words that the engine did not keep", () => {
  const arrivals = [
    arrival(1000, "we need it", { stableText: "we" }),
    arrival(1500, "we need it now", { stableText: "we need it" }),
    final(2000, "so we need that now"),
  ];

  expect(steadinessOf(arrivals)).toMatchObject({ claimedStable: 3, brokenClaims: 1 });
});

it("a stable word that goes on in the next caption has stayed", () => {
  const next = { caption: "2", startMs: 1700, endMs: 2500 };
  const claim = arrival(1000, "that is it and", { stableText: "that is it and" });
  const cut = final(2000, "that is it.", { endMs: 1700 });

  expect(steadinessOf([claim, cut, final(3000, "And now", next)]).brokenClaims).toBe(0);
  expect(steadinessOf([claim, cut, final(3000, "Now", next)]).brokenClaims).toBe(1);
});
