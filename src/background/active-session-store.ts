import browser from "webextension-polyfill";
import { z } from "../../protocol/zod.ts";
import type { RememberedSession } from "./capture-environment.ts";

const KEY = "active-session";
const schema = z.object({
  session: z.uuid(),
  tabId: z.int(),
  startedAtMs: z.number(),
  isStopping: z.boolean(),
});

/** Which session runs, for the next worker; forgotten with the browser, as the capture is. */
export async function loadActiveSession(): Promise<RememberedSession | null> {
  const stored = await browser.storage.session.get(KEY);
  const parsed = schema.safeParse(stored[KEY]);
  return parsed.success ? parsed.data : null;
}

export async function saveActiveSession(active: RememberedSession): Promise<void> {
  await browser.storage.session.set({ [KEY]: active });
}

export async function clearActiveSession(): Promise<void> {
  await browser.storage.session.remove(KEY);
}
