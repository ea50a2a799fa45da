import browser from "webextension-polyfill";
import { z } from "../../../protocol/zod.ts";
import type { RememberedKey } from "./session-keys.ts";

const KEY = "session-key";
const schema = z.object({ session: z.uuid(), key: z.string() });

/**
 * The running meeting's key, for the next worker. `storage.session` is the browser's memory, closed to content scripts,
 * and written to no disk.
 */
export async function loadRememberedKey(): Promise<RememberedKey | null> {
  const parsed = schema.safeParse((await browser.storage.session.get(KEY))[KEY]);
  return parsed.success ? parsed.data : null;
}

export async function saveRememberedKey(key: RememberedKey): Promise<void> {
  await browser.storage.session.set({ [KEY]: key });
}

export async function clearRememberedKey(): Promise<void> {
  await browser.storage.session.remove(KEY);
}
