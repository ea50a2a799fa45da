import type { Page } from "puppeteer";
import { HUNG_MS } from "../../eventually.ts";

/** The window that `press` has the caption window open on top of all others. */
export async function windowOnTopOf(captionWindow: Page, press: () => Promise<void>): Promise<Page> {
  const address = captionWindow.url();
  const opened = captionWindow
    .browser()
    .waitForTarget((target) => target.opener()?.url() === address, { timeout: HUNG_MS });
  await press();
  return (await opened).asPage();
}
