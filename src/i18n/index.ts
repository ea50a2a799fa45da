import { english, type Text } from "./en.ts";
import { japanese } from "./ja.ts";

/** Neither the DOM's types nor a worker's: both have this much. */
const { navigator } = globalThis as { readonly navigator?: { readonly language: string } };

/** The browser's own language, BCP 47. */
export const uiLanguage = navigator?.language ?? "en";

/** Whether the browser speaks Japanese; every other language reads English. */
export const isJapanese = uiLanguage.startsWith("ja");

/** The strings in the reader's language. */
export const words: Text = isJapanese ? japanese : english;
