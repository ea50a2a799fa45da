import browser from "webextension-polyfill";
import { errorKind } from "../../../protocol/errors.ts";
// Not index.ts: crxjs takes entries of one file name for one another.
import contentScript from "../../content-script/content-script.ts?script&iife";
import { activeSession } from "../../shared/session.ts";
import type { Status } from "../../shared/status.ts";
import { storageClosed } from "../gate/storage-access.ts";
import type { OverlayPlace } from "./overlay-place.ts";
import type { SettingsStore } from "./settings-store.ts";

interface OverlayOfMeeting {
  readonly statusStore: { readonly status: Status };
  readonly overlay: OverlayPlace;
  readonly settings: SettingsStore;
}

/**
 * Draws the captions on the meeting's page; the tab's grant came with the toolbar click. A page that
 * cannot be drawn on (a PDF, another site after a navigation) keeps its captions in the side panel: false.
 */
export async function injectOverlay(tabId: number): Promise<boolean> {
  try {
    await storageClosed;
    await browser.scripting.executeScript({ target: { tabId }, files: [contentScript] });
    return true;
  } catch (error) {
    console.warn("Earshot cannot draw on this page:", errorKind(error));
    return false;
  }
}

/** A page that was loaded again has lost its overlay; the script itself sees to it that there is one at most. */
export async function drawOverlayAgain(
  { statusStore, overlay, settings }: OverlayOfMeeting,
  tabId: number,
): Promise<void> {
  const isCaptured = activeSession(statusStore.status.session)?.tabId === tabId;
  if (!isCaptured || !settings.settings.isOverlayWanted) return;
  if (!(await injectOverlay(tabId))) overlay.refused();
}
