import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { StatusStore } from "../../../src/background/views/status-store.ts";
import {
  ALERT_MS,
  onNotificationPressed,
  WordAlertDisplay,
} from "../../../src/background/views/word-alert-display.ts";
import { active } from "../../ui/status-samples.ts";

const TAB = 7;
const first = { word: "Aiko", atMs: 1 };
const second = { word: "budget", atMs: 2 };

/** What the browser is asked for by an extension that may show notifications, or may not. */
function display({ allows }: { readonly allows: boolean }) {
  const asked: unknown[] = [];
  const listeners = new Set<(id: string) => void>();
  const timers: [action: () => void, delayMs: number][] = [];
  const ask = (...what: unknown[]) => Promise.resolve(void asked.push(what));
  const notifications = {
    create: (id: string, options: object) => ask("create", id, options),
    clear: (id: string) => ask("clear", id),
    onClicked: { addListener: (listener: (id: string) => void) => listeners.add(listener) },
  };
  const added = new Set<() => void>();
  const browser = {
    permissions: {
      contains: () => Promise.resolve(allows),
      onAdded: { addListener: (listener: () => void) => added.add(listener) },
    },
    i18n: { getUILanguage: () => "de-AT" },
    runtime: { getURL: (path: string) => `chrome-extension://earshot/${path}` },
    tabs: { update: (id: number) => ask("tab", id).then(() => ({ windowId: 3 })) },
    windows: { update: (id: number) => ask("window", id) },
    ...(allows ? { notifications } : {}),
  };
  vi.stubGlobal("chrome", browser);
  const statusStore = new StatusStore((status) => shown.statusChanged(status));
  const shown = new WordAlertDisplay(statusStore, (...timer) => void timers.push(timer));
  statusStore.update({ session: { name: "recording", ...active, tabId: TAB } });
  return {
    allow: () => {
      Object.assign(browser, { notifications });
      for (const listener of added) listener();
    },
    asked,
    listeners,
    statusStore,
    timers,
    press: (id: string) => {
      for (const listener of listeners) listener(id);
    },
    shown,
  };
}

let warned: unknown[];
beforeEach(() => {
  warned = [];
  vi.spyOn(console, "warn").mockImplementation((...what) => void warned.push(what));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("UI-8 an alert stands for a while, and the next one for as long after it", () => {
  const { shown, statusStore, timers } = display({ allows: false });
  const overs = () => timers.map(([, delayMs]) => delayMs);

  shown.show(first);
  shown.show(second);
  timers[0]?.[0]();
  const afterFirst = statusStore.status.wordAlert;
  timers[1]?.[0]();

  expect([overs(), afterFirst, statusStore.status.wordAlert]).toEqual([[ALERT_MS, ALERT_MS], second, null]);
});

test("UI-8 SEC-1 a notification says that a word of the list was said, in the user's language, and no word of the meeting", async () => {
  const { asked, shown } = display({ allows: true });

  shown.show(first);

  const iconUrl = "chrome-extension://earshot/icons/128.png";
  const message = "In der Besprechung wurde eines Ihrer Hinweiswörter gesagt.";
  await vi.waitFor(() =>
    expect(asked).toEqual([
      ["create", "word-alert", { type: "basic", iconUrl, title: "Earshot", message, silent: true }],
    ]),
  );
});

test("UI-8 there is no notification unless the user allows it", async () => {
  const { asked, shown } = display({ allows: false });
  const looked = vi.spyOn(chrome.permissions, "contains");

  shown.show(first);
  await looked.mock.results[0]?.value;

  expect([looked.mock.calls.length, asked, warned]).toEqual([1, [], []]);
});

test("UI-8 pressed, a notification shows the meeting's tab, also one that an earlier worker showed, and none after the meeting", async () => {
  const { asked, listeners, press, shown, statusStore } = display({ allows: true });
  onNotificationPressed(() => void shown.showMeeting());

  press("another");
  press("word-alert");
  await vi.waitFor(() =>
    expect(asked).toEqual([
      ["clear", "word-alert"],
      ["tab", TAB],
      ["window", 3],
    ]),
  );
  statusStore.update({ session: { name: "idle", lastError: null } });
  asked.length = 0;
  press("word-alert");
  await vi.waitFor(() => expect(asked).toEqual([["clear", "word-alert"]]));

  expect([listeners.size, warned]).toEqual([1, []]);
});

test("UI-8 a notification can be pressed from when notifications are allowed", async () => {
  const { allow, asked, listeners, press, shown } = display({ allows: false });
  onNotificationPressed(() => void shown.showMeeting());
  const before = listeners.size;

  allow();
  allow();
  press("word-alert");

  await vi.waitFor(() => expect(asked).toHaveLength(3));
  expect([before, listeners.size, warned]).toEqual([0, 1, []]);
});

test("UI-8 a notification goes with its meeting, and none is shown behind it", async () => {
  const { asked, shown, statusStore } = display({ allows: true });
  const looked = vi.spyOn(chrome.permissions, "contains");
  shown.show(first);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  asked.length = 0;

  shown.show(second);
  statusStore.update({ session: { name: "idle", lastError: null } });
  statusStore.update({ session: { name: "idle", lastError: null } });
  await looked.mock.results[1]?.value;

  await vi.waitFor(() => expect(asked).toEqual([["clear", "word-alert"]]));
  expect(warned).toEqual([]);
});
