import type { BackgroundToOffscreen } from "../../shared/offscreen-messages.ts";
import type { Settings } from "../../shared/settings.ts";

/** What a session needs of the browser. */
export interface CaptureEnvironment {
  /** @throws {EarshotError} when the tab cannot be captured */
  readonly openTab: (tabId: number) => Promise<{ streamId: string; title: string }>;
  /** Delivered once the offscreen document is connected. */
  readonly toOffscreen: (message: BackgroundToOffscreen) => void;
  /** The session that the offscreen document captures, as it says itself; null where there is neither. */
  readonly capturedSession: () => Promise<string | null>;
  readonly closeOffscreen: () => Promise<void>;
  /** Whether the tab's page has lost its process; null when the browser does not say. */
  readonly isTabCrashed: (tabId: number) => Promise<boolean | null>;
  readonly showOverlay: (tabId: number) => Promise<void>;
  readonly closeOverlay: () => void;
  readonly settings: () => Settings;
  /** The browser's own language, BCP 47. */
  readonly uiLanguage: () => string;
  readonly now: () => number;
  readonly newId: () => string;
  readonly schedule: (action: () => void, delayMs: number) => void;
}
