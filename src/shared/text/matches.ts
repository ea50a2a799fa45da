/** A part of a text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Exactly those of a Unicode pattern: escaping any other, such as "-", is an error there. */
const SYNTAX_CHARACTERS = /[\\^$.*+?()[\]{}|/]/g;

/** What finds `text` itself as a part of a Unicode pattern. */
export function literalPattern(text: string): string {
  return text.replaceAll(SYNTAX_CHARACTERS, String.raw`\$&`);
}

/** Where a global `pattern` matches, in order. */
export function matchesOf(text: string, pattern: RegExp): readonly Place[] {
  return [...text.matchAll(pattern)].map(({ index: start, 0: match }) => ({
    start,
    end: start + match.length,
  }));
}
