import { MAX_PERSON_NAME_LENGTH } from "../../../protocol/speakers/page-facts.ts";
import { NAME_PLACEHOLDERS } from "../../i18n/name-placeholders.ts";

/** In UTF-16 units. */
const LONGEST_TITLE = 200;
/** What is longer is not even looked into. */
const LONGEST_TEXT = 400;

/** They turn round what stands after them: what is read is not what is written. */
const OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/u;
const UNSEEN = /\p{Cf}/gu;
/** Of names of icons, of markup and of code, and of no person. */
const CODE = /[_{}<>;=\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * A person's name as it may be used, or null: two to 80 characters on one line with a letter among them, without anything that turns text
 * round or is code, and no word that stands in for a name. The one rule for every name that a page shows (pure).
 */
export function cleanName(text: string | null | undefined): string | null {
  const name = onOneLine(text);
  if (name === null || name.length < 2 || name.length > MAX_PERSON_NAME_LENGTH) return null;
  if (CODE.test(name) || !/\p{L}/u.test(name)) return null;
  const folded = name.toLocaleLowerCase("en");
  return NAME_PLACEHOLDERS.has(folded) ? null : name;
}

/** A meeting's title as a page shows it; null where it shows none that can be used (pure). */
export function cleanTitle(text: string | null | undefined): string | null {
  const title = onOneLine(text);
  return title === null ||
    title === "" ||
    title.length > LONGEST_TITLE ||
    /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(title)
    ? null
    : title;
}

function onOneLine(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text.length > LONGEST_TEXT || OVERRIDES.test(text)) return null;
  return text
    .normalize("NFC")
    .replaceAll(UNSEEN, "")
    .trim()
    .replaceAll(/ {2,}|\u00a0/gu, " ");
}
