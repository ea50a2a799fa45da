import { japanese } from "./text.ja.ts";
import { english, type Text } from "./text.ts";

/** Whether the browser speaks Japanese; every other language reads English. */
export const isJapanese = globalThis.navigator?.language?.startsWith("ja") ?? false;

/** The strings in the reader's language. */
export const words: Text = isJapanese ? japanese : english;
