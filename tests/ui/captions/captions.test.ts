import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatTime } from "../../../src/shared/timestamps.ts";
import { highlight, searchPattern } from "../../../src/ui/captions/highlight.ts";
import { speakerName } from "../../../src/ui/captions/speaker.ts";

test.each([
  [0, "00:00"],
  [61_999, "01:01"],
  [3_599_999, "59:59"],
  [3_600_000, "1:00:00"],
  [36_061_000, "10:01:01"],
])("UI-2 %d ms is shown as %s", (ms, shown) => {
  expect(formatTime(ms)).toBe(shown);
});

test("UI-2 the search takes what was typed literally, ignores case and loses no text", () => {
  expect(highlight("Ship it (Thursday). ship!", searchPattern("SHIP"))).toEqual([
    { text: "Ship", isMatch: true },
    { text: " it (Thursday). ", isMatch: false },
    { text: "ship", isMatch: true },
    { text: "!", isMatch: false },
  ]);
  expect(highlight("re-open", searchPattern("-"))).toContainEqual({ text: "-", isMatch: true });
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "grapheme", maxLength: 3 }),
      (text, query) => {
        const spans = highlight(text, searchPattern(query));
        expect(spans.map((span) => span.text).join("")).toBe(text);
      },
    ),
  );
});

test("UI-2 a speaker without a name is called by the side of the meeting", () => {
  expect(speakerName({ tab: " ", mic: "Noelle" }, "tab")).toBe("Others");
  expect(speakerName({ tab: "", mic: "Noelle" }, "mic")).toBe("Noelle");
});
