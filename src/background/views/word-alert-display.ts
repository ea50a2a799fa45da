import { errorKind } from "../../../protocol/errors.ts";
import { wordsIn } from "../../i18n/index.ts";
import { activeSession } from "../../shared/session.ts";
import type { WordAlert } from "../../shared/status.ts";
import type { StatusStore } from "./status-store.ts";

/** For so long an alert stands in the views. */
export const ALERT_MS = 20_000;
/** One at a time: the next one takes its place. */
const NOTIFICATION = "word-alert";

/**
 * Shows word alerts: for a while in the status, which views and the toolbar button show, and by a notification of the system where
 * the user allows it: the permission is the setting, and without it there is no notification. That may be seen on a lock screen or a
 * shared one, so it names no word and no meeting; and it is silent, because the microphone would hear it. Pressed, it brings the
 * meeting's tab to the front.
 */
export class WordAlertDisplay {
  readonly #statusStore: StatusStore;
  readonly #schedule: (action: () => void, delayMs: number) => void;

  constructor(statusStore: StatusStore, schedule: (action: () => void, delayMs: number) => void) {
    this.#statusStore = statusStore;
    this.#schedule = schedule;
  }

  show(wordAlert: WordAlert): void {
    const statusStore = this.#statusStore;
    statusStore.update({ wordAlert });
    this.#schedule(() => {
      if (statusStore.status.wordAlert === wordAlert) statusStore.update({ wordAlert: null });
    }, ALERT_MS);
    void this.#notify();
  }

  async #notify(): Promise<void> {
    try {
      if (!(await chrome.permissions.contains({ permissions: ["notifications"] }))) return;
      const { name, alertWordSaid } = wordsIn(chrome.i18n.getUILanguage());
      // Only once it is allowed the browser has these events; a listener that is there already is not added again.
      chrome.notifications.onClicked.addListener(this.#onClicked);
      await chrome.notifications.create(NOTIFICATION, {
        type: "basic",
        iconUrl: chrome.runtime.getURL("icons/128.png"),
        title: name,
        message: alertWordSaid,
        silent: true,
      });
    } catch (error) {
      console.warn("Earshot cannot show a notification:", errorKind(error));
    }
  }

  readonly #onClicked = (id: string) => {
    if (id === NOTIFICATION) void this.#showMeeting();
  };

  async #showMeeting(): Promise<void> {
    try {
      await chrome.notifications.clear(NOTIFICATION);
      const tabId = activeSession(this.#statusStore.status.session)?.tabId ?? null;
      if (tabId === null) return;
      const tab = await chrome.tabs.update(tabId, { active: true });
      if (tab !== undefined) await chrome.windows.update(tab.windowId, { focused: true });
    } catch (error) {
      console.warn("Earshot cannot show the meeting's tab:", errorKind(error));
    }
  }
}
