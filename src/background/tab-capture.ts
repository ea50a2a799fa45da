import { EarshotError, type ErrorCode } from "../../protocol/errors.ts";

/** Chrome's own words when it refuses a tab (measured on Chromium 156), and what each means. */
const REFUSALS: readonly (readonly [words: string, code: ErrorCode])[] = [
  ["Chrome pages cannot be captured", "tab_not_capturable"],
  ["has not been invoked", "tab_not_invoked"],
  ["with an active stream", "tab_already_captured"],
];

/**
 * A stream id for the tab the user invoked Earshot on. It lives 10 s and works once.
 * @throws {EarshotError} `tab_not_capturable`, `tab_not_invoked`, `tab_already_captured` or `tab_capture_failed`
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

/** Pages whose sound the browser gives to no extension. An unknown URL is left to the browser to judge. */
export function isCapturablePage(url: string | undefined): boolean {
  if (url === undefined || url === "") return true;
  const { protocol, hostname } = new URL(url);
  const isWebStore = hostname === "chromewebstore.google.com";
  return (protocol === "https:" || protocol === "http:" || protocol === "file:") && !isWebStore;
}
