import { errorKind } from "../../../protocol/errors.ts";
import { wordsIn } from "../../i18n/index.ts";
import { activeSession } from "../../shared/session.ts";
import { ALERT_NOTIFICATION } from "../../shared/settings.ts";
import type { Status, WordAlert } from "../../shared/status.ts";
import type { StatusStore } from "./status-store.ts";

/** For so long an alert stands in the views. */
export const ALERT_MS = 20_000;
/** One at a time: the next one takes its place. */
const NOTIFICATION = "word-alert";

/**
 * Shows word alerts: for a while in the status, which views and the toolbar button show, and by a notification of the system where
 * the user allows it: the permission is the setting, and without it there is no notification. That may be seen on a lock screen or a
 * shared one, so it names no word and no meeting; and it is silent, because the microphone would hear it. Pressed, it brings the
 * meeting's tab to the front (`onNotificationPressed`), and it goes with its meeting.
 */
export class WordAlertDisplay {
  readonly #statusStore: StatusStore;
  readonly #schedule: (action: () => void, delayMs: number) => void;
  #isMeeting = false;

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

  statusChanged({ session }: Pick<Status, "session">): void {
    const wasMeeting = this.#isMeeting;
    this.#isMeeting = session.name !== "idle";
    if (wasMeeting && !this.#isMeeting) void this.#clear();
  }

  /** The notification was pressed. */
  async showMeeting(): Promise<void> {
    await this.#clear();
    try {
      const tabId = activeSession(this.#statusStore.status.session)?.tabId ?? null;
      if (tabId === null) return;
      const tab = await chrome.tabs.update(tabId, { active: true });
      if (tab !== undefined) await chrome.windows.update(tab.windowId, { focused: true });
    } catch (error) {
      console.warn("Earshot cannot show the meeting's tab:", errorKind(error));
    }
  }

  async #notify(): Promise<void> {
    try {
      const isAllowed = await chrome.permissions.contains(ALERT_NOTIFICATION);
      // The meeting may have ended meanwhile.
      if (!isAllowed || activeSession(this.#statusStore.status.session) === null) return;
      const { name, alertWordSaid } = wordsIn(chrome.i18n.getUILanguage());
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

  async #clear(): Promise<void> {
    try {
      await notificationsOfSystem()?.clear(NOTIFICATION);
    } catch (error) {
      console.warn("Earshot cannot take a notification back:", errorKind(error));
    }
  }
}

/**
 * Calls `pressed` when the user presses the notification, also one that an earlier worker showed. To be called while the worker
 * starts, before its first await, for a press may be what starts it. The browser has the event once the user allows notifications,
 * and adds no listener twice.
 */
export function onNotificationPressed(pressed: () => void): void {
  const onClicked = (id: string) => {
    if (id === NOTIFICATION) pressed();
  };
  const listen = () => notificationsOfSystem()?.onClicked.addListener(onClicked);
  listen();
  chrome.permissions.onAdded.addListener(listen);
}

/** Undefined until the user has allowed them. */
function notificationsOfSystem(): typeof chrome.notifications | undefined {
  return chrome.notifications;
}
