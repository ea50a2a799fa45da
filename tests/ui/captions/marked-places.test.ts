import * as fc from "fast-check";
import { expect, test } from "vitest";
import { spansAt } from "../../../src/ui/captions/highlight.ts";

test("STT-7 a line is cut at the words that the model doubts", () => {
  const doubtful = [
    { start: 5, end: 10, probability: 0.3 },
    { start: 11, end: 16, probability: 0.1 },
  ];

  expect(spansAt("Call Marek today.", doubtful)).toEqual([
    { text: "Call ", isMatch: false },
    { text: "Marek", isMatch: true },
    { text: " ", isMatch: false },
    { text: "today", isMatch: true },
    { text: ".", isMatch: false },
  ]);
});

test("STT-7 whatever places are reported, the parts are the text again", () => {
  const word = fc.record({ start: fc.nat(30), end: fc.nat(30), probability: fc.double({ min: 0, max: 1 }) });
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.array(word), (text, doubtful) => {
      const parts = spansAt(text, doubtful);

      expect(parts.map((part) => part.text).join("")).toBe(text);
      expect(parts.every((part) => part.text !== "")).toBe(true);
    }),
  );
});
