import { de } from "./de.ts";
import { en, type Words } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ko } from "./ko.ts";
import { zh } from "./zh.ts";

/**
 * Every language that Earshot speaks. A further one is one file that satisfies `Words` and its place in this list; the browser
 * reads the manifest's own strings from `src/public/_locales`.
 */
export const LANGUAGES: readonly Words[] = [en, ja, de, es, fr, ko, zh];

/**
 * The words for a reader of `language` (BCP 47): in that language, or in English. Region and script make no difference. Readers
 * of traditional Chinese read simplified characters more easily than English: their browser asks for zh-TW, then for any zh, and
 * only then for English, and Unicode's language matching has simplified Chinese nearer to it than English.
 */
export function wordsIn(language: string): Words {
  const [primary] = language.split("-");
  return LANGUAGES.find((words) => words.language === primary) ?? en;
}

/** Neither the DOM's types nor a worker's: both have this much. */
const { navigator } = globalThis as { readonly navigator?: { readonly language: string } };

/** The browser's own language, BCP 47. */
export const uiLanguage = navigator?.language ?? "en";

/** The words in the reader's language. */
export const words = wordsIn(uiLanguage);
