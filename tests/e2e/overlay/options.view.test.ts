import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { defaultLayout } from "../../../src/overlay/layout.ts";
import { CAPTION_FONTS, COLOUR_PRESETS, type OverlayLayout } from "../../../src/shared/overlay-layout.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { eventually } from "../../eventually.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";
import { takePictureAsIs } from "../pictures.ts";
import { commandsOf, PICTURES, useFedViews } from "../views/fed-view.ts";
import { layoutOf, leastContrastOf, obstaclesOf, pressByKeyboard, READABLE } from "../views/view-checks.ts";
import { meeting, running, settings } from "../views/view-samples.ts";

const ROOM = { width: 1000, height: 720 };

describe("how captions look and stand", () => {
  const views = useFedViews();
  const { session, segments, speakers } = meeting();

  const openOverlay = (language: "en" | "ja" = "en", layout?: OverlayLayout) =>
    views.openOverlay({
      viewport: ROOM,
      language,
      snapshot: { session, segments, speakers, notices: [], areDoubtsMarked: false },
      ...(layout === undefined ? {} : { layout }),
    });
  const openWindow = (captionWindow = settings.captionWindow) =>
    views.open({
      page: "src/caption-window/index.html",
      viewport: { width: 720, height: 420 },
      snapshot: {
        type: "snapshot",
        status: running(),
        settings: { ...settings, captionWindow },
        transcript: meeting(),
      },
    });

  test.each(["en", "ja"] as const)(
    "UI-1 UI-6 the options are reached and chosen by the keyboard alone, and can be read, in %s",
    async (language) => {
      const overlay = await openOverlay(language);
      await pressByKeyboard(overlay, "options");
      for (const action of ["lines-2", "place-top-left", "darker", "font-serif", "colours-yellow-on-black"])
        await pressByKeyboard(overlay, action);
      await takePictureAsIs(overlay, join(PICTURES, `overlay-options-${language}`));

      await eventually(async () =>
        expect(await layoutOf(overlay)).toMatchObject({
          top: 48,
          left: 8,
          opacity: 0.9,
          font: "serif",
          colours: "yellow-on-black",
        }),
      );
      expect(await linesInView(overlay)).toBe(2);
      expect(await obstaclesOf(overlay)).toMatchObject({ ...READABLE, language });
      expect((await leastContrastOf(overlay, ".options")) ?? 0).toBeGreaterThanOrEqual(7);
      await overlay.keyboard.press("Escape");
      expect(await overlay.$(".options")).toBeNull();
    },
  );

  test("UI-1 a click on an option leaves the keyboard where it was", async () => {
    const overlay = await openOverlay();
    await overlay.mouse.move(500, 600);
    await overlay.waitForSelector(".bar.shown");
    await clickOn(overlay, '[data-action="options"]');
    await clickOn(overlay, '[data-action="lines-6"]');

    expect(await overlay.evaluate(() => document.activeElement === document.body)).toBe(true);
    expect(await linesInView(overlay)).toBe(6);
    await takePictureAsIs(overlay, join(PICTURES, "overlay-options-six-lines"));
  });

  test.each(COLOUR_PRESETS)(
    "UI-1 UI-6 words in %s have a contrast of 7 to 1, wherever they stand",
    async (colours) => {
      const drawn = await openOverlay("en", { ...defaultLayout(ROOM), colours, opacity: 0.75 });
      for (const page of ["#ffffff", "#000000"]) {
        await drawn.evaluate((colour) => {
          document.documentElement.style.background = colour;
        }, page);
        expect((await leastContrastOf(drawn, ".said")) ?? 0).toBeGreaterThanOrEqual(7);
        expect((await leastContrastOf(drawn, ".speaker")) ?? 0).toBeGreaterThanOrEqual(4.5);
        await takePictureAsIs(
          drawn,
          join(PICTURES, `overlay-${colours}-on-${page === "#ffffff" ? "white" : "black"}`),
        );
      }
      const window = await openWindow({ ...settings.captionWindow, colours });
      await takePictureAsIs(window, join(PICTURES, `caption-window-${colours}`));
      expect((await leastContrastOf(window, ".said")) ?? 0).toBeGreaterThanOrEqual(7);
      expect((await leastContrastOf(window, "header")) ?? 7).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(CAPTION_FONTS)(
    "UI-1 UI-9 words are written in %s, in the overlay and in the window",
    async (font) => {
      const PLACES = {
        overlay: () => openOverlay("en", { ...defaultLayout(ROOM), font }),
        window: () => openWindow({ ...settings.captionWindow, font }),
      };
      // One after the other: a page that lies behind another may never be drawn.
      for (const place of ["overlay", "window"] as const) {
        const page = await PLACES[place]();
        // What is drawn is asked for, and then there.
        await takePictureAsIs(page, join(PICTURES, `${place}-font-${font}`));
        await page.evaluate(() => document.fonts.ready);
        const loaded = await page.evaluate(() =>
          [...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family),
        );
        // Only the one that is wanted is fetched, from the extension itself.
        expect(loaded.map((family) => family.replaceAll('"', ""))).toEqual(
          font === "dyslexic" ? ["OpenDyslexic"] : [],
        );
        const widths = await widthsOf(page, ["iiii", "mmmm", "0123", "1111"]);
        expect(new Set(widths).size === 1).toBe(font === "mono");
      }
    },
  );

  test("UI-1 the user's own words are left out where that is wished, and come back in their places", async () => {
    const overlay = await openOverlay();
    const sources = () =>
      overlay.$$eval("[data-caption]", (lines) =>
        lines.map((line) => (line instanceof HTMLElement ? line.dataset["utterance"] : undefined)),
      );
    const all = await sources();
    await pressByKeyboard(overlay, "options");
    await pressByKeyboard(overlay, "own-words");
    const ofTab = segments.filter(({ source }) => source === "tab").map(({ utterance }) => `${utterance}`);
    // An overlay begins with the last few lines only.
    const others = all.filter((utterance) => utterance !== undefined && ofTab.includes(utterance));

    expect(others.length).toBeLessThan(all.length);
    expect(await sources()).toEqual(others);
    await eventually(async () => expect((await layoutOf(overlay)).areOwnWordsShown).toBe(false));
    await overlay.keyboard.press("Enter");
    expect(await sources()).toEqual(all);
  });

  test("UI-1 clicks go through where that is wished, until the background takes them back", async () => {
    const overlay = await openOverlay();
    await pressByKeyboard(overlay, "options");
    await pressByKeyboard(overlay, "click-through");

    await overlay.waitForFunction(() => document.querySelector(".options") === null);
    expect(await isClickThrough(overlay)).toBe(true);
    await overlay.evaluate(() =>
      globalThis.earshotFeed({ type: "overlay-click-through", isClickThrough: false }),
    );
    expect(await isClickThrough(overlay)).toBe(false);
    await eventually(async () => expect((await layoutOf(overlay)).isClickThrough).toBe(false));
  });

  test.each(["en", "ja"] as const)(
    "UI-1 UI-3 while clicks go through, the popup says so and takes them back, in %s",
    async (language) => {
      const popup = await views.open({
        page: "src/popup/index.html",
        viewport: { width: 340, height: 600 },
        language,
        snapshot: {
          type: "snapshot",
          status: running({ isOverlayClickThrough: true, overlay: "shown" }),
          settings,
          transcript: null,
        },
      });
      await popup.waitForSelector('[data-notice="click-through"]');
      await takePictureAsIs(popup, join(PICTURES, `popup-click-through-${language}`));
      await clickOn(popup, '[data-action="take-clicks"]');

      expect(await commandsOf(popup)).toEqual([
        { type: "set-click-through", session, isClickThrough: false },
      ]);
      expect(await obstaclesOf(popup)).toMatchObject({ ...READABLE, language });
    },
  );

  test.each(["overlay", "caption-window"] as const)(
    "UI-1 UI-9 the captions stand still while the pointer moves over them, and a button goes to the new lines, in the %s",
    async (place) => {
      const page = await (place === "overlay" ? openOverlay() : openWindow());
      const box = await (await page.$(".lines"))?.boundingBox();
      await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 20);
      await page.mouse.move((box?.x ?? 0) + 210, (box?.y ?? 0) + 24);
      await page.waitForFunction(() => document.querySelector(".lines")?.matches(":hover") === true);
      const first = () =>
        page.$eval(".lines", (lines) => {
          const { left, top } = lines.getBoundingClientRect();
          return document.elementFromPoint(left + 200, top + 20)?.textContent;
        });
      const before = await first();
      const bottom = () =>
        page.$eval(".turn:last-child .said", (line) => {
          const lines = line.closest(".lines");
          return line.getBoundingClientRect().bottom - (lines?.getBoundingClientRect().bottom ?? 0);
        });
      for (let second = 200; second < 212; second += 1) {
        const startSample = second * 16_000;
        const segment = finalSegment({
          source: second % 2 === 0 ? "tab" : "mic",
          stable: `Another line, number ${second}.`,
          utterance: startSample,
          startSample,
          endSample: startSample + 8000,
        });
        await page.evaluate((message) => globalThis.earshotFeed(message), {
          type: place === "overlay" ? "overlay-caption" : "caption-changed",
          session,
          change: { type: "put", segment },
        });
      }
      await page.waitForSelector('[data-action="jump"]');

      expect(await first()).toBe(before);
      expect(await page.$eval('[data-action="jump"]', (button) => button.textContent)).toMatch(
        /^\d+ new lines/u,
      );
      expect(await bottom()).toBeGreaterThan(20);
      // By the button as well, for who has no pointer, and for longer than a pointer that is left there.
      await page.focus('[data-action="hold"]');
      await page.keyboard.press("Enter");
      expect(await page.$eval('[data-action="hold"]', (button) => button.ariaPressed)).toBe("true");
      await takePictureAsIs(page, join(PICTURES, `${place}-held`));
      await page.focus('[data-action="jump"]');
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelector('[data-action="jump"]') === null);
      expect(await bottom()).toBeLessThanOrEqual(1);
      expect(await page.$eval('[data-action="hold"]', (button) => button.ariaPressed)).toBe("false");
    },
  );

  test("UI-9 the window's font, colours and whose words are chosen in it", async () => {
    const window = await openWindow();
    await pressByKeyboard(window, "options");
    await pressByKeyboard(window, "font-dyslexic");
    await takePictureAsIs(window, join(PICTURES, "caption-window-options"));

    expect(await commandsOf(window)).toEqual([
      {
        type: "change-settings",
        change: { captionWindow: { font: "dyslexic" } },
      },
    ]);
    expect(await obstaclesOf(window)).toMatchObject(READABLE);
  });
});

function isClickThrough(overlay: Page): Promise<boolean | null> {
  return overlay.evaluate(() => {
    const asked = globalThis.earshotSent.findLast((message) => message.type === "box-changed");
    return asked?.type === "box-changed" ? asked.box.isClickThrough : null;
  });
}

function linesInView(page: Page): Promise<number> {
  return page.$eval(".lines", (lines) =>
    Math.round(lines.clientHeight / Number(getComputedStyle(lines).lineHeight.replace("px", ""))),
  );
}

/** How wide each text is in the captions' font. */
function widthsOf(page: Page, texts: readonly string[]): Promise<number[]> {
  return page.$eval(
    ".said p",
    (paragraph, all) =>
      all.map((text) => {
        const probe = document.createElement("span");
        probe.textContent = text;
        paragraph.append(probe);
        const { width } = probe.getBoundingClientRect();
        probe.remove();
        return width;
      }),
    texts,
  );
}
