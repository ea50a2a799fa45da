import { type Page, TimeoutError } from "puppeteer";
import { ScriptError } from "../../runtime/script-error.ts";
import { timedOut } from "../../runtime/waiting.ts";

/** Puppeteer gives up any one question to the browser after three minutes, whatever it was told to wait. */
const LONGEST_WAIT_MS = 60_000;

/** Waits until the rehearsal page's sound is loading, ready, playing or ended. */
export async function soundState(page: Page, name: string, timeoutMs: number): Promise<void> {
  const selector = `:root[data-sound="${name}"], :root[data-sound="failed"]`;
  const deadline = performance.now() + timeoutMs;
  while ((await page.$(selector)) === null) {
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) throw timedOut(`the tab's sound to be ${name}`, timeoutMs);
    await page
      .waitForSelector(selector, { timeout: Math.min(leftMs, LONGEST_WAIT_MS) })
      .catch((error: unknown) => {
        if (!(error instanceof TimeoutError)) throw error;
      });
  }
  const words = await page.$eval("#state", (state) => state.textContent);
  if ((await page.$(':root[data-sound="failed"]')) === null) return;
  throw new ScriptError(
    "audio_unreadable",
    `The browser cannot play the tab's sound: ${words}`,
    "Try another file.",
  );
}
