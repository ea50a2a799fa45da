import { isJapanese } from "./words.ts";

/** Tells screen readers and fonts which language the page is in. */
export function markLanguage(): void {
  document.documentElement.lang = isJapanese ? "ja" : "en";
}
