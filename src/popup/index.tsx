import { render } from "preact";
import browser from "webextension-polyfill";
import { errorKind } from "../../protocol/errors.ts";
import { reportUncaughtErrors } from "../shared/uncaught-errors.ts";
import { connectView } from "../ui/connection/session-store.ts";
import { markLanguage } from "../ui/page-language.ts";
import { Popup } from "./Popup.tsx";
import { watchMicrophones } from "./settings/microphones.ts";

reportUncaughtErrors(globalThis, console.warn);
markLanguage();
const store = connectView({ captions: false, levels: true, models: true });
// A popup belongs to the tab in front when it was opened. Asked before the click, so that Start and the panel's
// opening both happen inside it: the panel takes the focus, and that closes the popup.
const [tab] = await browser.tabs.query({ active: true, currentWindow: true });

function openPanel(): void {
  // Captions do not depend on the panel; a browser that refuses to open it only leaves it closed.
  if (tab?.windowId !== undefined)
    chrome.sidePanel
      .open({ windowId: tab.windowId })
      .catch((error: unknown) => console.warn("The side panel stays closed:", errorKind(error)));
}

function start(): void {
  if (tab?.id !== undefined) store.send({ type: "start-session", tabId: tab.id });
  openPanel();
}

const microphones = watchMicrophones(navigator.mediaDevices);
render(<Popup store={store} start={start} openPanel={openPanel} microphones={microphones} />, document.body);
