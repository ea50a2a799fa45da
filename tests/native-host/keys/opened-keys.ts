import type { JournalStore } from "../../../native-host/journal/journal.ts";
import { SessionKeys } from "../../../native-host/keys/session-keys.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** The keys of a data directory, without the keychain of whoever runs the tests. */
export async function openedKeys(dataDirectory: string): Promise<SessionKeys> {
  const keys = new SessionKeys(dataDirectory, null);
  await keys.open();
  return keys;
}

export async function journalStore(dataDirectory: string = temporaryFolder()): Promise<JournalStore> {
  return { dataDirectory, keys: await openedKeys(dataDirectory) };
}
