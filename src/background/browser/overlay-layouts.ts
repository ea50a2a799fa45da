import browser from "webextension-polyfill";
import { type OverlayLayout, overlayLayout } from "../../shared/overlay-layout.ts";

/** Where the captions stand on each site (UI-1), by the page's hostname. */
export class OverlayLayouts {
  /** What was remembered for the page's site; null where nothing was. */
  async of(pageUrl: string | null): Promise<OverlayLayout | null> {
    const key = keyOf(pageUrl);
    if (key === null) return null;
    const parsed = overlayLayout.safeParse((await browser.storage.local.get(key))[key]);
    return parsed.success ? parsed.data : null;
  }

  async remember(pageUrl: string | null, layout: OverlayLayout): Promise<void> {
    const key = keyOf(pageUrl);
    if (key !== null) await browser.storage.local.set({ [key]: layout });
  }
}

function keyOf(pageUrl: string | null): string | null {
  return pageUrl !== null && URL.canParse(pageUrl) ? `overlay-layout:${new URL(pageUrl).hostname}` : null;
}
