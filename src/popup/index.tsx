import { render } from "preact";
import browser from "webextension-polyfill";
import { markLanguage } from "../ui/page-language.ts";
import { connectView } from "../ui/session-store.ts";
import { Popup } from "./Popup.tsx";

markLanguage();
const store = connectView({ captions: false, levels: true });
// Known before the click: the panel must open inside it, and opening it may close this popup under the click.
const [tab] = await browser.tabs.query({ active: true, currentWindow: true });

function openPanel(): void {
  // Captions do not depend on the panel; a browser that refuses to open it only leaves it closed.
  if (tab?.windowId !== undefined) chrome.sidePanel.open({ windowId: tab.windowId }).catch(console.warn);
}

function start(): void {
  if (tab?.id !== undefined) store.send({ type: "start-session", tabId: tab.id });
  openPanel();
}

render(<Popup store={store} start={start} openPanel={openPanel} />, document.body);
