/** The scripts of living languages that are written from right to left (Unicode, ISO 15924). */
export const RIGHT_TO_LEFT_SCRIPTS: readonly string[] = [
  "Adlm", // Adlam: Fula
  "Arab", // Arabic, Persian, Urdu, Pashto, Uyghur …
  "Hebr", // Hebrew, Yiddish
  "Mand", // Mandaic
  "Nkoo", // N’Ko: Manding languages
  "Rohg", // Hanifi Rohingya
  "Syrc", // Syriac
  "Thaa", // Thaana: Maldivian
];

/** A letter of one of them. */
export const RIGHT_TO_LEFT = new RegExp(
  `[${RIGHT_TO_LEFT_SCRIPTS.map((script) => String.raw`\p{Script=${script}}`).join("")}]`,
  "u",
);

/**
 * The direction of what is written in `language` (BCP 47): that of its script, which is the one that the language names or
 * usually has. `Intl.Locale` knows the direction itself, but under a name that is new in Chrome 130.
 */
export function directionOf(language: string): "ltr" | "rtl" {
  const { script = "" } = new Intl.Locale(language).maximize();
  return RIGHT_TO_LEFT_SCRIPTS.includes(script) ? "rtl" : "ltr";
}

/**
 * The direction of a paragraph, by its first letter as the Unicode algorithm takes it (UAX #9, P2). `dir="auto"` does not look
 * into elements with a `dir` of their own, which every line within a paragraph has.
 */
export function textDirection(text: string): "ltr" | "rtl" {
  const [letter] = /\p{L}/u.exec(text) ?? [];
  return letter !== undefined && RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}
