/** What speakers of the language with that code call it: "English", "日本語"; the code where the browser has no name. */
export function languageName(code: string): string {
  const names = new Intl.DisplayNames([code], { type: "language", languageDisplay: "standard" });
  const [first = "", ...rest] = names.of(code) ?? code;
  return first.toLocaleUpperCase(code) + rest.join("");
}
