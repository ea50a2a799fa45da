import { RIGHT_TO_LEFT } from "../../shared/text/right-to-left.ts";

const LETTER = /\p{L}/u;

/**
 * The direction of a paragraph, by its first letter as the Unicode algorithm takes it (UAX #9, P2). `dir="auto"` does not look
 * into elements with a `dir` of their own, which every line within a paragraph has.
 */
export function textDirection(text: string): "ltr" | "rtl" {
  const [letter] = LETTER.exec(text) ?? [];
  return letter !== undefined && RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}
