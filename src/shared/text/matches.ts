/** Exactly those of a Unicode pattern: escaping any other, such as "-", is an error there. */
const SYNTAX_CHARACTERS = /[\\^$.*+?()[\]{}|/]/g;

/** What finds `text` itself as a part of a Unicode pattern. */
export function literalPattern(text: string): string {
  return text.replaceAll(SYNTAX_CHARACTERS, String.raw`\$&`);
}
