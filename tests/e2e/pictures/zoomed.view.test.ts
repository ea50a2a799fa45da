import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { captionNotices } from "../../../src/shared/notices/notices.ts";
import type { Status } from "../../../src/shared/status.ts";
import { statusOf } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { PICTURES, useFedViews } from "../views/fed-view.ts";
import { cutOf, obstaclesOf, READABLE } from "../views/view-checks.ts";
import { interrupted, meeting, microphones, running, STATES, settings } from "../views/view-samples.ts";

type Language = "en" | "ja" | "de";
const LANGUAGES: readonly Language[] = ["en", "ja"];

/** At a zoom of 200 % as many pixels show half as much. */
function zoomed(width: number, height: number) {
  return { width: width / 2, height: height / 2, deviceScaleFactor: 2 };
}

/** A window of 1280 × 1024 pixels at a zoom of 400 %: what WCAG 2.2 asks to be read without scrolling sideways (1.4.10). */
const QUARTER = { width: 320, height: 256, deviceScaleFactor: 1 };

/** Taken beyond what is in view. */
const isWhole = (view: string) => view === "popup" || view === "welcome";

/** Each view in light and dark, in English and Japanese, at twice its size; what people meet in it besides, in one of them. */
describe("views at a zoom of 200 % and 400 %", () => {
  const views = useFedViews();
  const snapshot = { type: "snapshot", status: running(), settings, transcript: interrupted } as const;
  const { session, segments, speakers } = meeting();
  const read = { name: "read", title: "Weekly sync", speakers: { tab: "Ana", mic: "You" } } as const;

  const VIEWS: Readonly<Record<string, (language: Language, status: Status) => Promise<Page>>> = {
    popup: (language, status) =>
      views.open({
        page: "src/popup/index.html",
        viewport: zoomed(680, 600),
        language,
        snapshot: { ...snapshot, status, transcript: null },
        microphones,
      }),
    panel: (language, status) =>
      views.open({
        page: "src/sidepanel/index.html",
        viewport: zoomed(480, 760),
        language,
        snapshot: { ...snapshot, status },
      }),
    overlay: (language, status) =>
      views.openOverlay({
        viewport: zoomed(1280, 720),
        language,
        snapshot: { session, segments, speakers, notices: captionNotices(status), areDoubtsMarked: false },
      }),
    "caption-window": (language, status) =>
      views.open({
        page: "src/caption-window/index.html",
        viewport: zoomed(960, 420),
        language,
        snapshot: { ...snapshot, status },
      }),
    history: async (language, status) => {
      const page = await views.open({
        page: "src/history/index.html",
        viewport: zoomed(1280, 800),
        language,
        snapshot: { ...snapshot, status: { ...status, session: { name: "idle", lastError: null } } },
        meetings: [
          {
            session,
            startedAtMs: Date.UTC(2026, 10, 22, 9, 30),
            completeness: "complete",
            isExempt: true,
            isImported: false,
          },
        ],
        heads: [{ session, samples: 9_600_000, lineCount: 8, reading: read }],
        stored: { [session]: { name: "read", transcript: { ...interrupted, title: read.title } } },
      });
      await page.waitForSelector(".meeting[data-reading=read]");
      return page;
    },
    welcome: (language, status) =>
      views.open({
        page: "src/welcome/index.html",
        viewport: zoomed(1280, 800),
        language,
        snapshot: {
          ...snapshot,
          status: { ...statusOf({ name: "idle", lastError: null }), host: status.host },
          transcript: null,
        },
      }),
  };

  test.each(Object.entries(VIEWS))(
    "UI-6 the %s can be read, in both languages and schemes",
    async (view, open) => {
      for (const language of LANGUAGES) {
        const page = await open(language, running());
        expect(await obstaclesOf(page)).toMatchObject({ ...READABLE, language });
        await takePicture(page, join(PICTURES, `${view}-200-${language}`), true, isWhole(view));
        await page.close();
      }
    },
  );

  test.each([
    ["popup", "recording"],
    ["popup", "failed"],
    ["panel", "recording"],
    ["history", "recording"],
    ["welcome", "recording"],
    ["caption-window", "failed"],
  ] as const)(
    "UI-6 at 400 % nothing of the %s is cut off or wants scrolling sideways: %s",
    async (view, state) => {
      const [status, open] = [STATES[state], VIEWS[view]];
      if (status === undefined || open === undefined) throw new Error("no such view or state");
      for (const language of ["en", "ja", "de"] as const) {
        const page = await open(language, status);
        await page.setViewport(QUARTER);
        expect({ language, cut: await cutOf(page) }).toEqual({ language, cut: [] });
        expect(await obstaclesOf(page)).toMatchObject({ ...READABLE, language });
        await page.evaluate(() => scrollTo(0, 0));
        await takePicture(page, join(PICTURES, `${view}-${state}-400-${language}`), language === "en");
        await page.close();
      }
    },
  );

  test.each([
    ["panel", "failed", "ja"],
    ["panel", "recovered", "en"],
    ["popup", "catching-up", "ja"],
    ["overlay", "failed", "ja"],
  ] as const)("UI-6 the %s can be read where the meeting is %s, in %s", async (view, state, language) => {
    const status = STATES[state];
    const open = VIEWS[view];
    if (status === undefined || open === undefined) throw new Error("no such view or state");
    const page = await open(language, status);
    expect(await obstaclesOf(page)).toMatchObject({ ...READABLE, language });
    await takePicture(page, join(PICTURES, `${view}-${state}-200-${language}`), true, isWhole(view));
  });
});
