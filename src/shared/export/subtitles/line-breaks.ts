import { Rules } from "@cto.af/linebreak";

/** Columns of one subtitle line; a full-width character takes two. */
export const LINE_COLUMNS = 42;

const FULL_WIDTH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]|\p{Emoji_Presentation}/u;
/** Written without spaces, and broken by dictionary only: UAX #14 leaves them (class SA) to the words' own rules. */
const BROKEN_BY_DICTIONARY = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;
const UNICODE_RULES = new Rules();

/**
 * Cuts one line of text where a subtitle may be broken: between words of the text's own language, so that Japanese,
 * Chinese and Thai wrap without spaces (STT-4), and only where UAX #14 allows it, so that no line ends with an opening
 * bracket or begins with a full stop. A word longer than a line is cut between graphemes. The pieces joined give `text`.
 */
export function breakable(text: string, language: string | null): readonly string[] {
  const locale = /^[a-z]{2,3}$/.test(language ?? "") ? (language ?? undefined) : undefined;
  const allowed = new Set(Array.from(UNICODE_RULES.breaks(text), ({ position }) => position));
  const pieces: string[] = [];
  let piece = "";
  for (const { segment, index } of new Intl.Segmenter(locale, { granularity: "word" }).segment(text)) {
    if (piece !== "" && (allowed.has(index) || BROKEN_BY_DICTIONARY.test(piece))) {
      pieces.push(piece);
      piece = "";
    }
    piece += segment;
  }
  if (piece !== "") pieces.push(piece);
  return pieces.flatMap((whole) => (columnsOf(whole) <= LINE_COLUMNS ? [whole] : graphemes(whole, locale)));
}

/** Joins pieces to lines that are as full as they go. */
export function wrap(pieces: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (line !== "" && columnsOf((line + piece).trimEnd()) > LINE_COLUMNS) {
      lines.push(line);
      line = "";
    }
    line += piece;
  }
  return line === "" ? lines : [...lines, line];
}

export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += FULL_WIDTH.test(character) ? 2 : 1;
  return columns;
}

function graphemes(text: string, locale: string | undefined): readonly string[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
