import { uiLanguage, words } from "./index.ts";

/** Numbers, sizes, times and lists as the reader writes them. */

/** The reader's own habits (`en-GB`) where they are of the language that is shown, else that language's. */
const LOCALE = uiLanguage.startsWith(words.language) ? uiLanguage : words.language;

/** A length of time, roughly: seconds up to a hundred, minutes up to a hundred, then hours and minutes. */
export function formatDuration(seconds: number): string {
  const { units } = words;
  const numbers = new Intl.NumberFormat(LOCALE);
  if (seconds < 100) return units.seconds(numbers.format(seconds));
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return units.minutes(numbers.format(minutes));
  const hours = units.hours(numbers.format(Math.floor(minutes / 60)));
  return minutes % 60 === 0 ? hours : `${hours} ${units.minutes(numbers.format(minutes % 60))}`;
}

/** Seconds to two significant digits. */
export function formatSeconds(seconds: number): string {
  const numbers = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 2 });
  return words.units.seconds(numbers.format(seconds));
}

/** A size as people know it from their disk, its number and its unit on one line. */
export function formatSize(bytes: number): string {
  const isLarge = bytes >= 1_000_000_000;
  const numbers = new Intl.NumberFormat(LOCALE, {
    style: "unit",
    unit: isLarge ? "gigabyte" : "megabyte",
    maximumFractionDigits: isLarge ? 1 : 0,
  });
  return numbers.format(bytes / (isLarge ? 1_000_000_000 : 1_000_000)).replaceAll(" ", "\u{A0}");
}

/** Date and time of day of a moment (milliseconds since the epoch). */
export function formatMoment(epochMs: number): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "short" }).format(epochMs);
}

/** Time of day of a moment (milliseconds since the epoch). */
export function formatClock(epochMs: number): string {
  return new Intl.DateTimeFormat(LOCALE, { timeStyle: "short" }).format(epochMs);
}

export function formatList(parts: readonly string[]): string {
  return new Intl.ListFormat(LOCALE, { type: "conjunction", style: "narrow" }).format(parts);
}

/** What speakers of the language with that code call it: "English", "日本語"; the code where the browser has no name. */
export function languageName(code: string): string {
  const names = new Intl.DisplayNames([code], { type: "language", languageDisplay: "standard" });
  const [first = "", ...rest] = names.of(code) ?? code;
  return first.toLocaleUpperCase(code) + rest.join("");
}
