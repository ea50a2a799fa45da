/** The scripts of living languages that are written from right to left (Unicode, ISO 15924). */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set([
  "Adlm", // Adlam: Fula
  "Arab", // Arabic, Persian, Urdu, Pashto, Uyghur …
  "Hebr", // Hebrew, Yiddish
  "Mand", // Mandaic
  "Nkoo", // N’Ko: Manding languages
  "Rohg", // Hanifi Rohingya
  "Syrc", // Syriac
  "Thaa", // Thaana: Maldivian
]);

/**
 * The direction of what is written in `language` (BCP 47): that of its script, which is the one that the language names or
 * usually has. `Intl.Locale` knows the direction itself, but under a name that is new in Chrome 130.
 */
export function directionOf(language: string): "ltr" | "rtl" {
  const { script = "" } = new Intl.Locale(language).maximize();
  return RIGHT_TO_LEFT.has(script) ? "rtl" : "ltr";
}
