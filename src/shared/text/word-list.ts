import { MAX_LISTED_WORDS, MAX_WORD_CHARACTERS } from "../../../protocol/settings.ts";

/** The words of what was typed: split at commas of any script and line breaks, each once, within the bounds. */
export function parseWordList(typed: string): string[] {
  const terms = typed
    .split(/[,，、;；\n]/u)
    .map((term) => term.trim().slice(0, MAX_WORD_CHARACTERS).trim())
    .filter((term) => term !== "");
  return [...new Set(terms)].slice(0, MAX_LISTED_WORDS);
}

/** The list with `term`, and that as it is where it has no room for it, or knows it. */
export function withTerm(list: readonly string[], term: string): readonly string[] {
  const more = parseWordList([...list, term].join("\n"));
  return more.length > list.length ? more : list;
}
