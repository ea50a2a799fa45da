import { doubleMetaphone } from "double-metaphone";
import { distance } from "fastest-levenshtein";
import { fold } from "./folding.ts";

/**
 * Finds in captions the words that a reader wants to be alerted to, such as their name. A recogniser writes a name as it
 * sounds ("Kelly", "Kelley"), so a word that sounds the same and differs in one letter of four is found too; but no word of
 * fewer than four letters, and none with digits, for which that finds anything. Nothing is ever rewritten.
 *
 * Scripts without spaces are searched for the word itself: their readers give the forms that they want (愛子, あいこ). In
 * Korean particles and titles are written to a name (지영아, 지영님), so it is found within a word, too.
 */
export type FindAlertWords = (text: string) => readonly string[];

const WORDS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'-]*/gu;
/** A name does not reach over a comma. */
const BETWEEN_PHRASES = /[^\p{L}\p{N}\p{M}'\s-]+/u;
/** Of somebody: "Kelly's", "James'". */
const POSSESSIVE = /'s?$/u;
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const HANGUL = /\p{Script=Hangul}/u;
/** What sounds can be compared of: the key is made for Latin letters. */
const SOUNDING = /^[a-z]{4,}$/u;
/** A name may be written as so many words: "Mary Ann", "Maryann". */
const MOST_WORDS = 3;
/** One letter in so many may differ. */
const LETTERS_A_DIFFERENCE = 4;

/** @returns which of `wanted`, as they were given, occur in a text; each once */
export function alertWords(wanted: readonly string[]): FindAlertWords {
  const finders = wanted.flatMap((word) => {
    const isIn = finderOf(fold(word));
    return isIn === null ? [] : [{ word, isIn }];
  });
  return (text) => {
    if (finders.length === 0) return [];
    const folded = fold(text);
    const sought = { folded, runs: new Set(folded.split(BETWEEN_PHRASES).map(wordsOf).flatMap(runsOf)) };
    return finders.filter(({ isIn }) => isIn(sought)).map(({ word }) => word);
  };
}

interface Sought {
  readonly folded: string;
  /** Every run of up to `MOST_WORDS` words, written as one. */
  readonly runs: ReadonlySet<string>;
}

/** Null for what has no word in it. */
function finderOf(wanted: string): ((sought: Sought) => boolean) | null {
  if (WITHOUT_SPACES.test(wanted)) {
    const characters = withoutSpaces(wanted);
    return ({ folded }) => withoutSpaces(folded).includes(characters);
  }
  const words = wordsOf(wanted);
  const name = words.join("");
  if (name === "") return null;
  const sound = SOUNDING.test(name) ? soundOf(name) : null;
  const isWithinWords = HANGUL.test(wanted);
  return ({ folded, runs }) =>
    runs.has(name) ||
    (isWithinWords && folded.includes(wanted)) ||
    (sound !== null && [...runs].some((run) => isAlike(run, name, sound)));
}

function isAlike(run: string, name: string, sound: string): boolean {
  return (
    SOUNDING.test(run) &&
    distance(run, name) <= Math.floor(name.length / LETTERS_A_DIFFERENCE) &&
    soundOf(run) === sound
  );
}

function soundOf(word: string): string {
  return doubleMetaphone(word)[0];
}

function wordsOf(folded: string): readonly string[] {
  return (folded.match(WORDS) ?? []).map((word) => word.replace(POSSESSIVE, "").replaceAll(/['-]/gu, ""));
}

function runsOf(words: readonly string[]): readonly string[] {
  return words.flatMap((_, first) =>
    Array.from({ length: MOST_WORDS }, (_empty, more) => words.slice(first, first + more + 1).join("")),
  );
}

function withoutSpaces(text: string): string {
  return text.replaceAll(" ", "");
}
