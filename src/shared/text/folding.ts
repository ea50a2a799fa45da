import type { Place } from "./matches.ts";

/**
 * Text as searches and alerts compare it: what people type in another way than it stands is the same. Compatibility forms
 * (full width, ligatures; NFKC, UAX #15), case, Latin, Greek and Cyrillic diacritics, katakana and hiragana, apostrophes,
 * quotation marks and hyphens are folded; what is not seen is left out. Voiced kana and marks of other scripts change a
 * word, so they stay.
 */

/** Letters that Unicode does not decompose, and signs of which keyboards have one. */
const SAME: Readonly<Record<string, string>> = {
  ı: "i",
  ß: "ss",
  ς: String.fromCodePoint(0x03_c3),
  ø: "o",
  đ: "d",
  ł: "l",
  æ: "ae",
  œ: "oe",
  "’": "'",
  "‘": "'",
  ʼ: "'",
  "`": "'",
  "´": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "‐": "-",
  "‑": "-",
  "–": "-",
  "—": "-",
};
const SAME_CHARACTERS = new RegExp(`[${Object.keys(SAME).join("")}]`, "gu");
const DIACRITICS = /[\u0300-\u036F]/gu;
/** Soft hyphens, joiners, and what sets the direction of text. */
const UNSEEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;
/** Each code unit but those of what is not seen, which have one each. */
const SEEN = /[^\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const KATAKANA = /[\u30A1-\u30F6]/gu;
/** From a katakana's code point to its hiragana's. */
const KANA_DISTANCE = 0x60;
const ASCII = /^[\0-\u007F]*$/u;

/** The text as it is compared (pure). Folding twice changes nothing more. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replaceAll("`", "'").replaceAll(/\s/gu, " ");
  return text
    .replaceAll(UNSEEN, "")
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(DIACRITICS, "")
    .normalize("NFC")
    .replaceAll(SAME_CHARACTERS, (character) => SAME[character] ?? character)
    .replaceAll(KATAKANA, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - KANA_DISTANCE))
    .replaceAll(/\s/gu, " ");
}

/** A folded text and where each of its code units comes from. */
export interface FoldedText {
  readonly text: string;
  /** By position in `text`, one more than it has: where in the original the character begins that it comes from. */
  readonly origins: readonly number[];
}

/** By character, of which a language has some thousand at most: a meeting holds each many times. */
const foldedCharacters = new Map<string, string>();
const MOST_CHARACTERS = 10_000;

function foldCharacter(character: string): string {
  const known = foldedCharacters.get(character);
  if (known !== undefined) return known;
  const folded = fold(character);
  if (foldedCharacters.size >= MOST_CHARACTERS) foldedCharacters.clear();
  foldedCharacters.set(character, folded);
  return folded;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** As `fold`, for what is shown: slower, character by character. */
export function foldWithOrigins(original: string): FoldedText {
  // Each character stays one.
  if (ASCII.test(original))
    return { text: fold(original), origins: Array.from({ length: original.length + 1 }, (_, at) => at) };
  // What is not seen may stand within a character.
  const seen = [...original.matchAll(SEEN)].map(({ index }) => index);
  let text = "";
  const origins: number[] = [];
  for (const { segment, index } of graphemes.segment(original.replaceAll(UNSEEN, ""))) {
    const folded = foldCharacter(segment);
    text += folded;
    for (let unit = 0; unit < folded.length; unit++) origins.push(seen[index] ?? 0);
  }
  return { text, origins: [...origins, original.length] };
}

/** Where in the original the characters stand, whole, of which the folded text has the place (pure). */
export function placeInOriginal({ origins }: FoldedText, { start, end }: Place): Place {
  const last = origins[end - 1];
  let next = end;
  while (next < origins.length - 1 && origins[next] === last) next++;
  return { start: origins[start] ?? 0, end: origins[next] ?? 0 };
}
