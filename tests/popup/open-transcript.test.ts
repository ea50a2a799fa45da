import { expect, test, vi } from "vitest";
import { openTranscript } from "../../src/popup/open-transcript.ts";

/** A browser whose side panel is as said, and that shows the transcript in this tab already. */
function browserWith(sidePanel: "opens" | "refuses" | "missing", tab: number | null = null) {
  const open = vi.fn(() =>
    sidePanel === "refuses" ? Promise.reject(new Error("no panel")) : Promise.resolve(),
  );
  return {
    openSidePanel: sidePanel === "missing" ? null : open,
    open,
    findTab: vi.fn(() => Promise.resolve(tab)),
    showTab: vi.fn(() => Promise.resolve()),
    createTab: vi.fn<(isInFront: boolean) => Promise<void>>(() => Promise.resolve()),
  };
}

test.each([true, false])(
  "UI-2 the transcript is opened in the side panel alone, asked for: %s",
  async (isAsked) => {
    const browser = browserWith("opens", 7);

    await openTranscript(browser, isAsked);

    expect(browser.open).toHaveBeenCalledOnce();
    expect(browser.createTab).not.toHaveBeenCalled();
    expect(browser.showTab).not.toHaveBeenCalled();
  },
);

test("UI-2 the side panel is opened before anything is waited for: the click counts no longer then", () => {
  const browser = browserWith("opens");

  void openTranscript(browser, true);

  expect(browser.open).toHaveBeenCalledOnce();
});

test.each(["missing", "refuses"] as const)(
  "UI-2 where the side panel %s, the transcript is a tab, which at Start stays behind the meeting",
  async (sidePanel) => {
    const asked = browserWith(sidePanel);
    await openTranscript(asked, true);
    expect(asked.createTab).toHaveBeenCalledExactlyOnceWith(true);

    const started = browserWith(sidePanel);
    await openTranscript(started, false);
    expect(started.createTab).toHaveBeenCalledExactlyOnceWith(false);
  },
);

test("UI-2 a transcript that is in a tab already is shown when asked for, and never opened twice", async () => {
  const asked = browserWith("missing", 7);
  await openTranscript(asked, true);
  expect(asked.showTab).toHaveBeenCalledExactlyOnceWith(7);

  const started = browserWith("missing", 7);
  await openTranscript(started, false);
  expect(started.showTab).not.toHaveBeenCalled();
  expect([...asked.createTab.mock.calls, ...started.createTab.mock.calls]).toEqual([]);
});

test("UI-2 a browser that opens neither only leaves the transcript closed", async () => {
  const browser = browserWith("missing");
  browser.createTab.mockRejectedValueOnce(new Error("no tab"));

  await expect(openTranscript(browser, true)).resolves.toBeUndefined();
});
