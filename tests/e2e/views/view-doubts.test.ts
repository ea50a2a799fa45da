import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { takePicture } from "../../../tools/driver/browser/pictures.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";
import { active } from "../../ui/status-samples.ts";
import { commandsOf, PICTURES, useFedViews } from "./fed-view.ts";
import { obstaclesOf, READABLE } from "./view-checks.ts";
import { running, settings } from "./view-samples.ts";

const TEXT = "Call Marek on Thursday.";
const transcript = transcriptOf(
  [finalSegment({ stable: TEXT, doubtful: [{ start: 5, end: 10, probability: 0.2 }] })],
  { session: active.session },
);

describe("doubtful words", () => {
  const views = useFedViews();

  const openPanel = async (areDoubtsMarked: boolean, language: "en" | "ja") => {
    const page = await views.open({
      page: "src/sidepanel/index.html",
      viewport: { width: 320, height: 720 },
      language,
      snapshot: {
        type: "snapshot",
        status: running(),
        settings: { ...settings, areDoubtsMarked },
        transcript,
      },
    });
    await page.waitForSelector("[data-caption] [data-text]");
    return page;
  };

  test.each(["en", "ja"] as const)(
    "STT-7 UI-6 are underlined by dots and described, where that is wished, in %s",
    async (language) => {
      const panel = await openPanel(true, language);
      const marks = await panel.$$eval("[data-text] mark", (found) =>
        found.map((mark) => ({
          text: mark.textContent,
          description: mark.ariaDescription,
          line: getComputedStyle(mark).textDecorationStyle,
        })),
      );
      await takePicture(panel, join(PICTURES, `panel-doubts-${language}`), true);

      const description = language === "ja" ? "確信の低い語" : "the model is not sure of this word";
      expect(marks).toEqual([{ text: "Marek", description, line: "dotted" }]);
      expect(await panel.$eval("[data-text]", (line) => line.textContent)).toBe(TEXT);
      expect(await obstaclesOf(panel)).toEqual({ ...READABLE, language, isJapanese: language === "ja" });
    },
  );

  test.each([true, false])(
    "STT-7 are marked in the caption window where the setting is %s",
    async (areDoubtsMarked) => {
      const page = await views.open({
        page: "src/caption-window/index.html",
        viewport: { width: 480, height: 320 },
        snapshot: {
          type: "snapshot",
          status: running(),
          settings: { ...settings, areDoubtsMarked },
          transcript,
        },
      });
      await page.waitForSelector("[data-caption] [data-text]");
      await takePicture(page, join(PICTURES, `caption-window-doubts-${areDoubtsMarked}`), true);

      expect(
        await page.$$eval("[data-text] mark", (found) =>
          found.map((mark) => [mark.textContent, getComputedStyle(mark).textDecorationStyle]),
        ),
      ).toEqual(areDoubtsMarked ? [["Marek", "dotted"]] : []);
    },
  );

  test("STT-7 are not marked unless the user says so, in the popup", async () => {
    const panel = await openPanel(false, "en");
    expect(await panel.$$("[data-text] mark")).toEqual([]);
    await panel.close();
    const page = await views.open({
      page: "src/popup/index.html",
      viewport: { width: 340, height: 600 },
      snapshot: { type: "snapshot", status: running(), settings, transcript: null },
    });
    await page.waitForSelector(".more-settings > summary");
    await page.click(".more-settings > summary");
    await page.click('input[name="doubts"]');
    await takePicture(page, join(PICTURES, "popup-doubts-en"), true, true);

    expect(await commandsOf(page)).toEqual([{ type: "change-settings", change: { areDoubtsMarked: true } }]);
  });
});
