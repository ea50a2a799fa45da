import type { Browser, Extension, Page, Target, Viewport } from "puppeteer";
import type { ModelProgress } from "../../../protocol/reports.ts";
import { words } from "../../../src/i18n/index.ts";
import {
  EXPORT_FORMATS as FILE_FORMATS,
  type ExportFormat as FileFormat,
} from "../../../src/shared/export/formats.ts";
import type { Diagnostics } from "../../../src/shared/status.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { ScriptError } from "../../runtime/script-error.ts";
import { PROMPT_MS, timedOut, within } from "../../runtime/waiting.ts";
import { downloadedBy } from "./downloads.ts";
import { LIVE_VIEW_MARK, type LiveView } from "./live-view.ts";
import { CONNECTED, clickOn, closeIfOpen, connected, GONE, patient } from "./pages.ts";
import { closeBrowser } from "./start-browser.ts";

const POPUP = "src/popup/index.html";
const SIDE_PANEL = "src/sidepanel/index.html";

const LAPTOP = { width: 1280, height: 800 };
const PANEL = { width: 400, height: 720 };

export type ExportFormat = FileFormat["format"];
export const EXPORT_FORMATS: readonly ExportFormat[] = FILE_FORMATS.map(({ format }) => format);

/** A running browser with Earshot in it, driven as a person would: by its buttons. Every wait is bounded. */
export class Earshot {
  readonly browser: Browser;
  readonly extensionId: string;
  readonly view: LiveView;
  readonly downloads: string;
  readonly #discard: () => Promise<void>;
  /** No tab was asked for yet. */
  #isFresh = true;

  constructor(
    parts: Pick<Earshot, "browser" | "extensionId" | "view" | "downloads"> & {
      /** What is left to do when nothing of the browser runs any more. */
      readonly discard: () => Promise<void>;
    },
  ) {
    this.browser = parts.browser;
    this.extensionId = parts.extensionId;
    this.view = parts.view;
    this.downloads = parts.downloads;
    this.#discard = parts.discard;
  }

  /** A tab of the size of a laptop's window, in front. */
  async openPage(url: string, viewport: Viewport | null = LAPTOP): Promise<Page> {
    const page = patient(await this.#emptyTab());
    await page.setViewport(viewport);
    await page.goto(url);
    await page.bringToFront();
    return page;
  }

  /** Presses the toolbar button on `page`; resolves to the popup, which shows the status by then. */
  async clickToolbarButton(page: Page): Promise<Page> {
    const open = await this.#openPopup();
    if (open !== null) return open;
    await page.bringToFront();
    const extension = await this.#extension();
    const target = this.browser.waitForTarget((candidate) => this.#isPage(candidate, POPUP), {
      timeout: PROMPT_MS,
    });
    await within(extension.triggerAction(page), PROMPT_MS, "the toolbar button to react");
    const popup = await connected(await within(target, PROMPT_MS, "the popup"));
    // Its window has no size until the browser has measured its content.
    await popup.waitForFunction(() => innerWidth > 0, { timeout: PROMPT_MS });
    return popup;
  }

  /** Resolves once that model, or what stands in for it, can be used; a download may take its time. */
  modelReady(requested: string, timeoutMs: number): Promise<ModelProgress> {
    return this.view.until(`the model ${requested}`, timeoutMs, () => {
      const { model, host } = this.#status();
      if (host.name === "failed") throw sessionFailed(host.error);
      if (model?.requested !== requested) return null;
      if (model.state === "failed") throw modelFailed(model);
      return model.state === "ready" ? model : null;
    });
  }

  /** Toolbar button, then Start. Resolves once frames arrive on disk; a refusal is a named error. */
  async startCaptions(page: Page, timeoutMs = PROMPT_MS): Promise<void> {
    const popup = await this.clickToolbarButton(page);
    await pressButton(popup, "start");
    await this.view.until("the session to leave idle", timeoutMs, () => {
      const { session } = this.#status();
      return session.name === "idle" ? null : session;
    });
    await this.view.until("the first frames on disk", timeoutMs, () => {
      const { session, host } = this.#status();
      if (host.name === "failed") throw sessionFailed(host.error);
      if (session.name === "idle") throw sessionFailed(session.lastError);
      return session.name === "recording" ? session : null;
    });
    await closeIfOpen(popup);
    await page.bringToFront();
  }

  /** Toolbar button, then Stop. Resolves once the last final is in, or fails after `timeoutMs`. */
  async stopCaptions(page: Page, timeoutMs: number): Promise<void> {
    const popup = await this.clickToolbarButton(page);
    await pressButton(popup, "stop");
    await this.untilIdle(timeoutMs);
    await closeIfOpen(popup);
  }

  /** Resolves once the session has ended and all its finals are stored. */
  async untilIdle(timeoutMs: number): Promise<void> {
    await this.view.until("the last captions after Stop", timeoutMs, () => {
      const { session } = this.#status();
      if (session.name !== "idle") return null;
      if (session.lastError !== null) throw sessionFailed(session.lastError);
      return session;
    });
  }

  /** The first caption (any revision) that `predicate` accepts. */
  waitForCaption(predicate: (segment: Segment) => boolean, timeoutMs = PROMPT_MS): Promise<Segment> {
    return this.view.until("a caption", timeoutMs, () => this.view.transcript?.segments.find(predicate));
  }

  /** Opens the real side panel by the popup's button; it shows the status by then. */
  async openSidePanel(page: Page): Promise<Page> {
    const open = this.#findTarget(SIDE_PANEL);
    if (open !== undefined) return connected(open);
    const popup = await this.clickToolbarButton(page);
    const target = this.browser.waitForTarget((candidate) => this.#isPage(candidate, SIDE_PANEL), {
      timeout: PROMPT_MS,
    });
    await pressButton(popup, "open-panel");
    const panel = await connected(await within(target, PROMPT_MS, "the side panel"));
    await closeIfOpen(popup);
    return panel;
  }

  /** The side panel where it is open, else its page in a tab of a panel's size; it shows the status by then. */
  async sidePanel(): Promise<Page> {
    const open = this.#findTarget(SIDE_PANEL);
    if (open !== undefined) return connected(open);
    const panel = await this.openPage(`chrome-extension://${this.extensionId}/${SIDE_PANEL}`, PANEL);
    await panel.waitForSelector(CONNECTED);
    return panel;
  }

  /** Saves the transcript by the panel's export button; resolves to the downloaded file. */
  async exportTranscript(format: ExportFormat): Promise<string> {
    const panel = await this.sidePanel();
    // Each view is sent the same in the same order, and may be late by itself.
    if (this.#status().session.name === "idle") await panel.waitForSelector('main[data-session="idle"]');
    return downloadedBy(this.downloads, async () => {
      await pressButton(panel, "export");
      await clickOn(panel, `[data-format="${format}"]`);
    });
  }

  diagnostics(): Promise<Diagnostics> {
    return within(this.view.diagnostics(), PROMPT_MS, "the diagnostics");
  }

  async close(): Promise<void> {
    await closeBrowser(this.browser);
    await this.#discard();
  }

  /** The tab that a browser starts with, the first time: later, what is empty is a view that is just opening. */
  async #emptyTab(): Promise<Page> {
    const pages = this.#isFresh ? await this.browser.pages() : [];
    this.#isFresh = false;
    return pages.find((page) => page.url() === "about:blank") ?? this.browser.newPage();
  }

  async #extension(): Promise<Extension> {
    const extension = (await this.browser.extensions()).get(this.extensionId);
    if (extension !== undefined) return extension;
    throw new ScriptError("browser_failed", "The extension is no longer installed.", "Start again.");
  }

  #status() {
    const { status } = this.view;
    if (status === null)
      throw new ScriptError("session_failed", "The extension showed no state.", "Start again.");
    return status;
  }

  /** Null where none is open, or it closes just now: one does by itself when something else takes the focus. */
  async #openPopup(): Promise<Page | null> {
    const open = this.#findTarget(POPUP);
    if (open === undefined) return null;
    try {
      return await connected(open);
    } catch (error) {
      if (GONE.test(String(error))) return null;
      throw error;
    }
  }

  #findTarget(path: string): Target | undefined {
    return this.browser.targets().find((target) => this.#isPage(target, path));
  }

  #isPage(target: Target, path: string): boolean {
    const url = target.url();
    if (url.endsWith(LIVE_VIEW_MARK)) return false;
    return url.split(/[?#]/u)[0] === `chrome-extension://${this.extensionId}/${path}`;
  }
}

/** Clicks the button of that name once it can be clicked; an error shown instead of it is thrown. */
export async function pressButton(page: Page, action: string): Promise<void> {
  const button = `[data-action="${action}"]:not([disabled])`;
  const found = await page
    .waitForSelector(`${button}, [role="alert"][data-error]`, { visible: true, timeout: PROMPT_MS })
    .catch((error: unknown) => {
      throw timedOut(`the button "${action}" (${String(error)})`, PROMPT_MS);
    });
  if (found === null || (await page.$(button)) === null) throw await shownError(page);
  // Start closes the popup, under the click that pressed it: neither the click is answered then, nor whether it came.
  const closed = new Promise<void>((resolve) => {
    page.once("close", () => resolve());
  });
  const clicked = clickOn(page, button).catch((error: unknown) => {
    if (!GONE.test(String(error))) throw error;
    return closed;
  });
  await within(Promise.race([clicked, closed]), PROMPT_MS, `the click on "${action}"`);
}

async function shownError(page: Page): Promise<ScriptError> {
  const shown = await page.evaluate(() => {
    const alert = document.querySelector<HTMLElement>('[role="alert"][data-error]');
    return { code: alert?.dataset["error"] ?? "", text: alert?.textContent.trim() ?? "" };
  });
  return new ScriptError("session_failed", `${shown.code}: ${shown.text}`, "Follow the advice above.");
}

function modelFailed({ requested, error }: ModelProgress): ScriptError {
  const { sentence, remedy } = words.errors[error ?? "internal_error"];
  return new ScriptError("model_failed", `${requested}: ${sentence}`, remedy);
}

function sessionFailed(error: { code: string; message: string } | null): ScriptError {
  const cause = error === null ? "the session ended by itself" : `${error.code}: ${error.message}`;
  return new ScriptError(
    "session_failed",
    cause,
    "Run `npm run doctor`, which checks every part and names what mends it.",
  );
}
