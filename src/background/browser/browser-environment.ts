import browser from "webextension-polyfill";
import { EarshotError } from "../../../protocol/errors.ts";
import type { Settings } from "../../shared/settings.ts";
import type { CaptureEnvironment } from "./capture-environment.ts";
import {
  closeOffscreenDocument,
  ensureOffscreenDocument,
  hasOffscreenDocument,
} from "./offscreen-document.ts";
import type { OffscreenPort } from "./offscreen-port.ts";
import { injectOverlay } from "./overlay-injection.ts";
import { isCapturablePage, isTabCrashed, tabStreamId } from "./tab-capture.ts";

interface Needs {
  readonly offscreen: OffscreenPort;
  readonly overlayRefused: () => void;
  readonly closeOverlay: () => void;
  readonly settings: () => Settings;
}

/** The browser, as a session sees it. */
export function captureEnvironment({
  offscreen,
  overlayRefused,
  closeOverlay,
  settings,
}: Needs): CaptureEnvironment {
  return {
    async openTab(tabId) {
      const streamId = await tabStreamId(tabId);
      const { url, title = "" } = await browser.tabs.get(tabId);
      if (!isCapturablePage(url)) {
        throw new EarshotError("tab_not_capturable", "the page is the browser's own or its store's");
      }
      await ensureOffscreenDocument();
      return { streamId, title };
    },
    toOffscreen: (message) => offscreen.post(message),
    capturedSession: async () => ((await hasOffscreenDocument()) ? offscreen.capturedSession() : null),
    async closeOffscreen() {
      offscreen.closed();
      await closeOffscreenDocument();
    },
    isTabCrashed,
    async showOverlay(tabId) {
      if (!(await injectOverlay(tabId))) overlayRefused();
    },
    closeOverlay,
    settings,
    uiLanguage: () => browser.i18n.getUILanguage(),
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    schedule(action, delayMs) {
      setTimeout(action, delayMs);
    },
  };
}
