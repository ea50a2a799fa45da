import type { DoubtfulWord } from "../../../protocol/events.ts";

export interface TextPart {
  readonly text: string;
  readonly isDoubtful: boolean;
}

/** `text` cut at the words that the model doubts (pure); the parts joined give `text` again. Places beyond it are none. */
export function doubtfulParts(text: string, doubtful: readonly DoubtfulWord[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { start, end } of doubtful) {
    if (start < from || end <= start || end > text.length) continue;
    if (start > from) parts.push({ text: text.slice(from, start), isDoubtful: false });
    parts.push({ text: text.slice(start, end), isDoubtful: true });
    from = end;
  }
  return from < text.length ? [...parts, { text: text.slice(from), isDoubtful: false }] : parts;
}
