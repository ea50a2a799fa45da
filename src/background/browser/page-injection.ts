import browser from "webextension-polyfill";
import { errorKind } from "../../../protocol/errors.ts";
// Not index.ts: crxjs takes entries of one file name for one another.
import meetingPage from "../../content-script/meeting-page/meeting-page.ts?script&iife";
import { storageClosed } from "../gate/storage-access.ts";

/**
 * Has the tab's page read by our script; the tab's grant came with the toolbar click. Where that is refused, and on pages of no
 * platform that is known, nothing is ever said, and everything stays as it is without it.
 */
export async function injectPageScript(tabId: number): Promise<void> {
  try {
    await storageClosed;
    await browser.scripting.executeScript({ target: { tabId }, files: [meetingPage] });
  } catch (error) {
    console.warn("Earshot cannot read this page:", errorKind(error));
  }
}
