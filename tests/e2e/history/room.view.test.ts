import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, type Feed, feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
import { obstaclesOf, pressByKeyboard, READABLE } from "../views/view-checks.ts";
import { idle, interrupted, settings } from "../views/view-samples.ts";

const idOf = (index: number) => `3f2b8c1e-5d4a-4b6f-9c7e-${String(index).padStart(12, "0")}`;
const sessions = [1, 2, 3, 4, 5].map(idOf);

describe("room on the history page", () => {
  const views = useFedViews();

  async function open(feed: Pick<Feed, "viewport"> & Partial<Feed>): Promise<Page> {
    const { title, speakers, startedAtMs } = interrupted;
    const reading = { name: "read", title, speakers } as const;
    const page = await views.open({
      page: "src/history/index.html",
      snapshot: { type: "snapshot", status: idle, settings, transcript: null },
      meetings: sessions.map((session) => ({
        session,
        startedAtMs,
        completeness: "complete",
        isExempt: false,
        isImported: false,
      })),
      heads: sessions.map((session) => ({ session, samples: 2_720_000, lineCount: 8, reading })),
      stored: Object.fromEntries(
        sessions.map((session) => [session, { name: "read", transcript: { ...interrupted, session } }]),
      ),
      ...feed,
    });
    if (feed.unanswered?.includes("list-meetings") !== true)
      await page.waitForSelector(".meeting[data-reading=read]");
    return page;
  }

  test("UI-5 UI-9 however many files are imported, the meetings keep their room", async () => {
    const imported = { name: "imported", session: idOf(1), title: "Weekly sync", isExempt: true } as const;
    const viewport = { width: 1280, height: 800 };
    const page = await open({ viewport, imports: imported });
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      for (let index = 0; index < 40; index += 1) {
        const file = new File(["{}"], `${index}.json`);
        // Half of them are larger than any meeting.
        if (index % 2 === 0) Object.defineProperty(file, "size", { value: 200_000_000 });
        dataTransfer.items.add(file);
      }
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.waitForSelector('[data-import="imported"][data-count="20"]');
    await page.waitForFunction(() => document.querySelector('[data-import="reading"]') === null);
    await takePicture(page, join(PICTURES, "history-import-many-en"), true);

    expect(await shownOf(page, ".panes")).toBeGreaterThan(viewport.height * 0.4);
    await clickOn(page, '[data-import="imported"] [data-action="dismiss"]');
    await page.waitForFunction(() => document.querySelector('[data-import="imported"]') === null);
  });

  test.each(["en", "ja"] as const)(
    "UI-6 all shortcuts are listed, and the keyboard comes back to where it was: %s",
    async (language) => {
      const page = await open({ viewport: { width: 1280, height: 800 }, language });
      await page.focus('[data-action="shortcuts"]');
      await page.keyboard.press("Enter");
      await page.waitForSelector("dialog.shortcuts[open]");
      await takePicture(page, join(PICTURES, `history-shortcuts-${language}`), true);
      const keys = await page.$$eval("dialog.shortcuts kbd", (all) => all.map((key) => key.textContent));
      // One of the browser's own, such as Alt+Shift+C for a tab group, it gives to no extension.
      const suggested = await page.evaluate(() =>
        Object.values(chrome.runtime.getManifest().commands ?? {}).map(({ suggested_key: key }) =>
          typeof key === "string" ? key : key?.default,
        ),
      );
      expect(await obstaclesOf(page)).toMatchObject({ ...READABLE, language });
      await page.keyboard.press("Escape");
      await page.waitForSelector("dialog.shortcuts:not([open])");

      expect(suggested).toHaveLength(4);
      expect(keys).toEqual(expect.arrayContaining([...suggested, "H", "Ctrl+C"]));
      expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset["action"])).toBe(
        "shortcuts",
      );
    },
  );

  test("UI-6 after a new title, and after a question, the keyboard stands on the button that asked", async () => {
    const page = await open({ viewport: { width: 1280, height: 800 } });
    await page.focus(".meeting .title");
    await page.keyboard.press("Enter");
    for (const [action, field, key] of [
      ["rename-meeting", '[name="title"]', "Enter"],
      ["rename-meeting", '[name="title"]', "Escape"],
      ["delete-meeting", '[data-action="cancel-delete"]', "Enter"],
      ["delete-meeting", '[data-action="cancel-delete"]', "Escape"],
    ] as const) {
      await page.waitForSelector(`[data-action="${action}"]`);
      await page.focus(`[data-action="${action}"]`);
      await page.keyboard.press("Enter");
      await page.waitForSelector(`${field}:focus`);
      await page.keyboard.press(key);
      await page.waitForSelector(`[data-action="${action}"]:focus`);
      await page.waitForSelector(field, { hidden: true });
    }

    expect(await commandsOf(page)).toEqual([]);
  });

  test.each(["en", "ja"] as const)(
    "UI-5 UI-6 what is on its way, chosen, asked and renamed is whole in %s",
    async (language) => {
      const viewport = { width: 900, height: 600 };
      const seen = async (page: Page, state: string) => {
        await takePicture(page, join(PICTURES, `history-${state}-${language}`), true);
        expect(await obstaclesOf(page)).toMatchObject({ ...READABLE, language });
      };
      const loading = await open({ viewport, language, unanswered: ["list-meetings"] });
      await loading.waitForSelector('section.list[aria-busy="true"] .empty');
      await seen(loading, "loading");
      await loading.close();
      const page = await open({ viewport, language, unanswered: ["import-meeting", "get-transcript"] });
      await openFirst(page);
      await page.waitForSelector('[data-reading="loading"]');
      await seen(page, "loading-meeting");
      for (const checkbox of (await page.$$('.meeting [name="selected"]')).slice(0, 2))
        await checkbox.click();
      await page.waitForSelector('[data-selected="2"]');
      await seen(page, "selection");
      await clickOn(page, '[data-action="delete-selected"]');
      await page.waitForSelector('[data-action="cancel-delete"]:focus');
      await seen(page, "selection-delete");
      await page.evaluate(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["{}"], "earshot-2026-11-22-0930-Weekly-sync.json"));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      });
      await page.waitForSelector('[data-import="reading"]');
      await seen(page, "import-reading");
      await page.close();
      const read = await open({ viewport, language });
      await openFirst(read);
      await clickOn(read, '[data-action="rename-meeting"]');
      await read.waitForSelector('[name="title"]:focus');
      await seen(read, "renaming");
      await read.keyboard.press("Escape");
      await clickOn(read, '[data-action="delete-meeting"]');
      await read.waitForSelector('[data-action="cancel-delete"]:focus');
      await seen(read, "delete");
    },
  );

  test("UI-5 UI-6 once a meeting is deleted the keyboard stands on the one that takes its place", async () => {
    const page = await open({ viewport: { width: 1280, height: 800 } });
    const gone = (session: string | undefined) =>
      page.evaluate(async (left) => {
        const list: { session: string }[] = await chrome.runtime.sendMessage({ type: "list-meetings" });
        list.splice(
          list.findIndex((meeting) => meeting.session === left),
          1,
        );
      }, session);
    const focused = () =>
      page.evaluate(
        () =>
          document.activeElement?.closest<HTMLElement>(".meeting")?.dataset["session"] ??
          document.activeElement?.tagName,
      );
    const [first, second, third, ...others] = sessions;
    await page.focus(".meeting .title");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await pressByKeyboard(page, "delete-selected");
    await page.waitForSelector('[data-action="cancel-delete"]:focus');
    await page.keyboard.down("Shift");
    await page.keyboard.press("Tab");
    await page.keyboard.up("Shift");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".selection", { hidden: true });
    const asked = await focused();
    await gone(second);
    await feedView(page, { type: "meeting-changed", session: second ?? "" });
    await page.waitForSelector(`.meeting[data-session="${second}"]`, { hidden: true });
    const next = await focused();
    for (const session of others) {
      await gone(session);
      await feedView(page, { type: "meeting-changed", session });
    }
    await page.keyboard.press("Enter");
    await page.waitForSelector(`main[data-opened="${third}"] [data-caption]`);
    await page.focus('[data-action="delete-meeting"]');
    await page.keyboard.press("Enter");
    await page.waitForSelector('[data-action="cancel-delete"]:focus');
    await page.keyboard.down("Shift");
    await page.keyboard.press("Tab");
    await page.keyboard.up("Shift");
    await page.keyboard.press("Enter");
    await gone(third);
    await feedView(page, { type: "meeting-changed", session: third ?? "" });
    await page.waitForSelector(`.meeting[data-session="${third}"]`, { hidden: true });

    expect([asked, next, await focused()]).toEqual([second, third, first]);
    expect(await commandsOf(page)).toEqual([
      { type: "delete-session", session: second },
      { type: "delete-session", session: third },
    ]);
  });

  test("UI-5 what all meetings take on the disk is shown, and asked for again when the list changes", async () => {
    const page = await open({ viewport: { width: 1280, height: 800 } });
    const shown = await page.waitForSelector("[data-storage]");
    const first = await shown?.evaluate((storage) => storage.textContent);
    await page.evaluate(() => {
      Object.defineProperty(navigator.storage, "estimate", {
        value: () => Promise.resolve({ usage: 1_234_000_000 }),
      });
    });
    await feedView(page, { type: "meeting-changed", session: sessions[0] ?? "" });
    await page.waitForSelector('[data-storage="1234000000"]');

    expect(first).toMatch(/\d/u);
    expect(await page.$eval("[data-storage]", (storage) => storage.textContent)).toMatch(/1\.2\sGB/u);
  });

  test("UI-2 UI-5 who said single lines is listed among a meeting's people, and found by name", async () => {
    const [line, ...lines] = interrupted.segments;
    if (line === undefined) throw new Error("the sample has lines");
    const transcript = { ...interrupted, segments: [{ ...line, speaker: "Ōta" }, ...lines] };
    const stored = Object.fromEntries(
      sessions.map((session, index) => [
        session,
        { name: "read", transcript: { ...(index === 1 ? transcript : interrupted), session } },
      ]),
    ) satisfies Feed["stored"];
    const page = await open({ viewport: { width: 1280, height: 800 }, stored });
    await page.waitForFunction(() =>
      document.querySelectorAll(".meeting .facts")[1]?.textContent.includes("Ōta"),
    );
    await page.type('[name="search"]', "ota");
    await page.waitForFunction(() => document.querySelectorAll(".meeting").length === 1);

    expect(await page.$eval(".meeting .facts", (facts) => facts.textContent)).toMatch(/Others, You, Ōta$/u);
  });

  test("UI-5 UI-6 at a zoom of 400 % the meetings have the window, and one that is read its lines", async () => {
    const viewport = { width: 320, height: 256 };
    const page = await open({ viewport });
    await takePicture(page, join(PICTURES, "history-low-list-en"), true);
    await page.focus(".meeting .title");
    await page.keyboard.press("End");
    const list = await shownOf(page, ".list");
    const last = await shownOf(page, ".meeting:last-child .title");
    await takePicture(page, join(PICTURES, "history-low-last-en"), true);
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-caption]");
    await takePicture(page, join(PICTURES, "history-low-reading-en"), true);

    expect(list).toBeGreaterThan(viewport.height * 0.7);
    expect(last).toBeGreaterThan(10);
    expect(await shownOf(page, ".opened-head h2")).toBeGreaterThan(10);
    expect(await shownOf(page, ".transcript")).toBeGreaterThan(60);
    expect(await obstaclesOf(page)).toMatchObject(READABLE);
  });
});

/** By its address: the list may have no room beside it. */
function openFirst(page: Page): Promise<void> {
  return page.evaluate((hash) => {
    location.hash = hash;
  }, `#${sessions[0]}`);
}

/** How much of its height is in the window. */
function shownOf(page: Page, selector: string): Promise<number> {
  return page.$eval(selector, (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return Math.min(bottom, innerHeight) - Math.max(top, 0);
  });
}
