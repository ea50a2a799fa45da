import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import type { MeetingEntry, MeetingHead } from "../../../src/shared/listed-meetings.ts";
import type { Status } from "../../../src/shared/status.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { active } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, type Feed, PICTURES, useFedViews } from "../views/fed-view.ts";
import { leastContrastOf, obstaclesOf, READABLE } from "../views/view-checks.ts";
import { idle, interrupted, meeting, running, settings } from "../views/view-samples.ts";
import { openMeeting } from "./stored-meeting.ts";

const WIDE = { width: 1100, height: 760 };
const NARROW = { width: 360, height: 720 };
const TITLES = [
  "Weekly sync",
  "Planning with the whole Lisbon team, and everybody who happens to be there – Google Meet",
  "",
  "四半期の予算会議",
  "مراجعة الميزانية",
];
const idOf = (index: number) => `3f2b8c1e-5d4a-4b6f-9c7e-${String(index).padStart(12, "0")}`;
/** As many meetings as wanted, one a day, the running one's session first. */
function meetings(count: number, isReadable = true, hasSites = false) {
  const entries = Array.from({ length: count }, (_, index): MeetingEntry => {
    const startedAtMs = Date.UTC(2026, 10, 22 - index, 9, 30);
    const session = index === 0 ? active.session : idOf(index);
    return { session, startedAtMs, completeness: "complete", isExempt: index === 3, isImported: index === 2 };
  });
  const heads = entries.map(({ session }, index): MeetingHead => {
    const size = { session, samples: (index + 1) * 600 * 16_000, lineCount: 8 };
    const error = { code: "host_not_installed", message: "", recoverable: true } as const;
    if (!isReadable) return { ...size, reading: { name: "unreadable", error } };
    const title = TITLES[index % TITLES.length] ?? "";
    const site = index % 2 === 0 ? "meet" : "zoom";
    const speakers = { tab: "Ana", mic: "You" };
    return { ...size, reading: { name: "read", title, speakers, ...(hasSites ? { site } : {}) } };
  });
  return { entries, heads };
}

describe("states of the history page", () => {
  const views = useFedViews();

  async function open(
    feed: Partial<Feed> & {
      readonly count?: number;
      readonly status?: Status;
      readonly isReadable?: boolean;
      readonly hasSites?: boolean;
    } = {},
  ): Promise<Page> {
    const { count = 5, status = idle, isReadable = true, hasSites = false, ...rest } = feed;
    const { entries, heads } = meetings(count, isReadable, hasSites);
    const stored = Object.fromEntries(
      entries.map(({ session, startedAtMs }, index) => [
        session,
        {
          name: "read" as const,
          transcript: {
            ...(index === 1 ? interrupted : meeting()),
            session,
            startedAtMs,
            title: TITLES[index % 5] ?? "",
          },
        },
      ]),
    );
    const page = await views.open({
      page: "src/history/index.html",
      viewport: WIDE,
      snapshot: { type: "snapshot", status, settings, transcript: null },
      meetings: entries,
      heads,
      stored,
      ...rest,
    });
    await page.waitForSelector("main[data-meetings]");
    return page;
  }
  test.each([
    ["en", WIDE],
    ["ja", WIDE],
    ["en", NARROW],
    ["ja", NARROW],
  ] as const)(
    "UI-5 UI-6 list, search and a meeting that is read are whole in %s at %j",
    async (language, viewport) => {
      const page = await open({ language, viewport });
      await page.waitForFunction(() => document.querySelectorAll(".meeting[data-reading=read]").length === 5);
      const name = join(PICTURES, `history-${language}-${viewport.width}`);
      await takePicture(page, `${name}-list`, true);
      const list = await obstaclesOf(page);
      await page.type('[name="search"]', "venue");
      await page.waitForSelector("[data-hit]");
      await takePicture(page, `${name}-search`, true);
      const search = await obstaclesOf(page);
      await clickOn(page, "[data-hit]");
      await page.waitForSelector("[data-caption] mark");
      await takePicture(page, `${name}-reading`, true);
      const reading = await obstaclesOf(page);

      for (const found of [list, search, reading]) expect(found).toMatchObject({ ...READABLE, language });
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        expect(await leastContrastOf(page, "main")).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  test.each(["en", "ja"] as const)("UI-5 UI-6 its rarer states are whole in %s", async (language) => {
    const states: Readonly<Record<string, Parameters<typeof open>[0]>> = {
      empty: { count: 0 },
      away: { isReadable: false },
      running: { status: running() },
    };
    for (const [state, feed] of Object.entries(states)) {
      const page = await open({ language, ...feed });
      if (state === "away") await page.waitForSelector('[data-error="host_not_installed"]');
      if (state === "running") await page.waitForSelector(".badge.running");
      await takePicture(page, join(PICTURES, `history-${language}-${state}`), true);

      expect(await obstaclesOf(page)).toMatchObject({ ...READABLE, language });
    }
  });

  test.each([
    ["en", WIDE],
    ["ja", WIDE],
    ["de", NARROW],
  ] as const)("UI-5 UI-9 what became of files to import is whole in %s at %j", async (language, viewport) => {
    const imported = { name: "imported", session: idOf(1), title: TITLES[1] ?? "", isExempt: true } as const;
    const page = await open({ language, viewport, imports: imported });
    await page.waitForSelector(".meeting[data-reading=read]");
    const files = await page.evaluateHandle(() => {
      const held = new DataTransfer();
      held.items.add(new File(["{}"], "earshot-2026-11-22-0930-Weekly-sync.json"));
      // As large as it says, and nothing of it is read.
      const large = new File([], "everything.json");
      Object.defineProperty(large, "size", { value: 200_000_000 });
      held.items.add(large);
      return held;
    });
    await files.evaluate((dataTransfer) => {
      document.body.dispatchEvent(
        new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true }),
      );
    });
    await page.waitForSelector('[data-import="drop"]');
    await takePicture(page, join(PICTURES, `history-import-${viewport.width}-drop-${language}`), true);
    await files.evaluate((dataTransfer) => {
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.waitForSelector('[data-import="imported"]');
    await page.waitForSelector('[data-error="import_too_large"]');
    await takePicture(page, join(PICTURES, `history-import-${viewport.width}-${language}`), true);

    expect(await obstaclesOf(page)).toMatchObject({ ...READABLE, language });
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      expect(await leastContrastOf(page, ".notices")).toBeGreaterThanOrEqual(4.5);
    }
    await page.focus('[data-action="open-imported"]');
    await page.keyboard.press("Enter");
    await page.waitForSelector(`main[data-opened="${idOf(1)}"]`);
  });

  test("UI-5 the meeting that runs cannot be deleted, alone or with others", async () => {
    const page = await open({ status: running() });
    await page.waitForSelector(".badge.running");
    await openMeeting(page, active.session);
    const isOff = await page.$eval(
      '[data-action="delete-meeting"]',
      (button) => (button as HTMLButtonElement).disabled,
    );
    for (const checkbox of (await page.$$('.meeting [name="selected"]')).slice(0, 2)) await checkbox.click();
    await pressButton(page, "delete-selected");
    await pressButton(page, "confirm-delete");

    expect(isOff).toBe(true);
    expect(await commandsOf(page)).toEqual([{ type: "delete-session", session: idOf(1) }]);
  });

  test("UI-5 UI-6 several meetings are selected by the keyboard, kept and deleted after a question", async () => {
    const page = await open();
    await page.waitForSelector(".meeting[data-reading=read]");
    await page.focus(".meeting .title");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await page.waitForSelector('[data-selected="2"]');
    await pressButton(page, "exempt-selected");
    await pressButton(page, "delete-selected");
    const asked = await page.$eval(".selection .notice", (notice) => notice.textContent);
    const focused = await page.evaluate(() => (document.activeElement as HTMLElement).dataset["action"]);
    await page.keyboard.press("Escape");
    const isClosed = (await page.$(".selection .notice")) === null;
    await pressButton(page, "delete-selected");
    await pressButton(page, "confirm-delete");

    expect(asked).toContain("Delete 2 meetings for good?");
    expect({ focused, isClosed }).toEqual({ focused: "cancel-delete", isClosed: true });
    const both = [active.session, idOf(1)];
    expect(await commandsOf(page)).toEqual([
      ...both.map((session) => ({ type: "exempt-meeting", session, isExempt: true })),
      ...both.map((session) => ({ type: "delete-session", session })),
    ]);
    expect(await page.$("[data-selected]")).toBeNull();
  });

  test("UI-5 meetings are put in order and limited to days", async () => {
    const page = await open();
    await page.waitForSelector(".meeting[data-reading=read]");
    const sessionsOf = () =>
      page.$$eval(".meeting", (items) =>
        items.map((item) => Number((item as HTMLElement).dataset["session"]?.slice(-12)) || 0),
      );

    await page.select('[name="order"]', "longest");
    await page.waitForFunction(
      (last) => document.querySelector(".meeting")?.matches(`[data-session="${last}"]`),
      {},
      idOf(4),
    );
    const longest = await sessionsOf();
    await page.select('[name="order"]', "oldest");
    await page.$eval('[name="from"]', (field) => {
      (field as HTMLInputElement).value = "2026-11-20";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await page.waitForFunction(() => document.querySelectorAll(".meeting").length === 3);
    const oldest = await sessionsOf();
    await pressButton(page, "all-dates");
    await page.waitForFunction(() => document.querySelectorAll(".meeting").length === 5);

    expect(longest.slice(0, 2)).toEqual([4, 3]);
    expect(oldest.slice(0, 2)).toEqual([2, 1]);
  });

  test.each([
    ["en", WIDE],
    ["ja", NARROW],
  ] as const)(
    "UI-5 in %s meetings are limited to a site where there are several, at %j",
    async (language, viewport) => {
      const page = await open({ language, viewport, hasSites: true });
      await page.waitForSelector('[name="site"]');
      await page.select('[name="site"]', "zoom");
      await page.waitForFunction(() => document.querySelectorAll(".meeting").length === 2);
      await takePicture(page, join(PICTURES, `history-site-${viewport.width}-${language}`), true);

      expect(await obstaclesOf(page)).toMatchObject({ ...READABLE, language });
      await page.select('[name="site"]', "");
      await page.waitForFunction(() => document.querySelectorAll(".meeting").length === 5);
    },
  );

  test("UI-5 where no meeting's site is known none is offered", async () => {
    const page = await open();
    await page.waitForFunction(() => document.querySelectorAll(".meeting[data-reading=read]").length === 5);

    expect(await page.$('[name="site"]')).toBeNull();
  });

  test("UI-5 a thousand meetings are all in the list, and the screen reader and the keyboard reach the last", async () => {
    const page = await open({ count: 1000 });
    await page.waitForFunction(
      () => document.querySelectorAll(".meeting[data-reading=read]").length === 1000,
    );
    await page.focus(".meeting .title");
    await page.keyboard.press("End");
    const last = await page.evaluate(() => ({
      session: document.activeElement?.closest<HTMLElement>(".meeting")?.dataset["session"],
      isInView: (document.activeElement?.getBoundingClientRect().bottom ?? Infinity) <= innerHeight,
      tabStops: document.querySelectorAll('.meeting a.title[tabindex="0"]').length,
      isBusy: document.querySelector(".meetings")?.ariaBusy,
    }));

    expect(last).toEqual({ session: idOf(999), isInView: true, tabStops: 1, isBusy: "false" });
  });
});
