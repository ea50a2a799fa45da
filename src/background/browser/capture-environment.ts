import browser from "webextension-polyfill";
import { EarshotError } from "../../../protocol/errors.ts";
import type { MeetingSite } from "../../shared/listed-meetings.ts";
import type { BackgroundToOffscreen } from "../../shared/messages/to-offscreen.ts";
import type { Settings } from "../../shared/settings.ts";
import {
  closeOffscreenDocument,
  ensureOffscreenDocument,
  hasOffscreenDocument,
} from "./offscreen-document.ts";
import type { OffscreenPort } from "./offscreen-port.ts";
import { injectOverlay } from "./overlay-injection.ts";
import type { OverlayPlace } from "./overlay-place.ts";
import { injectPageScript } from "./page-injection.ts";
import type { PageScript } from "./page-script.ts";
import {
  callOf,
  isCapturablePage,
  siteOf,
  stateOf,
  type TabState,
  tabState,
  tabStreamId,
} from "./tab-capture.ts";

interface OpenedTab extends Pick<TabState, "title" | "isMuted"> {
  readonly streamId: string;
  readonly site: MeetingSite;
  /** `callOf` its address. */
  readonly call: string | null;
}

/** What a session needs of the browser. */
export interface CaptureEnvironment {
  /** @throws {EarshotError} when the tab cannot be captured */
  readonly openTab: (tabId: number) => Promise<OpenedTab>;
  /** Opens what captures, where there is no tab. Resolves once it is connected: what it is sent then outlives this worker. */
  readonly openDocument: () => Promise<void>;
  /** Delivered once the offscreen document is connected. */
  readonly toOffscreen: (message: BackgroundToOffscreen) => void;
  /** The session that the offscreen document captures, as it says itself; null where there is neither. */
  readonly capturedSession: () => Promise<string | null>;
  readonly closeOffscreen: () => Promise<void>;
  readonly tabState: (tabId: number) => Promise<TabState | null>;
  readonly showOverlay: (tabId: number) => Promise<void>;
  /** Puts our script that reads the meeting's page into it; that it cannot be is no error. */
  readonly readPage: (tabId: number) => Promise<void>;
  readonly leavePage: () => void;
  /** Takes all that is ours out of the meeting's page. */
  readonly leaveTab: () => void;
  readonly settings: () => Settings;
  /** What the browser's storage may still take, in bytes. */
  readonly freeBytes: () => Promise<number>;
  /** The browser's own language, BCP 47. */
  readonly uiLanguage: () => string;
  readonly now: () => number;
  readonly newId: () => string;
  readonly schedule: (action: () => void, delayMs: number) => void;
}

interface Needs {
  readonly offscreen: OffscreenPort;
  readonly overlay: Pick<OverlayPlace, "refused" | "close">;
  readonly pageScript: Pick<PageScript, "leave">;
  readonly settings: () => Settings;
}

/** The browser, as a session sees it. */
export function captureEnvironment({ offscreen, overlay, pageScript, settings }: Needs): CaptureEnvironment {
  return {
    async openTab(tabId) {
      const streamId = await tabStreamId(tabId);
      const tab = await browser.tabs.get(tabId);
      const { url } = tab;
      if (!isCapturablePage(url)) {
        throw new EarshotError("tab_not_capturable", "the page is the browser's own or its store's");
      }
      await ensureOffscreenDocument();
      const { title, isMuted } = stateOf(tab);
      return { streamId, title, isMuted, site: siteOf(url), call: callOf(url) };
    },
    async openDocument() {
      await ensureOffscreenDocument();
      await offscreen.capturedSession();
    },
    toOffscreen: (message) => offscreen.post(message),
    capturedSession: async () => ((await hasOffscreenDocument()) ? offscreen.capturedSession() : null),
    async closeOffscreen() {
      offscreen.closed();
      await closeOffscreenDocument();
    },
    tabState,
    async showOverlay(tabId) {
      if (!(await injectOverlay(tabId))) overlay.refused();
    },
    readPage: injectPageScript,
    leavePage: () => pageScript.leave(),
    leaveTab() {
      overlay.close();
      pageScript.leave();
    },
    settings,
    async freeBytes() {
      const { quota = 0, usage = 0 } = await navigator.storage.estimate();
      return quota - usage;
    },
    uiLanguage: () => browser.i18n.getUILanguage(),
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    schedule(action, delayMs) {
      setTimeout(action, delayMs);
    },
  };
}
