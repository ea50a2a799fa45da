import { fold, foldWithOrigins, placeInOriginal } from "../../shared/text/folding.ts";
import { literalPattern, matchesOf, type Place } from "../../shared/text/matches.ts";
import { type Segment, segmentText } from "../../shared/transcript.ts";

/** A span of text and whether it is one of those that were looked for. */
export interface Span {
  readonly text: string;
  readonly isMatch: boolean;
}

/** The search as an expression over folded text that takes `query` literally; null when there is nothing to find. */
export function searchPattern(query: string): RegExp | null {
  return termsPattern([fold(query).trim()].filter((wanted) => wanted !== ""));
}

/** An expression that finds each of these folded terms in folded text; null when there is none. */
export function termsPattern(terms: readonly string[]): RegExp | null {
  const literal = terms
    // Of two that begin alike the longer one is found.
    .toSorted((a, b) => b.length - a.length)
    .map(literalPattern);
  return literal.length === 0 ? null : new RegExp(literal.join("|"), "gu");
}

/** By line, which never changes: a search looks at every line again with each caption and each key. */
const foldedLines = new WeakMap<Segment, string>();
const cutLines = new WeakMap<Segment, { readonly pattern: RegExp; readonly spans: readonly Span[] }>();

/** Whether the search finds anything in the line's text. */
export function isFound(line: Segment, pattern: RegExp): boolean {
  let folded = foldedLines.get(line);
  if (folded === undefined) {
    folded = fold(segmentText(line));
    foldedLines.set(line, folded);
  }
  return folded.search(pattern) !== -1;
}

/** The line's text as `highlight` cuts it; once for each search. */
export function highlightLine(line: Segment, pattern: RegExp): readonly Span[] {
  const known = cutLines.get(line);
  if (known?.pattern === pattern) return known.spans;
  const spans = highlight(segmentText(line), pattern);
  cutLines.set(line, { pattern, spans });
  return spans;
}

/** `text` cut at every match; the spans joined give `text` again. */
export function highlight(text: string, pattern: RegExp | null): readonly Span[] {
  if (pattern === null) return spansAt(text, []);
  const folded = foldWithOrigins(text);
  const matches = matchesOf(folded.text, pattern);
  return spansAt(
    text,
    matches.map((place) => placeInOriginal(folded, place)),
  );
}

/** `text` cut at these places, which come in order (pure); the spans joined give `text` again. Places beyond it are none. */
export function spansAt(text: string, places: readonly Place[]): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const place of places) {
    // A character that was folded to several is found whole, once.
    const start = Math.max(from, place.start);
    if (place.end <= start || place.end > text.length) continue;
    if (start > from) spans.push({ text: text.slice(from, start), isMatch: false });
    spans.push({ text: text.slice(start, place.end), isMatch: true });
    from = place.end;
  }
  return from < text.length ? [...spans, { text: text.slice(from), isMatch: false }] : spans;
}
