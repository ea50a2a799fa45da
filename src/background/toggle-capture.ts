import browser from "webextension-polyfill";
import type { Parts } from "./parts.ts";

/** The keyboard shortcut: starts captions for the tab in front, or stops them (CAP-1). */
export async function toggleCapture(
  { controller, memory, settings }: Parts,
  tabId: number | undefined,
): Promise<void> {
  if (memory.current !== null) return controller.ending.stop(null);
  // Without consent nothing is captured; the first-run page asks for it.
  if (!settings.settings.hasConsented) {
    await browser.tabs.create({ url: "src/welcome/index.html" });
    return;
  }
  if (tabId !== undefined) await controller.start(tabId);
}
