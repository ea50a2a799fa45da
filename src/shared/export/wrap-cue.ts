/** Columns of one subtitle line; a full-width character takes two. */
const LINE_COLUMNS = 42;

const FULL_WIDTH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]|\p{Emoji_Presentation}/u;

/**
 * Breaks one line of text into subtitle lines. Breaks stand between words of the text's own language, so
 * Japanese, Chinese and Thai wrap without spaces (STT-4); a word longer than a line breaks between graphemes.
 * Nothing but line breaks is added and nothing is removed: the lines joined give `text` again.
 */
export function wrapCue(text: string, language: string | null): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let columns = 0;
  for (const piece of pieces(text, language)) {
    const width = columnsOf(piece);
    // White space and closing punctuation never begin a line.
    if (line !== "" && columns + width > LINE_COLUMNS && !/^[\s\p{Pe}\p{Pf}\p{Po}]/u.test(piece)) {
      lines.push(line);
      line = "";
      columns = 0;
    }
    line += piece;
    columns += width;
  }
  return [...lines, line];
}

function* pieces(text: string, language: string | null): Generator<string> {
  const locale = /^[a-z]{2,3}$/.test(language ?? "") ? (language ?? undefined) : undefined;
  const words = new Intl.Segmenter(locale, { granularity: "word" });
  const graphemes = new Intl.Segmenter(locale, { granularity: "grapheme" });
  for (const { segment: word } of words.segment(text)) {
    if (columnsOf(word) <= LINE_COLUMNS) yield word;
    else for (const { segment } of graphemes.segment(word)) yield segment;
  }
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += FULL_WIDTH.test(character) ? 2 : 1;
  return columns;
}
