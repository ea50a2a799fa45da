import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { active } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, type Feed, PICTURES, useFedViews } from "./fed-view.ts";
import { obstaclesOf, pressByKeyboard, READABLE } from "./view-checks.ts";
import { interrupted, microphones, running, settings } from "./view-samples.ts";

const VIEWS = [
  { name: "panel", page: "src/sidepanel/index.html", viewport: { width: 320, height: 720 } },
  { name: "popup", page: "src/popup/index.html", viewport: { width: 340, height: 600 } },
] as const;

describe("the button that strikes the last minute", () => {
  const views = useFedViews();

  const open = ({ page, viewport }: (typeof VIEWS)[number], language: Feed["language"] & string) =>
    views.open({
      page,
      viewport,
      language,
      snapshot: { type: "snapshot", status: running(), settings, transcript: interrupted },
      microphones,
    });

  test.each(VIEWS)(
    "SEC-7 UI-6 the $name strikes it once that is confirmed, by keyboard alone",
    async (view) => {
      const page = await open(view, "en");
      await pressByKeyboard(page, "strike");
      await pressByKeyboard(page, "cancel-strike");
      const afterCancel = await commandsOf(page);
      await pressByKeyboard(page, "strike");
      await pressByKeyboard(page, "confirm-strike");

      expect(afterCancel).toEqual([]);
      const { session } = active;
      expect(await commandsOf(page)).toMatchObject([{ type: "strike-last-minute", session }]);
      await page.close();
    },
  );

  test.each(VIEWS)("SEC-7 UI-6 the $name shows its question whole, in both languages", async (view) => {
    for (const language of ["en", "ja"] as const) {
      const page = await open(view, language);
      await pressButton(page, "strike");
      await page.waitForSelector('[data-action="confirm-strike"]', { visible: true });
      expect(await obstaclesOf(page)).toEqual({ ...READABLE, language, isJapanese: language === "ja" });
      await takePicture(page, join(PICTURES, `${view.name}-strike-${language}`), true);
      await page.close();
    }
  });
});
