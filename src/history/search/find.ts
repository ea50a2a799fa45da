import { highlight, type Span } from "../../ui/captions/highlight.ts";

/** What a search found in a meeting. */
export interface Found {
  /** How often any of the terms is there; `MOST_HITS` stands for that many or more. */
  readonly count: number;
  /** Indices of the lines to show, in order of time: of those with most of the terms the first. */
  readonly lines: readonly number[];
}

export const MOST_HITS = 999;
const SHOWN_LINES = 3;

/**
 * Looks for folded terms, each of which has to stand in the meeting's folded lines, each ended by a line feed, or in its folded title
 * (pure). Null when one does not.
 */
export function findIn(folded: string, title: string, terms: readonly string[]): Found | null {
  if (!terms.every((term) => folded.includes(term) || title.includes(term))) return null;
  /** Bits of the terms that a line has. */
  const termsOfLine = new Map<number, number>();
  let count = 0;
  for (const [bit, term] of terms.entries()) {
    let line = 0;
    let lineEnd = folded.indexOf("\n");
    for (
      let at = folded.indexOf(term);
      at !== -1 && count < MOST_HITS;
      at = folded.indexOf(term, at + term.length)
    ) {
      count += 1;
      while (lineEnd !== -1 && lineEnd < at) {
        line += 1;
        lineEnd = folded.indexOf("\n", lineEnd + 1);
      }
      termsOfLine.set(line, (termsOfLine.get(line) ?? 0) | (1 << bit));
    }
  }
  return { count, lines: linesToShow(termsOfLine, terms.length) };
}

/** Those with most of the terms, in order of time. */
function linesToShow(termsOfLine: ReadonlyMap<number, number>, termCount: number): number[] {
  const shown: number[] = [];
  for (let bits = termCount; bits > 0 && shown.length < SHOWN_LINES; bits -= 1) {
    const having = [...termsOfLine].flatMap(([line, of]) => (bitsIn(of) === bits ? [line] : []));
    shown.push(...having.toSorted((a, b) => a - b).slice(0, SHOWN_LINES - shown.length));
  }
  return shown.toSorted((a, b) => a - b);
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Letters that are shown on either side of the first hit of a line. */
const CONTEXT_LETTERS = 60;

/** A line cut to what stands around its first hit. */
export function contextOf(line: string, pattern: RegExp | null): readonly Span[] {
  const spans = highlight(line, pattern);
  const first = spans.findIndex(({ isMatch }) => isMatch);
  const before = spans.slice(0, Math.max(first, 0)).reduce((all, span) => all + span.text, "");
  const left = wholeEnd(before);
  const after = spans.slice(Math.max(first, 0));
  let room = 2 * CONTEXT_LETTERS + (CONTEXT_LETTERS - Math.min(before.length, CONTEXT_LETTERS));
  const shown: Span[] = left === "" ? [] : [{ text: left, isMatch: false }];
  for (const span of after) {
    if (room <= 0) return [...shown, { text: "…", isMatch: false }];
    const text = span.isMatch || span.text.length <= room ? span.text : wholeStart(span.text, room);
    shown.push({ ...span, text });
    if (text !== span.text) return [...shown, { text: "…", isMatch: false }];
    room -= text.length;
  }
  return shown;
}

/** The end of what stands before a hit, from a space on where one is near. */
function wholeEnd(text: string): string {
  if (text.length <= CONTEXT_LETTERS) return text;
  const end = text.slice(-CONTEXT_LETTERS);
  const space = end.indexOf(" ");
  return `…${space === -1 || space > CONTEXT_LETTERS / 2 ? end.replace(/^[\uDC00-\uDFFF]/u, "") : end.slice(space + 1)}`;
}

function wholeStart(text: string, room: number): string {
  const start = text.slice(0, room);
  const space = start.lastIndexOf(" ");
  return space < room / 2 ? start.replace(/[\uD800-\uDBFF]$/u, "") : start.slice(0, space);
}
