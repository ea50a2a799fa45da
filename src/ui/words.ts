import { japanese } from "./text.ja.ts";
import { english, type Text } from "./text.ts";

/** The browser's own language, BCP 47. */
export const uiLanguage = globalThis.navigator?.language ?? "en";

/** Whether the browser speaks Japanese; every other language reads English. */
export const isJapanese = uiLanguage.startsWith("ja");

/** The strings in the reader's language. */
export const words: Text = isJapanese ? japanese : english;
