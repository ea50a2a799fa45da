/** A span of text and whether the search found it. */
export interface Span {
  readonly text: string;
  readonly isMatch: boolean;
}

/** Exactly those of a Unicode pattern: escaping any other, such as "-", is an error there. */
const SYNTAX_CHARACTERS = /[\\^$.*+?()[\]{}|/]/g;

/** The search as an expression that takes `query` literally and ignores case; null when there is nothing to find. */
export function searchPattern(query: string): RegExp | null {
  const wanted = query.trim();
  return wanted === "" ? null : new RegExp(wanted.replaceAll(SYNTAX_CHARACTERS, String.raw`\$&`), "giu");
}

/** `text` cut at every match; the spans joined give `text` again. */
export function highlight(text: string, pattern: RegExp | null): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of pattern === null ? [] : text.matchAll(pattern)) {
    if (match.index > from) spans.push({ text: text.slice(from, match.index), isMatch: false });
    spans.push({ text: match[0], isMatch: true });
    from = match.index + match[0].length;
  }
  return from < text.length ? [...spans, { text: text.slice(from), isMatch: false }] : spans;
}
