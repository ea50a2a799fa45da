import axeCore, { type RunOnly, type RunOptions } from "axe-core";
import type { Frame, Page } from "puppeteer";
import { expect } from "vitest";
import { takePicture as savePicture } from "../../tools/driver/browser/pictures.ts";

declare global {
  /** Of the page that is looked into. */
  var axe: typeof axeCore;
}

/** WCAG 2.2, levels A and AA, and what axe-core's authors advise beside it. */
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The overlay stands in a frame: main part and first heading are those of the page around it. */
const OF_WHOLE_PAGES = {
  "landmark-one-main": { enabled: false },
  "page-has-heading-one": { enabled: false },
};
const COLOURS = { "color-contrast": { enabled: false } };

/**
 * Saves pictures as the scripts do, and looks in each for what keeps people from using the view (UI-6): a view or a state is
 * checked by being pictured. All but the colours is the same in both schemes, and looked at once.
 */
export async function takePicture(
  page: Page,
  path: string,
  isDarkWanted: boolean,
  isWhole = false,
): Promise<void> {
  await untilStill(page);
  await savePicture(page, path, isDarkWanted, isWhole, async (scheme) => {
    const violations = await violationsOf(page, scheme === "dark" ? "colours" : "all");
    expect({ path, violations }).toEqual({ path, violations: [] });
  });
}

/**
 * One picture, `<path>.png`, of the page in the scheme and with the settings that are emulated already. `ours` is what is looked
 * into: the page, or our frame in a page of others.
 */
export async function takePictureAsIs(page: Page, path: string, ours: Page | Frame = page): Promise<void> {
  await untilStill(ours);
  await page.screenshot({ path: `${path}.png` });
  const violations = await violationsOf(ours, "all");
  expect({ path, violations }).toEqual({ path, violations: [] });
}

/** `<path>.webp`, small enough to be kept, and `<path>.png`, as stores take it: of a page that is put together of pictures. */
export async function takeComposition(page: Page, path: string): Promise<void> {
  await page.screenshot({ path: `${path}.webp`, type: "webp", quality: 88 });
  await page.screenshot({ path: `${path}.png` });
}

/** Fonts are there and nothing moves, but for what moves for ever: what is half faded in has colours that nobody is to read. */
function untilStill(ours: Page | Frame): Promise<void> {
  return ours.evaluate(async () => {
    await document.fonts.ready;
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.all(ending.map(({ finished }) => finished.catch(() => null)));
  });
}

/** What axe-core finds wrong: the rule, the element, and how to mend it. */
async function violationsOf(ours: Page | Frame, rules: "all" | "colours"): Promise<readonly string[]> {
  // Once for each page. The debugger's own scripts are not held to the page's policy.
  if (!(await ours.evaluate(() => "axe" in globalThis))) await ours.evaluate(axeCore.source);
  const isFrame = ours.url().includes("/src/overlay/");
  // Where the user's colours replace the page's, axe-core takes some of the page's for what is drawn.
  const isForced = await ours.evaluate(() => matchMedia("(forced-colors: active)").matches);
  const runOnly: RunOnly =
    rules === "all" ? { type: "tag", values: STANDARDS } : { type: "rule", values: ["color-contrast"] };
  return ours.evaluate(
    async (options: RunOptions) => {
      const { violations } = await axe.run(document, options);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, html, failureSummary }) =>
          [id, target.join(" "), html.slice(0, 200), failureSummary].join("\n"),
        ),
      );
    },
    {
      runOnly,
      rules: { ...(isFrame ? OF_WHOLE_PAGES : {}), ...(isForced ? COLOURS : {}) },
      resultTypes: ["violations"],
    } satisfies RunOptions,
  );
}
