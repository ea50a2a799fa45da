import browser from "webextension-polyfill";
import { z } from "../../../protocol/zod.ts";
import type { RememberedKeys } from "./database/transcript-key-store.ts";

const KEY = "session-key";
const schema = z.object({ session: z.uuid(), key: z.string(), next_key: z.optional(z.string()) });

/**
 * The running meeting's keys, for the next worker. `storage.session` is the browser's memory, closed to content scripts,
 * and written to no disk.
 */
export async function loadRememberedKeys(): Promise<RememberedKeys | null> {
  const parsed = schema.safeParse((await browser.storage.session.get(KEY))[KEY]);
  return parsed.success ? parsed.data : null;
}

export async function saveRememberedKeys({ session, key, next_key }: RememberedKeys): Promise<void> {
  await browser.storage.session.set({ [KEY]: { session, key, next_key } });
}

export async function clearRememberedKeys(): Promise<void> {
  await browser.storage.session.remove(KEY);
}
