/**
 * The browser's storage, closed to content scripts: settings, consent, and which session runs are no business of a
 * page's process (SEC-3). `sync` holds nothing of ours; it is closed because what is written there leaves the computer.
 *
 * Asked for at every start of the worker, before anything else is asked of the browser. Rejects where a browser cannot do
 * it (older ones can for `session` only): then no script is put into a page at all.
 */
export const storageClosed: Promise<void> = closeStorage();

async function closeStorage(): Promise<void> {
  const { local, session, sync } = chrome.storage;
  const areas = [local, session, sync];
  await Promise.all(areas.map((area) => area.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" })));
}
