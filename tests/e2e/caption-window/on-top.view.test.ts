import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { eventually } from "../../eventually.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";
import { active } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
import { obstaclesOf, pressByKeyboard, READABLE } from "../views/view-checks.ts";
import { meeting, running, settings } from "../views/view-samples.ts";
import { windowOnTopOf } from "./window-on-top.ts";

const LANGUAGES = ["en", "ja", "de"] as const;

describe("captions on top of other windows", () => {
  const views = useFedViews();

  const open = (language: string = "en"): Promise<Page> =>
    views.open({
      page: "src/caption-window/index.html",
      viewport: { width: 720, height: 420 },
      language,
      snapshot: { type: "snapshot", status: running(), settings, transcript: meeting() },
    });

  test.each(LANGUAGES)(
    "UI-1 UI-6 they stand in a window on top, which can be read and is dressed like the other, in %s",
    async (language) => {
      const page = await open(language);
      const onTop = await windowOnTopOf(page, () => clickOn(page, '[data-action="on-top"]'));
      await onTop.waitForSelector("[data-caption]");
      await onTop.setViewport({ width: 480, height: 270 });
      await takePicture(onTop, join(PICTURES, `caption-window-on-top-${language}`), true);
      await takePicture(page, join(PICTURES, `caption-window-elsewhere-${language}`), true);

      expect(await onTop.$eval(".lines", (lines) => lines.textContent)).toContain("See you all on Monday.");
      expect(await onTop.$eval(".lines", (lines) => getComputedStyle(lines).fontSize)).toBe("22px");
      expect(await onTop.$eval('[data-action="on-top"]', (button) => button.ariaPressed)).toBe("true");
      expect(await onTop.title()).toBe(await page.title());
      for (const shown of [onTop, page])
        expect(await obstaclesOf(shown)).toMatchObject({ ...READABLE, language });
      expect(await page.$("[data-caption]")).toBeNull();
    },
  );

  test("UI-1 captions go on there, rolled to the newest line, and come back when it is closed", async () => {
    const page = await open();
    const onTop = await windowOnTopOf(page, () => clickOn(page, '[data-action="on-top"]'));
    await onTop.waitForSelector("[data-caption]");
    const startSample = 200 * 16_000;
    const segment = finalSegment({ stable: "One more thing.", utterance: startSample, startSample });
    await feedView(page, {
      type: "caption-changed",
      session: active.session,
      change: { type: "put", segment },
    });
    await onTop.waitForFunction(() =>
      document.querySelector(".lines")?.textContent.includes("One more thing."),
    );
    const isNewestSeen = () =>
      onTop.$eval(
        ".lines",
        ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 1,
      );
    const wasSeen = await isNewestSeen();
    await onTop.close();
    await page.waitForSelector("[data-caption]");

    expect(wasSeen).toBe(true);
    expect(await page.$eval(".lines", (lines) => lines.textContent)).toContain("One more thing.");
    expect(await page.$('[data-action="bring-back"]')).toBeNull();
    await eventually(async () => expect(await focused(page)).toBe("on-top"));
  });

  test("UI-1 UI-6 from the keyboard alone they are put on top, and brought back from either window", async () => {
    const page = await open();
    for (const way of ["bring-back", "on-top"] as const) {
      const onTop = await windowOnTopOf(page, () => pressByKeyboard(page, "on-top"));
      await onTop.waitForSelector("[data-caption]");
      await eventually(async () => expect(await focused(page)).toBe("bring-back"));
      await eventually(async () => expect(await focused(onTop)).toBe("on-top"));

      const closed = new Promise<void>((resolve) => {
        onTop.once("close", () => resolve());
      });
      // With the key's way down the window is gone, and with it whatever its way up would go to.
      await (way === "on-top" ? onTop : page).keyboard.down("Enter");
      await closed;
      await page.waitForSelector("[data-caption]");
      await eventually(async () => expect(await focused(page)).toBe("on-top"));
      await page.keyboard.up("Enter");
    }
  });

  test("UI-1 where the browser refuses the window, that is said, and the captions stay", async () => {
    const page = await open();
    await page.evaluate(() => {
      Object.defineProperty(Reflect.get(globalThis, "documentPictureInPicture"), "requestWindow", {
        value: () => Promise.reject(new DOMException("no", "NotAllowedError")),
      });
    });
    await clickOn(page, '[data-action="on-top"]');
    await page.waitForSelector('[data-notice="on-top-refused"]');
    await takePicture(page, join(PICTURES, "caption-window-on-top-refused-en"), true);

    expect(await page.$("[data-caption]")).not.toBeNull();
    await clickOn(page, '[data-action="dismiss"]');
    await page.waitForSelector('[data-notice="on-top-refused"]', { hidden: true });
  });

  test("UI-1 where the browser has no such windows, none is offered", async () => {
    const page = await open();
    await page.evaluateOnNewDocument(() => {
      Object.defineProperty(globalThis, "documentPictureInPicture", { value: undefined });
    });
    await page.reload();
    await page.waitForSelector("[data-caption]");

    expect(await page.$('[data-action="on-top"]')).toBeNull();
  });
});

/** What the button does that has the keyboard's focus. */
function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => (document.activeElement as HTMLElement).dataset["action"]);
}
