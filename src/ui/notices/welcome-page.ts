import type { HelpSection } from "../../i18n/errors.ts";

/** Address of the first-run page, opened at `section` where one is named. */
export function welcomePage(section: HelpSection | null = null): string {
  return `/src/welcome/index.html${section === null ? "" : `#${section}`}`;
}
