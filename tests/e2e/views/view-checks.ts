import type { Frame, Page } from "puppeteer";
import type { OverlayLayout } from "../../../src/shared/overlay-layout.ts";

/** What keeps a view from being read; compare with `READABLE`. */
export function obstaclesOf(view: Page) {
  return view.evaluate(() => ({
    language: document.documentElement.lang,
    isJapanese: /[ぁ-ん]/u.test(document.body.innerText),
    isBroken: /undefined|NaN|\[object/.test(document.body.innerText),
    sideways: document.documentElement.scrollWidth - innerWidth,
    outside: [...document.querySelectorAll("button, select, input")].filter((control) => {
      const { left, right } = control.getBoundingClientRect();
      return control.checkVisibility() && (left < 0 || right > innerWidth);
    }).length,
    unnamed: [...document.querySelectorAll<HTMLElement>("button")].filter(
      (button) => (button.getAttribute("aria-label") ?? button.textContent).trim() === "",
    ).length,
  }));
}

/** Nothing is cut off at the side, no button is unnamed, no figure is missing. */
export const READABLE = { sideways: 0, outside: 0, unnamed: 0, isBroken: false };

/** The elements that stand over one another, two by two; those within one another do not count. */
export function overlapsOf(view: Page, selector: string): Promise<string[]> {
  return view.$$eval(selector, (all) => {
    const shown = all.filter((element) => element.checkVisibility());
    return shown.flatMap((a, index) =>
      shown.slice(index + 1).flatMap((b) => {
        const [one, other] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
        const isApart =
          one.bottom <= other.top + 1 ||
          other.bottom <= one.top + 1 ||
          one.right <= other.left + 1 ||
          other.right <= one.left + 1;
        return isApart || a.contains(b) || b.contains(a) ? [] : [`${a.textContent} | ${b.textContent}`];
      }),
    );
  });
}

/**
 * What cannot be seen whole however far the view is scrolled: the controls and texts that are cut off by the window or by what they
 * stand in. A text that ends in dots says in its title what it is.
 */
export function cutOf(view: Page): Promise<string[]> {
  return view.$$eval("button, input, select, textarea, summary, a, h1, h2, h3, p, label, li > span", (all) =>
    all.flatMap((element) => {
      if (!element.checkVisibility({ opacityProperty: true })) return [];
      if (element.closest(".visually-hidden") !== null) return [];
      element.scrollIntoView({ block: "nearest", inline: "nearest" });
      const whole = element.getBoundingClientRect();
      if (whole.width === 0 || whole.height === 0) return [];
      let [left, right, top, bottom] = [0, innerWidth, 0, innerHeight];
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        if (getComputedStyle(around).overflowX === "visible") continue;
        const box = around.getBoundingClientRect();
        [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
        [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
      }
      const isCutAside = whole.left < left - 1 || whole.right > right + 1;
      // What is higher than the window is read by scrolling.
      const isHigh = whole.height > bottom - top;
      const isCutAbove = !isHigh && (whole.top < top - 1 || whole.bottom > bottom + 1);
      const { overflowX, textOverflow } = getComputedStyle(element);
      const isShortened =
        overflowX !== "visible" &&
        element.scrollWidth > element.clientWidth + 1 &&
        !(element instanceof HTMLInputElement) &&
        !(textOverflow === "ellipsis" && element.hasAttribute("title"));
      if (!isCutAside && !isCutAbove && !isShortened) return [];
      const why = isCutAside ? "aside" : isCutAbove ? "above" : "shortened";
      return [`${element.localName}.${element.className} ${why}: ${element.textContent.slice(0, 60)}`];
    }),
  );
}

/** Walks to that button by Tab, as often as it takes, and presses it. */
export async function pressByKeyboard(view: Page, action: string): Promise<void> {
  for (let stops = 0; stops < 40; stops += 1) {
    await view.keyboard.press("Tab");
    const focused = await focusedAction(view);
    if (focused === action) return view.keyboard.press("Enter");
  }
  throw new Error(`the keyboard does not reach "${action}"`);
}

/** What `copy` copied, once the view says so, which it does for two seconds only. */
export async function copiedBy(view: Page, copy: () => Promise<void>): Promise<string> {
  const said = view.waitForFunction(() => document.body.textContent.includes("Copied"));
  await Promise.all([said, copy()]);
  return view.evaluate(() => navigator.clipboard.readText());
}

/** What follows the sizes of what is drawn has moved it by then. */
export function twoFrames(view: Page | Frame): Promise<void> {
  return view.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => {
          requestAnimationFrame(() => resolve());
        });
      }),
  );
}

/** The button that has the keyboard's focus. */
function focusedAction(view: Page): Promise<string | undefined> {
  return view.evaluate(() =>
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset["action"] : undefined,
  );
}

/**
 * The least contrast (WCAG 2.2) of all text within `selector` against the grounds below it; null where there is no text. As
 * the page is drawn now: with the colours of the scheme that is emulated.
 */
export async function leastContrastOf(view: Page, selector: string): Promise<number | null> {
  const colours = await view.evaluate(
    (within) =>
      [...document.querySelectorAll(`${within}, ${within} *`)].flatMap((element) => {
        const texts = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
        if (!element.checkVisibility() || texts.every((text) => text.textContent?.trim() === "")) return [];
        const grounds: string[] = [];
        for (let around: Element | null = element; around !== null; around = around.parentElement)
          grounds.push(getComputedStyle(around).backgroundColor);
        return [{ text: getComputedStyle(element).color, grounds }];
      }),
    selector,
  );
  const contrasts = colours.map(({ text, grounds }) => {
    const ground = grounds.map(channelsOf).reduceRight(laidOver, [255, 255, 255]);
    const [darker = 0, lighter = 0] = [laidOver(ground, channelsOf(text)), ground]
      .map(luminanceOf)
      .toSorted((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  });
  return contrasts.length === 0 ? null : Math.min(...contrasts);
}

/** Red, green and blue, 0 … 255, and opacity, 0 … 1, of a colour as `getComputedStyle` gives it: `rgba(1, 2, 3, 0.5)`. */
function channelsOf(colour: string): readonly number[] {
  return (colour.match(/[\d.]+/gu) ?? []).map(Number);
}

function laidOver(ground: readonly number[], colour: readonly number[]): readonly number[] {
  const opacity = colour[3] ?? 1;
  return ground.slice(0, 3).map((channel, index) => channel * (1 - opacity) + (colour[index] ?? 0) * opacity);
}

/** Relative luminance. */
function luminanceOf(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What the overlay asks to be remembered for the site, once its changes have been put together. */
export async function layoutOf(overlay: Page): Promise<OverlayLayout> {
  const found = await overlay.waitForFunction(() => {
    const asked = globalThis.earshotSent.findLast((message) => message.type === "change-layout");
    return asked?.type === "change-layout" ? asked.layout : null;
  });
  const layout = await found.jsonValue();
  if (layout === null) throw new Error("nothing is to be remembered");
  return layout;
}
