import type { Page, Target } from "puppeteer";
import { PROMPT_MS, timedOut, within } from "../../runtime/waiting.ts";

/** The first-run page, in the extension. */
export const WELCOME = "src/welcome/index.html";

/** A view that has been sent everything: before that it holds no button. */
export const CONNECTED = "main[data-session]";

/** The view behind the target, once it shows the status. */
export async function connected(target: Target): Promise<Page> {
  const page = patient(await target.asPage());
  await page.waitForSelector(CONNECTED);
  return page;
}

/** Every wait in the page takes as long as all others here: Puppeteer's own give up after half of it. */
export function patient(page: Page): Page {
  page.setDefaultTimeout(PROMPT_MS);
  return page;
}

/** What the browser's debugger says of a page that is closing. */
export const GONE =
  /No target with given id|(?:Target|Session|Connection) closed|detached|context was destroyed/u;

/** Closes a popup that may be closing by itself, as one does when the side panel takes the focus; it is closed by then. */
export async function closeIfOpen(page: Page): Promise<void> {
  if (page.isClosed()) return;
  const closed = new Promise<void>((resolve) => {
    page.once("close", () => resolve());
  });
  await page.close().catch((error: unknown) => {
    if (!GONE.test(String(error))) throw error;
    return within(closed, PROMPT_MS, "a popup to close");
  });
}

/**
 * Clicks the first that is shown, until the click has reached it: what is drawn between finding and clicking takes it away, or moves
 * it from under the pointer.
 */
export async function clickOn(page: Page, selector: string): Promise<void> {
  const deadline = performance.now() + PROMPT_MS;
  while (performance.now() < deadline) {
    const element = await page.waitForSelector(selector, { visible: true, timeout: PROMPT_MS });
    if (element === null) continue;
    const click = await element.evaluateHandle((clicked) => {
      const seen = { isReached: false };
      clicked.addEventListener(
        "click",
        () => {
          seen.isReached = true;
        },
        { capture: true, once: true },
      );
      return seen;
    });
    try {
      await element.click();
      if (await click.evaluate(({ isReached }) => isReached)) return;
    } catch (error) {
      if (await element.evaluate(({ isConnected }) => isConnected)) throw error;
    }
  }
  throw timedOut(`a click to reach ${selector}`, PROMPT_MS);
}
