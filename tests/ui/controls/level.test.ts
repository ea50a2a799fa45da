import { expect, test } from "vitest";
import { levelFraction } from "../../../src/ui/controls/level.ts";

test("CAP-7 the meter is empty in silence, full at full scale and rises with the sound", () => {
  expect([0, 0.0001, 1, 2].map(levelFraction)).toEqual([0, 0, 1, 1]);
  expect(levelFraction(0.1)).toBeCloseTo(2 / 3);
});
