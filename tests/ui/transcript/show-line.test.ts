import { expect, test } from "vitest";
import { placeShownBefore } from "../../../src/ui/transcript/show-line.ts";

test("UI-8 a hit is shown when it is opened, again after another one, but not because a search within has ended", () => {
  let before: string | null = null;
  const isShown = (place: string | null, isSearching: boolean) => {
    before = placeShownBefore(before, place, isSearching);
    return !isSearching && place !== before;
  };

  const steps = [
    isShown("tab 0", false),
    isShown("tab 0", true),
    isShown("tab 0", false),
    isShown("mic 5", false),
    isShown("tab 0", false),
  ];

  expect(steps).toEqual([true, false, false, true, true]);
});
