import { directionOf } from "../i18n/direction.ts";
import { words } from "../i18n/index.ts";

/** Names to screen readers and fonts which language the page is in, and lays the page out in that language's direction. */
export function markLanguage(): void {
  document.documentElement.lang = words.language;
  document.documentElement.dir = directionOf(words.language);
}

/** Whether lines of the interface begin at the right. */
export function isRightToLeft(): boolean {
  return document.documentElement.dir === "rtl";
}

/** The arrow key that leads from one thing in a row to the next. */
export function forwardKey(): "ArrowLeft" | "ArrowRight" {
  return isRightToLeft() ? "ArrowLeft" : "ArrowRight";
}

/** The arrow key that leads from one thing in a row to the one before. */
export function backwardKey(): "ArrowLeft" | "ArrowRight" {
  return isRightToLeft() ? "ArrowRight" : "ArrowLeft";
}
