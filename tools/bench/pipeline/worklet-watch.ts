import type { Browser } from "puppeteer";
import { NAME_HELPER } from "../../driver/browser/start-browser.ts";
import { PROMPT_MS } from "../../runtime/within.ts";

/** [source, first sample, completion in epoch milliseconds] of one frame, by the audio thread's own word. */
export type Completion = readonly [source: string, firstSample: number, completedAtMs: number];

/** What of the offscreen document's FromWorklet message (src/offscreen/worklet/worklet-messages.ts) is looked at. */
interface PostedFrame {
  readonly type: string;
  readonly source: string;
  readonly firstSample: number;
  readonly completedAtMs: number;
}

declare global {
  var earshotCompletions: Completion[];
}

/**
 * Listens beside the capture to what the audio thread posts, from now on; `read` tells what it heard. The sample
 * clock cannot stand in for this: a starved audio thread skips time, and all later frames would look late.
 */
export async function watchWorklet(browser: Browser): Promise<{ read(): Promise<Completion[]> }> {
  const target = await browser.waitForTarget((found) => found.url().endsWith("/src/offscreen/index.html"), {
    timeout: PROMPT_MS,
  });
  const page = await target.asPage();
  await page.evaluate(NAME_HELPER);
  const prototype = await page.evaluateHandle(() => MessagePort.prototype);
  const ports = await page.queryObjects(prototype);
  await page.evaluate((found) => {
    globalThis.earshotCompletions = [];
    for (const port of found) {
      port.addEventListener("message", ({ data }: MessageEvent) => {
        const { type, source, firstSample, completedAtMs } = data as PostedFrame;
        if (type === "frame") globalThis.earshotCompletions.push([source, firstSample, completedAtMs]);
      });
    }
  }, ports);
  return { read: () => page.evaluate(() => globalThis.earshotCompletions) };
}
