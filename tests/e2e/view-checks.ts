import type { Page } from "puppeteer";

/** What keeps a view from being read; compare with `READABLE`. */
export function obstaclesOf(view: Page) {
  return view.evaluate(() => ({
    language: document.documentElement.lang,
    isJapanese: /[ぁ-ん]/u.test(document.body.innerText),
    isBroken: /undefined|NaN|\[object/.test(document.body.innerText),
    sideways: document.documentElement.scrollWidth - innerWidth,
    outside: [...document.querySelectorAll("button, select, input")].filter(
      (control) => control.checkVisibility() && control.getBoundingClientRect().right > innerWidth,
    ).length,
    unnamed: [...document.querySelectorAll<HTMLElement>("button")].filter(
      (button) => (button.getAttribute("aria-label") ?? button.textContent).trim() === "",
    ).length,
  }));
}

/** Nothing is cut off at the side, no button is unnamed, no figure is missing. */
export const READABLE = { sideways: 0, outside: 0, unnamed: 0, isBroken: false };

/** Walks to that button by Tab, as often as it takes, and presses it. */
export async function pressByKeyboard(view: Page, action: string): Promise<void> {
  for (let stops = 0; stops < 40; stops += 1) {
    await view.keyboard.press("Tab");
    const focused = await focusedAction(view);
    if (focused === action) return view.keyboard.press("Enter");
  }
  throw new Error(`the keyboard does not reach "${action}"`);
}

/** What was copied, once the view says so. */
export async function clipboardOf(view: Page): Promise<string> {
  await view.waitForFunction(() => document.body.textContent.includes("Copied"));
  return view.evaluate(() => navigator.clipboard.readText());
}

/** The button that has the keyboard's focus. */
function focusedAction(view: Page): Promise<string | undefined> {
  return view.evaluate(() =>
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset["action"] : undefined,
  );
}
