import type { World } from "../../shared/messages/to-background.ts";

/** Worlds inside a web page: the page's owner can place them, cover them and remove them. */
type PageWorld = Extract<World, "overlay-frame" | "content-script">;
type TrustedWorld = Exclude<World, PageWorld>;

/** Who says something, by the browser's own word. */
export type Sender =
  | { readonly world: TrustedWorld }
  /** In the page of that tab. `pageUrl` is the page's address; null where the browser does not give it to us. */
  | { readonly world: PageWorld; readonly tabId: number; readonly pageUrl: string | null };

/** What the browser says of a sender. */
export interface BrowserSender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly origin?: string | undefined;
  readonly tab?: { readonly id?: number | undefined; readonly url?: string | undefined } | undefined;
  /** 0 is the tab's main frame. */
  readonly frameId?: number | undefined;
  /** `active`, `prerender`, `cached` or `pending_deletion`. */
  readonly documentLifecycle?: string | undefined;
}

/** This extension, as senders are compared with it. */
export interface Ourselves {
  readonly id: string;
  /** `chrome-extension://<id>`, without a slash at the end. */
  readonly origin: string;
}

const OFFSCREEN_PAGE = "/src/offscreen/index.html";
/** Pages that a person opens, in the popup's or the panel's place or in a tab. */
const VIEW_PAGES: ReadonlyMap<string, TrustedWorld> = new Map([
  ["/src/popup/index.html", "popup"],
  ["/src/sidepanel/index.html", "side-panel"],
  ["/src/welcome/index.html", "welcome"],
  ["/src/caption-window/index.html", "caption-window"],
  ["/src/history/index.html", "history"],
]);
/** The one page of ours that stands in a frame of a web page. */
const OVERLAY_PAGE = "/src/overlay/index.html";

/**
 * Who a sender is; null for everybody else. Nothing that a message says of its sender counts, and our address alone is
 * not enough: a page of ours that stands in a frame of a web page is in the hands of that page's owner (SEC-3).
 */
export function identifySender(sender: BrowserSender | undefined, ourselves: Ourselves): Sender | null {
  if (sender?.id !== ourselves.id || sender.url === undefined) return null;
  // A page that is being prerendered has not been opened by the user.
  if (sender.documentLifecycle !== undefined && sender.documentLifecycle !== "active") return null;
  const url = parseUrl(sender.url);
  if (url === null) return null;
  const isOurs = originOf(url) === ourselves.origin;
  // They differ for documents without an address of their own, such as `about:blank`, and for sandboxed ones, of which our
  // script in a page may say that nothing can be drawn there.
  const isSandboxedPage = sender.origin === "null" && !isOurs;
  if (sender.origin !== undefined && sender.origin !== originOf(url) && !isSandboxedPage) return null;
  return isOurs ? identifyPage(url.pathname, sender, ourselves) : identifyScript(sender);
}

function identifyPage(path: string, { tab, frameId }: BrowserSender, ourselves: Ourselves): Sender | null {
  if (tab === undefined) {
    // Popup, side panel and offscreen document stand in no tab. Nor does a frame in another extension's hidden document,
    // of which the browser says no more: by the manifest no page may frame these.
    if (frameId !== undefined && frameId !== 0) return null;
    return trusted(path === OFFSCREEN_PAGE ? "offscreen" : VIEW_PAGES.get(path));
  }
  const tabUrl = tab.url === undefined ? null : parseUrl(tab.url);
  const isOurTab = tabUrl === null || originOf(tabUrl) === ourselves.origin;
  if (frameId === 0) return isOurTab ? trusted(VIEW_PAGES.get(path)) : null;
  if (path !== OVERLAY_PAGE || frameId === undefined || tab.id === undefined) return null;
  return { world: "overlay-frame", tabId: tab.id, pageUrl: tab.url ?? null };
}

/** The captions are drawn in a tab's main frame and nowhere else. */
function identifyScript({ tab, frameId, url }: BrowserSender): Sender | null {
  if (tab?.id === undefined || frameId !== 0) return null;
  return { world: "content-script", tabId: tab.id, pageUrl: url ?? null };
}

function trusted(world: TrustedWorld | undefined): Sender | null {
  return world === undefined ? null : { world };
}

function parseUrl(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}

/** `URL.origin` is "null" for the extension scheme in some runtimes. */
function originOf({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}
