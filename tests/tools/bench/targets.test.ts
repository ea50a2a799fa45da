import { expect, it } from "vitest";
import { targetRows } from "../../../tools/bench/engine/target-rows.ts";
import { TARGETS, type Target } from "../../../tools/bench/engine/targets.ts";
import { figure } from "../../../tools/measure/figure.ts";

const RECALL: Target = {
  line: "recall",
  part: "meeting-base",
  figure: "recall",
  unit: "share",
  bound: { atLeast: 0.99 },
};

it.each([
  [0.9901, true],
  [0.9899, false],
  [null, false],
])("a target of at least 0.99 with %d", (value, isMet) => {
  const measured = { "meeting-base": [figure("recall", value, "share")] };

  expect(targetRows([RECALL], measured)).toMatchObject([{ bound: "≥ 0.99", value, isMet }]);
});

it("what was not measured is neither met nor missed", () => {
  expect(targetRows([RECALL], {})).toMatchObject([{ value: null, isMet: null }]);
});

it("no two targets look at the same figure", () => {
  const places = TARGETS.map(({ part, figure: name }) => `${part} ${name}`);

  expect(new Set(places).size).toBe(places.length);
});
