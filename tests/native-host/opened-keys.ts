import { SessionKeys } from "../../native-host/keys/session-keys.ts";

/** The keys of a data directory, without the keychain of whoever runs the tests. */
export async function openedKeys(dataDirectory: string): Promise<SessionKeys> {
  const keys = new SessionKeys(dataDirectory, null);
  await keys.open();
  return keys;
}
