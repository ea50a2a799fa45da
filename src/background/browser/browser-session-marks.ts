import browser from "webextension-polyfill";

/**
 * What has been tried since the browser started, and is not to be tried again by each worker: one is started many times an hour, and
 * each time would start the host for it.
 */
type Mark =
  /** Recovery has done what it could. */
  | "recovery-rested"
  /** The host would not replace a transcript's key. */
  | "key-rotation-refused";

export async function setMark(mark: Mark): Promise<void> {
  await browser.storage.session.set({ [mark]: true });
}

export async function hasMark(mark: Mark): Promise<boolean> {
  return (await browser.storage.session.get(mark))[mark] === true;
}
