import * as fc from "fast-check";
import { expect, test } from "vitest";
import { textDirection } from "../../../src/i18n/direction.ts";
import { formatTime } from "../../../src/shared/timestamps.ts";
import { highlight, isFound, searchPattern } from "../../../src/ui/captions/highlight.ts";
import { speakerName } from "../../../src/ui/captions/speaker.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";

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

test.each([
  ["istanbul", "in İstanbul today", "İstanbul"],
  ["ISTANBUL", "in ıstanbul today", "ıstanbul"],
  ["cafe", "the café is", "café"],
  ["café", "the cafe\u0301 is", "cafe\u0301"],
  ["don't", "I don’t know", "don’t"],
  ["ABC", "model ＡＢＣ here", "ＡＢＣ"],
  ["strasse", "die Straße dort", "Straße"],
  ["らいしゅう", "では ライシュウ に", "ライシュウ"],
  ["ガイド", "その ｶﾞｲﾄﾞ を", "ｶﾞｲﾄﾞ"],
  ["cooperate", "they co\u00ADoperate", "co\u00ADoperate"],
  ["한국", "저는 \u1112\u1161\u11ab\u1100\u116e\u11a8 사람", "\u1112\u1161\u11ab\u1100\u116e\u11a8"],
])("UI-2 typed as %s, the search finds what stands as it is written: %s", (query, text, found) => {
  const pattern = searchPattern(query) ?? /^$/u;
  expect(isFound(finalSegment({ stable: text }), pattern)).toBe(true);
  expect(highlight(text, pattern).filter(({ isMatch }) => isMatch)).toEqual([{ text: found, isMatch: true }]);
});

test("UI-2 the search tells words apart that only their voicing or another script's marks tell apart", () => {
  expect(isFound(finalSegment({ stable: "かき" }), searchPattern("がき") ?? /^$/u)).toBe(false);
  expect(isFound(finalSegment({ stable: "किताब" }), searchPattern("कताब") ?? /^$/u)).toBe(false);
});

test("UI-2 a speaker without a name is called by the side of the meeting", () => {
  expect(speakerName({ tab: " ", mic: "Noelle" }, "tab")).toBe("Others");
  expect(speakerName({ tab: "", mic: "Noelle" }, "mic")).toBe("Noelle");
});

test.each([
  ["שלום, OK?", "rtl"],
  ["OK, שלום", "ltr"],
  ["12:30 مرحبا", "rtl"],
  ["“今日は”", "ltr"],
  ["… 42?", "ltr"],
])("UI-1 a paragraph takes the direction of its first letter: %s", (text, direction) => {
  expect(textDirection(text)).toBe(direction);
});
