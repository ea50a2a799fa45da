import { words } from "../ui/words.ts";

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
  return [
    { code: "auto", name: words.settings.detect },
    ...codes.map((code) => ({ code, name: ownName(code) })),
  ];
}

function ownName(code: string): string {
  const name =
    new Intl.DisplayNames([code], { type: "language", languageDisplay: "standard" }).of(code) ?? code;
  const [first = "", ...rest] = name;
  return first.toLocaleUpperCase(code) + rest.join("");
}
