import browser from "webextension-polyfill";

/** Screen pixels for each CSS pixel of the tab's page, without the screen's own; 1 where the tab is gone. */
export async function tabZoom(tabId: number): Promise<number> {
  try {
    return await browser.tabs.getZoom(tabId);
  } catch {
    return 1;
  }
}
