import { fold, foldWithOrigins } from "../../shared/text/folding.ts";

/** A span of text and whether the search found it. */
export interface Span {
  readonly text: string;
  readonly isMatch: boolean;
}

/** Exactly those of a Unicode pattern: escaping any other, such as "-", is an error there. */
const SYNTAX_CHARACTERS = /[\\^$.*+?()[\]{}|/]/g;

/** The search as an expression over folded text that takes `query` literally; null when there is nothing to find. */
export function searchPattern(query: string): RegExp | null {
  return termsPattern([fold(query).trim()].filter((wanted) => wanted !== ""));
}

/** An expression that finds each of these folded terms in folded text; null when there is none. */
export function termsPattern(terms: readonly string[]): RegExp | null {
  const literal = terms
    // Of two that begin alike the longer one is found.
    .toSorted((a, b) => b.length - a.length)
    .map((term) => term.replaceAll(SYNTAX_CHARACTERS, String.raw`\$&`));
  return literal.length === 0 ? null : new RegExp(literal.join("|"), "gu");
}

/** Whether the search finds anything in `text`. */
export function isFound(text: string, pattern: RegExp): boolean {
  return fold(text).search(pattern) !== -1;
}

/** `text` cut at every match; the spans joined give `text` again. */
export function highlight(text: string, pattern: RegExp | null): readonly Span[] {
  if (pattern === null) return text === "" ? [] : [{ text, isMatch: false }];
  const { text: folded, origins } = foldWithOrigins(text);
  const spans: Span[] = [];
  let from = 0;
  for (const match of folded.matchAll(pattern)) {
    // A character that was folded to several is found whole, once.
    const start = Math.max(from, origins[match.index] ?? from);
    const end = endOf(origins, match.index + match[0].length);
    if (end <= start) continue;
    if (start > from) spans.push({ text: text.slice(from, start), isMatch: false });
    spans.push({ text: text.slice(start, end), isMatch: true });
    from = end;
  }
  return from < text.length ? [...spans, { text: text.slice(from), isMatch: false }] : spans;
}

/** Where in the original the character ends that is the last before `position` in the folded text. */
function endOf(origins: readonly number[], position: number): number {
  const last = origins[position - 1];
  let next = position;
  while (next < origins.length - 1 && origins[next] === last) next++;
  return origins[next] ?? 0;
}
