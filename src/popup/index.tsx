import { render } from "preact";
import browser from "webextension-polyfill";
import { reportUncaughtErrors } from "../shared/uncaught-errors.ts";
import { connectView } from "../ui/connection/session-store.ts";
import { markLanguage } from "../ui/page-language.ts";
import { openTranscript, TRANSCRIPT_PAGE } from "./open-transcript.ts";
import { Popup } from "./Popup.tsx";
import { watchMicrophones } from "./settings/microphones.ts";

reportUncaughtErrors(globalThis, console.warn);
markLanguage();
const store = connectView({ captions: false, levels: true, models: true });
// A popup belongs to the tab in front when it was opened. Asked before the click, so that Start and the panel's
// opening both happen inside it: the panel takes the focus, and that closes the popup.
const [tab] = await browser.tabs.query({ active: true, currentWindow: true });

/** Not in every browser, whatever the types say. */
const { sidePanel }: Partial<Pick<typeof chrome, "sidePanel">> = chrome;

function open(isAsked: boolean): void {
  const windowId = tab?.windowId;
  if (tab === undefined || windowId === undefined) return;
  const { index } = tab;
  void openTranscript(
    {
      openSidePanel: sidePanel === undefined ? null : () => sidePanel.open({ windowId }),
      async findTab() {
        const documentUrls = [browser.runtime.getURL(TRANSCRIPT_PAGE)];
        const contextTypes = [chrome.runtime.ContextType.TAB];
        const [page] = await chrome.runtime.getContexts({ contextTypes, documentUrls });
        return page?.tabId ?? null;
      },
      async showTab(id) {
        const shown = await browser.tabs.update(id, { active: true });
        if (shown.windowId !== undefined) await browser.windows.update(shown.windowId, { focused: true });
      },
      async createTab(isInFront) {
        const url = browser.runtime.getURL(TRANSCRIPT_PAGE);
        await browser.tabs.create({ url, active: isInFront, windowId, index: index + 1 });
      },
    },
    isAsked,
  );
}

function start(): void {
  if (tab?.id !== undefined) store.send({ type: "start-session", tabId: tab.id });
  open(false);
}

const openPanel = () => open(true);
const microphones = watchMicrophones(navigator.mediaDevices);
render(<Popup store={store} start={start} openPanel={openPanel} microphones={microphones} />, document.body);
