import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, type Feed, feedView, PICTURES, useFedViews } from "./fed-view.ts";
import { obstaclesOf, READABLE } from "./view-checks.ts";
import { idle, interrupted, running, settings } from "./view-samples.ts";

const VIEWS = {
  panel: { page: "src/sidepanel/index.html", viewport: { width: 320, height: 720 } },
  popup: { page: "src/popup/index.html", viewport: { width: 340, height: 600 } },
} as const satisfies Readonly<Record<string, Pick<Feed, "page" | "viewport">>>;
const REFUSED = {
  type: "command-refused",
  id: "7c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f",
  code: "session_unknown",
} as const;

describe("popup and panel that are refused something", () => {
  const views = useFedViews();

  test.each([
    ["panel", "en"],
    ["panel", "ja"],
    ["popup", "en"],
    ["popup", "ja"],
  ] as const)(
    "UI-3 UI-6 a command about a meeting that is over is shown as refused in the %s that asked for it, in %s, until it is dismissed",
    async (name, language) => {
      const page = await views.open({
        ...VIEWS[name],
        language,
        snapshot: { type: "snapshot", status: running(), settings, transcript: interrupted },
      });
      await page.waitForSelector('[data-action="pause"]');

      await feedView(page, REFUSED);
      const notice = await page.waitForSelector('[data-error="session_unknown"]', { visible: true });
      const text = await notice?.evaluate((element) => element.textContent);
      await takePicture(page, join(PICTURES, `${name}-refusal-${language}`), true, name === "popup");
      const obstacles = await obstaclesOf(page);
      await pressButton(page, "dismiss");
      await page.waitForSelector('[data-error="session_unknown"]', { hidden: true });

      expect(text).toContain(language === "ja" ? "すでに終了" : "over already");
      expect(obstacles).toEqual({ ...READABLE, language, isJapanese: language === "ja" });
      expect(await commandsOf(page)).toEqual([]);
    },
  );

  test("UI-2 a browser without a side panel opens the transcript in a tab, once", async () => {
    const { browser, extensionId } = views.earshot;
    const popup = await views.open({
      ...VIEWS.popup,
      snapshot: { type: "snapshot", status: idle, settings, transcript: null },
    });
    await popup.evaluateOnNewDocument(() => {
      Object.defineProperty(chrome, "sidePanel", { value: undefined });
    });
    await popup.reload();
    const url = `chrome-extension://${extensionId}/${VIEWS.panel.page}`;
    const opened = browser.waitForTarget((target) => target.url() === url);

    await clickOn(popup, '[data-action="open-panel"]');
    const panel = await (await opened).page();
    await panel?.waitForFunction(() => document.visibilityState === "visible");
    await popup.bringToFront();
    // A page that is not seen draws no frames, by which it would be asked otherwise.
    await panel?.waitForFunction(() => document.visibilityState === "hidden", { polling: 100 });
    await clickOn(popup, '[data-action="open-panel"]');
    await panel?.waitForFunction(() => document.visibilityState === "visible");

    expect(browser.targets().filter((target) => target.url() === url)).toHaveLength(1);
    await panel?.close();
  });
});
