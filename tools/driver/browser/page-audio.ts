import { type Page, TimeoutError } from "puppeteer";
import { ScriptError } from "../../runtime/script-error.ts";
import { timedOut } from "../../runtime/waiting.ts";

/** Puppeteer gives up any one question to the browser after three minutes, whatever it was told to wait. */
const LONGEST_WAIT_MS = 60_000;

/** Waits until the rehearsal page's audio is loading, ready, playing or ended. */
export async function audioState(page: Page, name: string, timeoutMs: number): Promise<void> {
  const selector = `:root[data-audio="${name}"], :root[data-audio="failed"]`;
  const deadline = performance.now() + timeoutMs;
  while ((await page.$(selector)) === null) {
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) throw timedOut(`the tab's audio to be ${name}`, timeoutMs);
    await page
      .waitForSelector(selector, { timeout: Math.min(leftMs, LONGEST_WAIT_MS) })
      .catch((error: unknown) => {
        if (!(error instanceof TimeoutError)) throw error;
      });
  }
  const words = await page.$eval("#state", (state) => state.textContent);
  if ((await page.$(':root[data-audio="failed"]')) === null) return;
  throw new ScriptError(
    "audio_unreadable",
    `The browser cannot play the tab's audio: ${words}`,
    "Try another file.",
  );
}
