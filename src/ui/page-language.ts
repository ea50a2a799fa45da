import { words } from "../i18n/index.ts";

/** Names to screen readers and fonts which language the page is in. */
export function markLanguage(): void {
  document.documentElement.lang = words.language;
}
