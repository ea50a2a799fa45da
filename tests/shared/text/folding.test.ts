import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fold, foldWithOrigins } from "../../../src/shared/text/folding.ts";

const CHARACTERS = Array.from("aéÉｅＥßıİiǅΣς’'カかがｶﾞ\u3099\u0301\u00AD\u200B \n한각ё-—");

/** Letters of many scripts with marks, full and half width, signs and what is not seen, beside anything at all. */
const texts = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: fc.constantFrom(...CHARACTERS) }));

test("UI-2 folding twice changes nothing more", () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
  );
});

test("UI-2 the places of a folded text's characters lead through the original, in order", () => {
  fc.assert(
    fc.property(texts, (original) => {
      const { text, origins } = foldWithOrigins(original);
      expect(origins).toHaveLength(text.length + 1);
      expect(origins).toEqual(origins.toSorted((a, b) => a - b));
      expect(origins.at(-1)).toBe(original.length);
    }),
  );
});

test("UI-2 what is shown as found is what is found", () => {
  fc.assert(
    fc.property(texts, (original) => {
      expect(foldWithOrigins(original).text).toBe(fold(original));
    }),
  );
});
