import type { Browser, Page } from "puppeteer";
import type { PortName, ViewCommand } from "../../../src/shared/messages/to-background.ts";
import type { BackgroundToView, StoredTranscript } from "../../../src/shared/messages/to-views.ts";
import { activeSession } from "../../../src/shared/session.ts";
import { parseSettings, SETTINGS_KEY, type Settings } from "../../../src/shared/settings.ts";
import type { Diagnostics, Status } from "../../../src/shared/status.ts";
import { changeTranscript, type Segment, type Transcript } from "../../../src/shared/transcript.ts";
import { Changes } from "../../runtime/waiting.ts";

/** Functions of Node that the page can call. */
declare global {
  var earshotReceived: (message: unknown) => Promise<void>;
  var earshotDisconnected: () => Promise<void>;
  /** The page's port to the background. */
  var earshotPort: chrome.runtime.Port;
}

/** Tells this view from the side panel whose page it shows. */
export const LIVE_VIEW_MARK = "?live-view";

/**
 * One more view of the extension, beside popup and panel, that lives in a hidden tab and mirrors what it is
 * sent. The tab shows the side panel's page, for the background listens to its views only, without the panel's own code.
 */
export class LiveView {
  status: Status | null = null;
  transcript: Transcript | null = null;
  /** How often it was sent everything, which each worker does first. */
  snapshots = 0;
  readonly #page: Page;
  readonly #changes = new Changes();
  readonly #captionListeners = new Set<(segment: Segment) => void>();

  static async open(browser: Browser, extensionId: string): Promise<LiveView> {
    const page = await browser.newPage({ background: true });
    // Scripts that were off while the page was read do not run when they are on again.
    await page.setJavaScriptEnabled(false);
    await page.goto(`chrome-extension://${extensionId}/src/sidepanel/index.html${LIVE_VIEW_MARK}`);
    await page.setJavaScriptEnabled(true);
    const view = new LiveView(page);
    await page.exposeFunction("earshotReceived", (message: BackgroundToView) => view.#receive(message));
    // The service worker ended; connecting starts it again.
    await page.exposeFunction("earshotDisconnected", () => view.#connect());
    return view;
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Closes the tab: nobody watches any more. */
  async close(): Promise<void> {
    await this.#page.close();
  }

  /** Changes the stored settings, as the popup would. */
  async changeSettings(change: (stored: Settings) => Settings): Promise<void> {
    const stored = await this.#page.evaluate((key) => chrome.storage.local.get(key), SETTINGS_KEY);
    const settings = change(parseSettings(stored[SETTINGS_KEY]));
    await this.#page.evaluate(
      (key, value) => chrome.storage.local.set({ [key]: value }),
      SETTINGS_KEY,
      settings,
    );
  }

  /** Begins to mirror; resolves with the first snapshot. */
  async watch(timeoutMs: number): Promise<void> {
    await this.#connect();
    await this.until("the extension's first answer", timeoutMs, () => this.status);
  }

  diagnostics(): Promise<Diagnostics> {
    return this.#page.evaluate(() => chrome.runtime.sendMessage({ type: "get-diagnostics" }));
  }

  /** The transcript of any session, as it stands in the extension's database. */
  async storedTranscript(session: string): Promise<Transcript | null> {
    const stored = await this.#page.evaluate(
      (id): Promise<StoredTranscript> => chrome.runtime.sendMessage({ type: "get-transcript", session: id }),
      session,
    );
    return stored.name === "read" ? stored.transcript : null;
  }

  /** What the extension keeps in the browser's storage under `key`. */
  stored(key: string): Promise<unknown> {
    return this.#page.evaluate(async (name) => (await chrome.storage.local.get(name))[name], key);
  }

  /** Calls `listener` with every revision of every caption. */
  onCaption(listener: (segment: Segment) => void): void {
    this.#captionListeners.add(listener);
  }

  /** The first thing that `probe` finds after any message, or a named error. `probe` may throw to give up. */
  until<T>(what: string, timeoutMs: number, probe: () => T | null | undefined): Promise<T> {
    return this.#changes.until(what, timeoutMs, probe);
  }

  /** The meeting that runs. @throws when none does */
  get running(): string {
    const active = this.status === null ? null : activeSession(this.status.session);
    if (active === null) throw new Error("no meeting runs");
    return active.session;
  }

  /** Asks the background for something, as a view's button would. */
  async send(command: ViewCommand): Promise<void> {
    const message = { ...command, id: crypto.randomUUID() };
    await this.#page.evaluate((asked) => globalThis.earshotPort.postMessage(asked), message);
  }

  async #connect(): Promise<void> {
    await this.#page.evaluate((name) => {
      const port = chrome.runtime.connect({ name });
      globalThis.earshotPort = port;
      port.onMessage.addListener((message: unknown) => void globalThis.earshotReceived(message));
      port.onDisconnect.addListener(() => void globalThis.earshotDisconnected());
      port.postMessage({ type: "watch", captions: true, levels: false, models: false });
    }, "view" satisfies PortName);
  }

  #receive(message: BackgroundToView): void {
    switch (message.type) {
      case "snapshot":
        this.snapshots += 1;
        this.status = message.status;
        this.transcript = message.transcript;
        break;
      case "status-changed":
        this.status = message.status;
        break;
      case "caption-changed":
        this.#applyCaption(message);
        break;
      case "bookmarks-changed":
        if (this.transcript?.session === message.session)
          this.transcript = { ...this.transcript, bookmarks: message.bookmarks };
        break;
      default:
        break;
    }
    this.#changes.announce();
  }

  #applyCaption({ session, change }: Extract<BackgroundToView, { type: "caption-changed" }>): void {
    if (this.transcript?.session !== session) return;
    this.transcript = changeTranscript(this.transcript, change);
    if (change.type !== "put") return;
    for (const listener of this.#captionListeners) listener(change.segment);
  }
}
