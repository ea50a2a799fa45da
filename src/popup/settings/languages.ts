import { languageName } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";

/** Whisper's codes of the languages offered, by number of speakers online; any other code can be set by hand. */
const OFFERED_LANGUAGES =
  "en ja zh yue ko es pt fr de it nl pl ru uk cs sv da no fi el tr ro hu he ar fa hi bn ta ur th vi id ms tl sw ca";

export interface LanguageChoice {
  readonly code: string;
  readonly name: string;
}

/** Detection first, then every language under its own name. `chosen` is always among them. */
export function languageChoices(chosen: string): readonly LanguageChoice[] {
  const offered = OFFERED_LANGUAGES.split(" ");
  const codes = chosen === "auto" || offered.includes(chosen) ? offered : [chosen, ...offered];
  return [{ code: "auto", name: words.settings.detect }, ...codes.map(named)];
}

/** The languages that may still be expected beside `expected`. */
export function languagesToAdd(expected: readonly string[]): readonly LanguageChoice[] {
  return OFFERED_LANGUAGES.split(" ")
    .filter((code) => !expected.includes(code))
    .map(named);
}

export function named(code: string): LanguageChoice {
  return { code, name: languageName(code) };
}
