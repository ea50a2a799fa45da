import { render } from "preact";
import browser from "webextension-polyfill";
import { markLanguage } from "../ui/page-language.ts";
import { connectView } from "../ui/session-store.ts";
import { Popup } from "./Popup.tsx";

markLanguage();
const store = connectView({ captions: false, levels: true });
// Known before the click, so that the side panel can open inside it.
const { id: windowId } = await browser.windows.getCurrent();

function openPanel(): void {
  // Captions do not depend on the panel; a browser that refuses to open it only leaves it closed.
  if (windowId !== undefined) chrome.sidePanel.open({ windowId }).catch(console.warn);
}

async function start(): Promise<void> {
  openPanel();
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id !== undefined) store.send({ type: "start-session", tabId: tab.id });
}

render(<Popup store={store} start={start} openPanel={openPanel} />, document.body);
