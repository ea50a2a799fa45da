import { doubleMetaphone } from "double-metaphone";
import { distance } from "fastest-levenshtein";
import { fold, foldWithOrigins, placeInOriginal } from "./folding.ts";
import { literalPattern, matchesOf, type Place } from "./matches.ts";

/**
 * Finds in captions the words that a reader wants to be alerted to, such as their name. A recogniser writes a name as it
 * sounds ("Kelly", "Kelley"), so a word that sounds the same and differs in one letter of four is found too; but no word of
 * fewer than four letters, and none with digits, for which that finds anything. Nothing is ever rewritten.
 *
 * Scripts without spaces are searched for the word itself: their readers give the forms that they want (愛子, あいこ). In
 * Korean particles and titles are written to a name (지영아, 지영님), so it is found within a word, too.
 */
export type FindAlertWords = (text: string) => readonly string[];

/** Finds where in captions they stand: what is marked there. In order, and none within another. */
export type FindAlertPlaces = (text: string) => readonly Place[];

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
  const finders = findersOf(wanted);
  return (text) => {
    if (finders.length === 0) return [];
    const sought = soughtIn(fold(text));
    return finders.filter(({ find }) => find(sought).length > 0).map(({ word }) => word);
  };
}

/** @returns where in a text any of `wanted` stands */
export function alertPlaces(wanted: readonly string[]): FindAlertPlaces {
  const finders = findersOf(wanted);
  return (text) => {
    if (finders.length === 0) return [];
    const folded = foldWithOrigins(text);
    const sought = soughtIn(folded.text);
    return apart(finders.flatMap(({ find }) => find(sought)))
      .map((place) => placeInOriginal(folded, place))
      .toSorted((a, b) => a.start - b.start);
  };
}

/** A folded text, and every run of up to `MOST_WORDS` words in it. */
interface Sought {
  readonly folded: string;
  readonly runs: readonly Run[];
}

/** Words written as one, and where they stand in the folded text. */
interface Run extends Place {
  readonly name: string;
}

/** Where in a folded text a word of the list stands. */
type Find = (sought: Sought) => readonly Place[];

function findersOf(wanted: readonly string[]): readonly { readonly word: string; readonly find: Find }[] {
  return wanted.flatMap((word) => {
    const find = finderOf(fold(word));
    return find === null ? [] : [{ word, find }];
  });
}

/** Null for what has no word in it. */
function finderOf(wanted: string): Find | null {
  if (WITHOUT_SPACES.test(wanted)) {
    const characters = new RegExp(
      Array.from(wanted.replaceAll(" ", "")).map(literalPattern).join(" *"),
      "gu",
    );
    return ({ folded }) => matchesOf(folded, characters);
  }
  const words = runOf(wordsOf(wanted)).name;
  if (words === "") return null;
  const within = HANGUL.test(wanted) ? new RegExp(literalPattern(wanted), "gu") : null;
  const sound = SOUNDING.test(words) ? soundOf(words) : null;
  return ({ folded, runs }) => [
    ...runs.filter(({ name }) => name === words),
    ...(within === null ? [] : matchesOf(folded, within)),
    ...(sound === null ? [] : runs.filter(({ name }) => name !== words && isAlike(name, words, sound))),
  ];
}

function isAlike(name: string, wanted: string, sound: string): boolean {
  return (
    SOUNDING.test(name) &&
    distance(name, wanted) <= Math.floor(wanted.length / LETTERS_A_DIFFERENCE) &&
    soundOf(name) === sound
  );
}

function soundOf(word: string): string {
  return doubleMetaphone(word)[0];
}

function soughtIn(folded: string): Sought {
  const phrases: Run[][] = [];
  let end = 0;
  for (const word of wordsOf(folded)) {
    const isSamePhrase = phrases.length > 0 && !BETWEEN_PHRASES.test(folded.slice(end, word.start));
    if (isSamePhrase) phrases.at(-1)?.push(word);
    else phrases.push([word]);
    ({ end } = word);
  }
  return { folded, runs: phrases.flatMap(runsOf) };
}

function wordsOf(folded: string): readonly Run[] {
  return [...folded.matchAll(WORDS)].map(({ index: start, 0: word }) => {
    const owner = word.replace(POSSESSIVE, "");
    return { name: owner.replaceAll(/['-]/gu, ""), start, end: start + owner.length };
  });
}

function runsOf(words: readonly Run[]): readonly Run[] {
  return words.flatMap((_, first) =>
    Array.from({ length: MOST_WORDS }, (_empty, more) => words.slice(first, first + more + 1))
      .filter((run, more) => run.length === more + 1)
      .map(runOf),
  );
}

function runOf(words: readonly Run[]): Run {
  const name = words.map((word) => word.name).join("");
  return { name, start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 };
}

/** Of places that overlap the first: what is written as the word before what only sounds like it, few words before many. */
function apart(places: readonly Place[]): readonly Place[] {
  const taken: Place[] = [];
  for (const place of places)
    if (taken.every(({ start, end }) => place.end <= start || place.start >= end)) taken.push(place);
  return taken;
}
