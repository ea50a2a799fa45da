import { describe, expect, it } from "vitest";
import { CHECK_STEPS, startedTogether } from "../../../tools/checks/steps.ts";

/** The names of what starts together, of the steps that are wanted. */
function together(...wanted: readonly string[]): string[][] {
  const steps = CHECK_STEPS.filter(({ name }) => wanted.includes(name));
  return startedTogether(steps).map((group) => group.map(({ name }) => name));
}

describe("the steps of npm test", () => {
  it("INS-1 run once each, those beside another one where that one is wanted, else by themselves", () => {
    expect(together("lint", "unit", "python", "real-speech", "e2e")).toEqual([
      ["lint"],
      ["unit", "python", "real-speech"],
      ["e2e"],
    ]);
    expect(together("python", "real-speech")).toEqual([["python"], ["real-speech"]]);
    expect(
      startedTogether(CHECK_STEPS)
        .flat()
        .map(({ name }) => name),
    ).toEqual(CHECK_STEPS.map(({ name }) => name));
  });

  it("leave the machine to the end-to-end tests, which are last", () => {
    expect(
      startedTogether(CHECK_STEPS)
        .at(-1)
        ?.map(({ name }) => name),
    ).toEqual(["e2e"]);
  });
});
