import { expect, test } from "vitest";
import { isCapturablePage, refusalCode, siteOf } from "../../../src/background/browser/tab-capture.ts";
import { backoffMs, MAX_ATTEMPTS } from "../../../src/shared/backoff.ts";

test("IPC-9 attempts back off 100 ms · 2^min(n, 5) and end after ten", () => {
  const delays = Array.from({ length: 7 }, (_, attempt) => backoffMs(attempt));

  expect(delays).toEqual([100, 200, 400, 800, 1600, 3200, 3200]);
  expect(MAX_ATTEMPTS).toBe(10);
});

test.each([
  [
    "Extension has not been invoked for the current page (see activeTab permission). Chrome pages cannot be captured.",
    "tab_not_invoked",
  ],
  ["Cannot capture a tab with an active stream.", "tab_already_captured"],
  ["Error starting tab capture", "tab_capture_failed"],
])("CAP-1 the refusal %j is %s", (words, code) => {
  expect(refusalCode(new Error(words))).toBe(code);
});

test("CAP-1 only websites are captioned, not pages whose address the browser hides", () => {
  expect(isCapturablePage(undefined)).toBe(false);
  expect(isCapturablePage("chrome://settings")).toBe(false);
  expect(isCapturablePage("https://meet.google.com/abc-defg-hij")).toBe(true);
  expect(isCapturablePage("http://127.0.0.1:8000/meeting.html")).toBe(true);
});

test.each([
  ["https://meet.google.com/abc-defg-hij?authuser=1", "meet"],
  ["https://zoom.us/j/12345", "zoom"],
  ["https://us02web.zoom.us/wc/12345/join", "zoom"],
  ["https://app.zoom.com/wc", "zoom"],
  ["https://teams.microsoft.com/v2/", "other"],
  ["https://notzoom.us/", "other"],
  ["https://meet.google.com.example.org/", "other"],
  ["http://meet.google.com/", "other"],
  ["file:///home/me/recording.html", "other"],
] as const)("UI-5 the site of %s is told by its kind alone: %s", (address, site) => {
  expect(siteOf(address)).toBe(site);
});
