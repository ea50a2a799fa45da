import { EarshotError, type ErrorCode, errorKind } from "../../../protocol/errors.ts";
import type { MeetingSite } from "../../shared/listed-meetings.ts";

/** Chrome's own words when it refuses a tab (measured on Chromium 156), and what each means. */
const REFUSALS: readonly (readonly [words: string, code: ErrorCode])[] = [
  // This one also says that Chrome's own pages cannot be captured, whatever page it is about.
  ["has not been invoked", "tab_not_invoked"],
  ["with an active stream", "tab_already_captured"],
];

/**
 * A stream id for the tab the user invoked Earshot on. It lives 10 s and works once.
 * @throws {EarshotError} `tab_not_invoked`, `tab_already_captured` or `tab_capture_failed`
 */
export async function tabStreamId(tabId: number): Promise<string> {
  try {
    return await chrome.tabCapture.getMediaStreamId({ targetTabId: tabId });
  } catch (cause) {
    throw new EarshotError(refusalCode(cause), "the browser refused a stream id for the tab", { cause });
  }
}

/** Which refusal the browser's words mean. */
export function refusalCode(cause: unknown): ErrorCode {
  const words = cause instanceof Error ? cause.message : String(cause);
  return REFUSALS.find(([part]) => words.includes(part))?.[1] ?? "tab_capture_failed";
}

/**
 * Whether a page that Earshot was invoked on is a website. The browser hides the address of its own pages and
 * its store even then, and gives their audio all the same; captions could not be drawn there.
 */
export function isCapturablePage(url: string | undefined): url is string {
  return url !== undefined && /^(https?|file):/.test(url);
}

/** The kind of site that a page belongs to (pure). */
export function siteOf(address: string): MeetingSite {
  const { protocol, hostname } = new URL(address);
  if (protocol !== "https:") return "other";
  if (hostname === "meet.google.com") return "meet";
  return /(?:^|\.)zoom\.(?:us|com)$/.test(hostname) ? "zoom" : "other";
}

const CALLS: readonly (readonly [MeetingSite, RegExp])[] = [
  ["meet", /^\/(?<code>[a-z]{3}-[a-z]{4}-[a-z]{3})(?:\/|$)/],
  ["zoom", /^\/wc\/(?:join\/)?(?<code>\d{9,11})(?:\/|$)/],
];

/** Which call a page shows, by its address alone: `meet:abc-defg-hij`; null where it shows none that is known (pure). */
export function callOf(address: string): string | null {
  const site = siteOf(address);
  const { pathname } = new URL(address);
  const [code] = CALLS.flatMap(([of, path]) =>
    of === site ? (path.exec(pathname)?.groups?.["code"] ?? []) : [],
  );
  return code === undefined ? null : `${site}:${code}`;
}

/** What the browser says of a meeting's tab. */
export interface TabState {
  /**
   * The tab's page has lost its process: the browser calls such a tab unloaded (measured on Chromium 156). Its audio goes on
   * as silence and no event says so.
   */
  readonly isCrashed: boolean;
  /** By the user ("Mute site"), the browser or another extension. What is captured of it is not silent. */
  readonly isMuted: boolean;
  /** The page's title, without the count of unread messages; empty where the browser does not say. */
  readonly title: string;
  /** What it shows; null where the browser hides that: the user's grant ended when the tab went to another site, and is not back with it. */
  readonly place: { readonly call: string | null } | null;
}

/** Null when the browser does not say, as of a tab that is gone. */
export async function tabState(tabId: number): Promise<TabState | null> {
  try {
    return stateOf(await chrome.tabs.get(tabId));
  } catch (error) {
    console.warn("Earshot cannot see the meeting's tab:", errorKind(error));
    return null;
  }
}

/** What a tab that was asked for says (pure). */
export function stateOf({ status, mutedInfo, title = "", url }: AskedTab): TabState {
  return {
    isCrashed: status === "unloaded",
    isMuted: mutedInfo?.muted === true,
    title: pageTitle(title),
    place: url === undefined || url === "" ? null : { call: callOf(url) },
  };
}

/** Of both of the browser's own descriptions of a tab, what is read here. */
interface AskedTab {
  readonly status?: string | undefined;
  readonly mutedInfo?: { readonly muted: boolean } | undefined;
  readonly title?: string | undefined;
  readonly url?: string | undefined;
}

/** A page's title without the count of unread messages that many put before it: "(3) Weekly". */
export function pageTitle(title: string): string {
  return title.replace(/^\(\d+\+?\)\s+/, "").trim();
}

/** Screen pixels for each CSS pixel of the tab's page, without the screen's own; 1 where the tab is gone. */
export async function tabZoom(tabId: number): Promise<number> {
  try {
    return await chrome.tabs.getZoom(tabId);
  } catch {
    return 1;
  }
}
