import type { Page } from "puppeteer";

/** Saves `<path>.png` of the page in light colours and, when asked, `<path>-dark.png`. */
export async function takePicture(page: Page, path: string, isDarkWanted: boolean): Promise<void> {
  const schemes = isDarkWanted ? (["dark", "light"] as const) : (["light"] as const);
  for (const scheme of schemes) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.screenshot({ path: `${path}${scheme === "dark" ? "-dark" : ""}.png` });
  }
}
