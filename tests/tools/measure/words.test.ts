import { expect, it } from "vitest";
import { wordErrorRate } from "../../../tools/measure/words.ts";

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
