import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { active } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
import { obstaclesOf, pressByKeyboard, READABLE } from "../views/view-checks.ts";
import {
  diagnostics,
  interrupted,
  meeting,
  microphones,
  running,
  STATES,
  settings,
} from "../views/view-samples.ts";

const PANEL = { width: 400, height: 720 };
const WIDE = { width: 1100, height: 760 };
const ROOM = { width: 720, height: 520 };
/** Whose place in the view is that of a picture, a field or a line: each has to stand where a mirror shows it. */
const MIRRORED =
  "button, select, input, textarea, summary, h1, h2, .meter, .meter > span, .speaker, .badge, .notice, .error, .row, .row time, .state, .turn, .said, .list, .reading, .meeting, .menu";

/**
 * No language of Earshot's is written from right to left yet. Its views are laid out so here by their root's `dir`, in English
 * words; `document.documentElement.dir = "rtl"` does the same in the console of any view.
 */
describe("an interface that is written from right to left", () => {
  const views = useFedViews();
  const { session, segments, speakers } = meeting();
  const snapshot = { type: "snapshot", status: running(), settings, transcript: interrupted } as const;

  const openPanel = () =>
    views.open({ page: "src/sidepanel/index.html", viewport: PANEL, snapshot, diagnostics });
  const openPopup = (status = running()) =>
    views.open({
      page: "src/popup/index.html",
      viewport: { width: 340, height: 760 },
      snapshot: { ...snapshot, status, transcript: null },
      microphones,
    });
  const openHistory = async () => {
    const read = { name: "read", title: "Weekly sync", speakers: { tab: "Ana", mic: "You" } } as const;
    const sessions = [active.session, "3f2b8c1e-5d4a-4b6f-9c7e-000000000001"];
    const page = await views.open({
      page: "src/history/index.html",
      viewport: WIDE,
      snapshot: { ...snapshot, transcript: null },
      meetings: sessions.map((each, index) => ({
        session: each,
        startedAtMs: Date.UTC(2026, 10, 22 - index, 9, 30),
        completeness: "complete",
        isExempt: index === 1,
        isImported: false,
      })),
      heads: sessions.map((each) => ({ session: each, samples: 9_600_000, lineCount: 8, reading: read })),
      stored: Object.fromEntries(
        sessions.map((each) => [
          each,
          { name: "read" as const, transcript: { ...interrupted, session: each, title: "Weekly sync" } },
        ]),
      ),
    });
    await page.waitForFunction(() => document.querySelectorAll(".meeting[data-reading=read]").length === 2);
    await clickOn(page, ".meeting .title");
    await page.waitForSelector(".reading [data-caption]");
    return page;
  };

  const VIEWS: Readonly<Record<string, () => Promise<Page>>> = {
    "popup-recording": async () => {
      const popup = await openPopup();
      await feedView(popup, { type: "level-changed", source: "tab", level: { rms: 0.02, peak: 0.1 } });
      await popup.waitForFunction(
        () => Number(document.querySelector(".meter")?.getAttribute("aria-valuenow")) > 40,
      );
      return popup;
    },
    "popup-muted": () => openPopup(STATES["muted"]),
    "panel-recording": openPanel,
    "panel-failed": () =>
      views.open({
        page: "src/sidepanel/index.html",
        viewport: PANEL,
        snapshot: { ...snapshot, status: STATES["failed"] ?? running() },
      }),
    "panel-recovered": () =>
      views.open({
        page: "src/sidepanel/index.html",
        viewport: PANEL,
        snapshot: { ...snapshot, status: STATES["recovered"] ?? running(), transcript: null },
      }),
    "history-reading": openHistory,
    "caption-window-running": () =>
      views.open({ page: "src/caption-window/index.html", viewport: ROOM, snapshot }),
    welcome: () => views.open({ page: "src/welcome/index.html", viewport: WIDE, snapshot }),
  };

  test.each(Object.entries(VIEWS))("UI-6 the %s stands as in a mirror", async (name, open) => {
    const page = await open();
    expect(await setFromRightToLeft(page, "body")).toEqual([]);
    await takePicture(page, join(PICTURES, `${name}-rtl`), true);

    expect(await obstaclesOf(page)).toMatchObject(READABLE);
  });

  test("UI-1 UI-6 the captions on the page do, but for what is of the page: their place and its picture", async () => {
    const overlay = await views.openOverlay({
      viewport: ROOM,
      snapshot: { session, segments, speakers, notices: [], areDoubtsMarked: false },
    });
    const left = () => overlay.$eval(".panel", (panel) => panel.getBoundingClientRect().left);
    const before = await left();
    await pressByKeyboard(overlay, "options");
    await overlay.waitForSelector(".options");

    expect(await setFromRightToLeft(overlay, ".panel", ".resize, [data-choice=place] *")).toEqual([]);
    await takePicture(overlay, join(PICTURES, "overlay-options-rtl"), false);
    expect(await left()).toBe(before);
  });

  test("UI-4 UI-6 the menu of exports stands under its button, and its arrow keys go the way they point", async () => {
    const panel = await openPanel();
    await setFromRightToLeft(panel, "body");
    await pressButton(panel, "export");
    await panel.waitForSelector(".menu [data-format]:focus");
    const [button, menu] = await panel.$$eval('[data-action="export"], .menu', (both) =>
      both.map((each) => each.getBoundingClientRect().left),
    );
    await takePicture(panel, join(PICTURES, "panel-exports-rtl"), true);
    const focused = () =>
      panel.evaluate(() => Object.keys((document.activeElement as HTMLElement).dataset)[0]);
    await panel.keyboard.press("ArrowLeft");
    const beside = await focused();
    await panel.keyboard.press("ArrowRight");

    expect(menu).toBe(Math.max(8, button ?? 0));
    expect(beside).toBe("copy");
    expect(await focused()).toBe("format");
  });
});

/**
 * Turns the view round at once, and names what does not stand where a mirror in the middle of `within` would show it: with what
 * it is, and its sides from that middle before and after.
 */
function setFromRightToLeft(page: Page, within: string, except = "#none"): Promise<readonly string[]> {
  return page.$eval(
    within,
    (whole, mirrored, apart) => {
      const shown = [...whole.querySelectorAll<HTMLElement>(mirrored)].filter(
        (element) => element.checkVisibility() && !element.matches(apart),
      );
      const sides = (element: Element) => {
        const { left, right } = element.getBoundingClientRect();
        const around = whole.getBoundingClientRect();
        const middle = (around.left + around.right) / 2;
        return { start: Math.round(left - middle), end: Math.round(right - middle) };
      };
      const before = shown.map(sides);
      document.documentElement.dir = "rtl";
      return shown.flatMap((element, index) => {
        const [then = { start: 0, end: 0 }, now] = [before[index], sides(element)];
        const isMirrored = Math.abs(then.start + now.end) <= 2 && Math.abs(then.end + now.start) <= 2;
        const name = `${element.tagName}.${element.className} ${JSON.stringify(element.dataset)}`;
        return isMirrored ? [] : [`${name} ${then.start} … ${then.end} → ${now.start} … ${now.end}`];
      });
    },
    MIRRORED,
    except,
  );
}
