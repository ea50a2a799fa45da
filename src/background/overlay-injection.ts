import browser from "webextension-polyfill";
import overlayScript from "../overlay/index.tsx?script&iife";
import { activeSession } from "../shared/session.ts";
import { storageClosed } from "./gate/storage-access.ts";
import type { Parts } from "./parts.ts";

/**
 * Draws the captions on the meeting's page; the tab's grant came with the toolbar click. A page that lets
 * nobody draw on it (a PDF, another site after a navigation) keeps its captions in the side panel.
 */
export async function injectOverlay(tabId: number): Promise<void> {
  try {
    await storageClosed;
    await browser.scripting.executeScript({ target: { tabId }, files: [overlayScript] });
  } catch (error) {
    console.warn("Earshot cannot draw on this page:", error);
  }
}

/** A page that was loaded again has lost its overlay; the script itself sees to it that there is one at most. */
export async function drawOverlayAgain({ board, settings }: Parts, tabId: number): Promise<void> {
  const isCaptured = activeSession(board.status.session)?.tabId === tabId;
  if (isCaptured && settings.settings.isOverlayWanted) await injectOverlay(tabId);
}
