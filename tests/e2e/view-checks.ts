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

/**
 * The least contrast (WCAG 2.2) of all text within `selector`, against the nearest ground that is not see-through; null where
 * there is none. As the page is drawn now: with the colours of the scheme that is emulated.
 */
export function leastContrastOf(view: Page, selector: string): Promise<number | null> {
  return view.evaluate((within) => {
    const channels = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: string): number => {
      const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
        const share = value / 255;
        return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const groundOf = (element: Element | null): string => {
      if (element === null) return "rgb(255, 255, 255)";
      const { backgroundColor } = getComputedStyle(element);
      const [, , , opacity = 1] = channels(backgroundColor);
      return opacity === 0 ? groundOf(element.parentElement) : backgroundColor;
    };
    const hasText = (element: Element) =>
      element.checkVisibility() &&
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== "",
      );
    const contrasts = [...document.querySelectorAll(`${within}, ${within} *`)]
      .filter(hasText)
      .map((element) => {
        const [darker = 0, lighter = 0] = [getComputedStyle(element).color, groundOf(element)]
          .map(luminance)
          .toSorted((a, b) => a - b);
        return (lighter + 0.05) / (darker + 0.05);
      });
    return contrasts.length === 0 ? null : Math.min(...contrasts);
  }, selector);
}
