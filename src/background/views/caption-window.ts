import browser from "webextension-polyfill";
import type { Settings } from "../../shared/settings.ts";

const PAGE = "src/caption-window/index.html";
const FIRST_SIZE = { width: 720, height: 420 };

/**
 * The one window of its own that shows the captions (ADR-030). It is looked for among the browser's pages, not remembered:
 * the worker that opened it may be gone.
 */
export class CaptionWindow {
  /** Id of the window that this worker opened last: the browser lists its page a moment later only. */
  #opened: Promise<number | null> = Promise.resolve(null);

  /** Opens it where it was left, or brings the open one to the front. */
  async open({ bounds }: Settings["captionWindow"]): Promise<void> {
    const opened = this.#opened.then(async (latest) => {
      for (const id of [latest, await listed()]) if (id !== null && (await showInFront(id))) return id;
      return create(bounds);
    });
    this.#opened = opened.catch(() => null);
    await opened;
  }
}

async function listed(): Promise<number | null> {
  const documentUrls = [browser.runtime.getURL(PAGE)];
  const [page] = await chrome.runtime.getContexts({
    contextTypes: [chrome.runtime.ContextType.TAB],
    documentUrls,
  });
  return page?.windowId ?? null;
}

/** False where there is no such window any more. */
async function showInFront(windowId: number): Promise<boolean> {
  try {
    const { state } = await browser.windows.get(windowId);
    await browser.windows.update(windowId, {
      focused: true,
      ...(state === "minimized" ? { state: "normal" } : {}),
    });
    return true;
  } catch {
    return false;
  }
}

async function create(bounds: Settings["captionWindow"]["bounds"]): Promise<number | null> {
  const window = { type: "popup", url: PAGE, focused: true } as const;
  if (bounds !== null) {
    try {
      return (await browser.windows.create({ ...window, ...bounds })).id ?? null;
    } catch {
      // It was left on a screen that is not connected any more, which the browser refuses.
    }
  }
  const { width, height } = bounds ?? FIRST_SIZE;
  return (await browser.windows.create({ ...window, width, height })).id ?? null;
}
