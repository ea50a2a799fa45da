import type { Page } from "puppeteer";

/**
 * Saves `<path>.png` of the page in light colours and, when asked, `<path>-dark.png`; whole, or what is in view.
 *
 * @param onTaken called after each picture, while the page is in its colours
 */
export async function takePicture(
  page: Page,
  path: string,
  isDarkWanted: boolean,
  isWhole = false,
  onTaken: (scheme: "dark" | "light") => Promise<void> = async () => {},
): Promise<void> {
  const schemes = isDarkWanted ? (["dark", "light"] as const) : (["light"] as const);
  for (const scheme of schemes) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const file = `${path}${scheme === "dark" ? "-dark" : ""}.png` as const;
    await page.screenshot({ path: file, fullPage: isWhole });
    await onTaken(scheme);
  }
}
