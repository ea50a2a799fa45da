import { readdirSync, watch } from "node:fs";
import { join } from "node:path";
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
import { LIVE_VIEW_MARK, type LiveView } from "./live-view.ts";
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
    const page = await this.#emptyTab();
    await page.setViewport(viewport);
    await page.goto(url);
    await page.bringToFront();
    return page;
  }

  /** Presses the toolbar button on `page`; resolves to the popup. */
  async clickToolbarButton(page: Page): Promise<Page> {
    const open = this.#findTarget(POPUP);
    if (open !== undefined) return open.asPage();
    await page.bringToFront();
    const extension = await this.#extension();
    const target = this.browser.waitForTarget((candidate) => this.#isPage(candidate, POPUP), {
      timeout: PROMPT_MS,
    });
    await within(extension.triggerAction(page), PROMPT_MS, "the toolbar button to react");
    const popup = await (await within(target, PROMPT_MS, "the popup")).asPage();
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

  /** Opens the real side panel by the popup's button. */
  async openSidePanel(page: Page): Promise<Page> {
    const open = this.#findTarget(SIDE_PANEL);
    if (open !== undefined) return open.asPage();
    const popup = await this.clickToolbarButton(page);
    const target = this.browser.waitForTarget((candidate) => this.#isPage(candidate, SIDE_PANEL), {
      timeout: PROMPT_MS,
    });
    await pressButton(popup, "open-panel");
    const panel = await (await within(target, PROMPT_MS, "the side panel")).asPage();
    await closeIfOpen(popup);
    return panel;
  }

  /** The side panel where it is open, else its page in a tab of a panel's size. */
  sidePanel(): Promise<Page> {
    const open = this.#findTarget(SIDE_PANEL);
    if (open !== undefined) return open.asPage();
    return this.openPage(`chrome-extension://${this.extensionId}/${SIDE_PANEL}`, PANEL);
  }

  /** Saves the transcript by the panel's export button; resolves to the downloaded file. */
  async exportTranscript(format: ExportFormat): Promise<string> {
    const panel = await this.sidePanel();
    return downloadedBy(this.downloads, async () => {
      await pressButton(panel, "export");
      const item = await panel.waitForSelector(`[data-format="${format}"]`, {
        visible: true,
        timeout: PROMPT_MS,
      });
      if (item === null) throw timedOut(`the export menu's ${format}`, PROMPT_MS);
      await item.click();
    });
  }

  diagnostics(): Promise<Diagnostics> {
    return within(this.view.diagnostics(), PROMPT_MS, "the diagnostics");
  }

  async close(): Promise<void> {
    await closeBrowser(this.browser);
    await this.#discard();
  }

  /** The tab that a browser starts with, else a new one. */
  async #emptyTab(): Promise<Page> {
    const pages = await this.browser.pages();
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
  // Start closes the popup, under the click that pressed it.
  const closed = new Promise<void>((resolve) => {
    page.once("close", () => resolve());
  });
  await within(Promise.race([clickFirst(page, button), closed]), PROMPT_MS, `the click on "${action}"`);
}

/** Clicks the first that is shown; one that a view has drawn again between finding and clicking is looked for again. */
async function clickFirst(page: Page, selector: string): Promise<void> {
  for (;;) {
    const element = await page.waitForSelector(selector, { visible: true, timeout: PROMPT_MS });
    if (element === null) continue;
    try {
      return await element.click();
    } catch (error) {
      if (await element.evaluate(({ isConnected }) => isConnected)) throw error;
    }
  }
}

async function shownError(page: Page): Promise<ScriptError> {
  const shown = await page.evaluate(() => {
    const alert = document.querySelector<HTMLElement>('[role="alert"][data-error]');
    return { code: alert?.dataset["error"] ?? "", text: alert?.textContent.trim() ?? "" };
  });
  return new ScriptError("session_failed", `${shown.code}: ${shown.text}`, "Follow the advice above.");
}

/** Closes a popup that may be closing by itself, as one does when the side panel takes the focus. */
export async function closeIfOpen(page: Page): Promise<void> {
  if (page.isClosed()) return;
  await page.close().catch((error: unknown) => {
    if (!/No target with given id|Target closed/u.test(String(error))) throw error;
  });
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

/** The browser's names for a file that is still being written. */
const UNFINISHED = /^\.|\.(?:crdownload|tmp)$/u;

/** Does `act` and resolves to the path of the finished file that it makes appear in `folder`. */
export async function downloadedBy(folder: string, act: () => Promise<void>): Promise<string> {
  const before = new Set(readdirSync(folder));
  const watcher = watch(folder);
  try {
    const appeared = new Promise<string>((resolve) => {
      watcher.on("change", () => {
        const fresh = readdirSync(folder).filter((name) => !before.has(name));
        const [finished] = fresh;
        // The final name is reserved, empty, while the content is written beside it.
        if (finished === undefined || fresh.some((name) => UNFINISHED.test(name))) return;
        resolve(join(folder, finished));
      });
    });
    await act();
    return await within(appeared, PROMPT_MS, `a download in ${folder}`);
  } finally {
    watcher.close();
  }
}
