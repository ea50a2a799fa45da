import browser from "webextension-polyfill";

const KEY = "recovery-rested";

/**
 * Recovery has done what it could since the browser started. The worker is woken many times an hour; without this
 * each time would start the host for a meeting that cannot be finished yet.
 */
export async function rememberRest(): Promise<void> {
  await browser.storage.session.set({ [KEY]: true });
}

export async function hasRested(): Promise<boolean> {
  return (await browser.storage.session.get(KEY))[KEY] === true;
}
