import browser from "webextension-polyfill";
import type { Parts } from "../compose.ts";

/**
 * The keyboard shortcut: starts captions for the tab in front, or stops them (CAP-1). Resolves once it is written down; `id`
 * is the press's own, and the session's that it starts: it may come twice.
 */
export async function toggleCapture(
  { meetings, memory, settings }: Parts,
  tabId: number | null,
  id: string,
): Promise<void> {
  if (memory.lastSession === id) return memory.stored;
  if (memory.current !== null) return meetings.running?.stop(null);
  // Without consent nothing is captured; the first-run page asks for it.
  if (!settings.settings.hasConsented) {
    await browser.tabs.create({ url: "src/welcome/index.html" });
    return;
  }
  if (tabId !== null) void (await meetings.begin(tabId, id))?.open();
}
