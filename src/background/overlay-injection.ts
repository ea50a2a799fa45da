import browser from "webextension-polyfill";
import overlayScript from "../overlay/index.tsx?script&iife";

/** Draws the captions on the meeting's page. The tab's grant came with the toolbar click. */
export async function injectOverlay(tabId: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId }, files: [overlayScript] });
}
