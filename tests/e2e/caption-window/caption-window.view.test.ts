import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import type { Status } from "../../../src/shared/status.ts";
import type { Transcript } from "../../../src/shared/transcript.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, type Feed, PICTURES, useFedViews } from "../views/fed-view.ts";
import { leastContrastOf, obstaclesOf, pressByKeyboard, READABLE } from "../views/view-checks.ts";
import { meeting, running, STATES, settings } from "../views/view-samples.ts";

const WINDOW = { width: 720, height: 420 };
const idle = (lastError: Extract<Status["session"], { name: "idle" }>["lastError"]): Status => ({
  ...running(),
  session: { name: "idle", lastError },
});
const CASES: Readonly<Record<string, { readonly status: Status; readonly transcript: Transcript | null }>> = {
  running: { status: running(), transcript: meeting() },
  listening: { status: running(), transcript: null },
  late: { status: STATES["catching-up"] ?? running(), transcript: meeting() },
  "disk-full": { status: STATES["disk-full"] ?? running(), transcript: meeting() },
  ended: { status: idle(null), transcript: meeting() },
  "ended-badly": {
    status: idle({ code: "tab_closed", message: "", recoverable: false }),
    transcript: meeting(),
  },
  empty: { status: idle(null), transcript: null },
};

describe("the caption window", () => {
  const views = useFedViews();

  const open = async (
    { status, transcript }: { readonly status: Status; readonly transcript: Transcript | null },
    language: Feed["language"] = "en",
    viewport: Feed["viewport"] = WINDOW,
  ): Promise<Page> => {
    const page = await views.open({
      page: "src/caption-window/index.html",
      viewport,
      language,
      snapshot: { type: "snapshot", status, settings, transcript },
    });
    return page;
  };

  test.each(Object.entries(CASES))(
    "UI-9 UI-6 it can be read when %s, in both languages and schemes",
    async (name, shown) => {
      for (const language of ["en", "ja"] as const) {
        const window = await open(shown, language);
        for (const scheme of ["dark", "light"] as const) {
          await window.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
          const contrasts = [".lines", "header"].map((part) => leastContrastOf(window, part));
          const [lines, head] = await Promise.all(contrasts);
          expect(lines ?? 21).toBeGreaterThanOrEqual(7);
          expect(head ?? 21).toBeGreaterThanOrEqual(4.5);
        }
        expect(await obstaclesOf(window)).toMatchObject({ ...READABLE, language });
        await takePicture(window, join(PICTURES, `caption-window-${name}-${language}`), true);
        await window.close();
      }
    },
  );

  test("UI-9 UI-6 a narrow window cuts nothing off", async () => {
    const window = await open(CASES["disk-full"] ?? { status: running(), transcript: null }, "ja", {
      width: 280,
      height: 300,
    });
    await takePicture(window, join(PICTURES, "caption-window-narrow-ja"), false);

    expect(await obstaclesOf(window)).toMatchObject(READABLE);
  });

  test("UI-9 UI-6 its text is made larger, and earlier lines are reached, from the keyboard alone", async () => {
    const window = await open({ status: running(), transcript: meeting() }, "en", {
      width: 400,
      height: 160,
    });
    const newest = () =>
      window.$eval(".lines", (lines) => {
        const last = lines.querySelector(".turn:last-child .said")?.getBoundingClientRect();
        return (last?.bottom ?? Number.POSITIVE_INFINITY) <= innerHeight;
      });
    const isNewestShown = await newest();
    await pressByKeyboard(window, "larger");
    // Past the options, to the lines.
    await window.keyboard.press("Tab");
    await window.keyboard.press("Tab");
    await window.keyboard.press("Home");
    await window.waitForFunction(() => {
      const first = document.querySelector(".turn .said")?.getBoundingClientRect();
      return first !== undefined && first.top >= 0;
    });

    expect(isNewestShown).toBe(true);
    expect(await newest()).toBe(false);
    expect(await commandsOf(window)).toEqual([
      { type: "change-settings", change: { captionWindow: { fontSize: 24 } } },
    ]);
  });
});
