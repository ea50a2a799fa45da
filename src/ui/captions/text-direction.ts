/** Letters of scripts that are written from right to left, Hebrew and Arabic among them. */
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const LETTER = /\p{L}/u;

/**
 * The direction of a paragraph, by its first letter as the Unicode algorithm takes it (UAX #9, P2). `dir="auto"` does not look
 * into elements with a `dir` of their own, which every line within a paragraph has.
 */
export function textDirection(text: string): "ltr" | "rtl" {
  const [letter] = LETTER.exec(text) ?? [];
  return letter !== undefined && RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}
