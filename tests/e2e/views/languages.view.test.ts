import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DEFAULT_TRANSCRIPTION_SETTINGS } from "../../../protocol/settings.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, PICTURES, useFedViews } from "./fed-view.ts";
import { interrupted, microphones, running, settings } from "./view-samples.ts";

const LINES = [
  { language: "en", stable: "There is currently one other participant." },
  { language: "ja", stable: "わかりました。先方には私から連絡しておきます。" },
  { language: "ja", stable: "もう一度おっしゃっていただけますか。" },
  { language: "en", stable: "Thank you." },
];

describe("meetings in several languages", () => {
  const views = useFedViews();

  test.each(["en", "ja"] as const)(
    "STT-1 UI-3 the languages that are expected are named and removed in the popup, in %s",
    async (language) => {
      const transcription = { ...DEFAULT_TRANSCRIPTION_SETTINGS, languages: ["en", "ja"] };
      const page = await views.open({
        page: "src/popup/index.html",
        viewport: { width: 340, height: 600 },
        language,
        snapshot: {
          type: "snapshot",
          status: running(),
          settings: { ...settings, transcription },
          transcript: null,
        },
        microphones,
      });
      await takePicture(page, join(PICTURES, `popup-languages-${language}`), language === "en", true);

      await page.select('select[name="add-language"]', "de");
      await clickOn(page, 'button[data-language="ja"]');

      expect(await commandsOf(page)).toEqual([
        { type: "change-settings", change: { transcription: { languages: ["en", "ja", "de"] } } },
        { type: "change-settings", change: { transcription: { languages: ["en"] } } },
      ]);
    },
  );

  test("STT-1 UI-2 a line says its language where the line before had another one", async () => {
    const segments = LINES.map((line, index) =>
      finalSegment({ ...line, utterance: index * 80_000, startSample: index * 80_000 }),
    );
    const page = await views.open({
      page: "src/sidepanel/index.html",
      viewport: { width: 400, height: 720 },
      snapshot: {
        type: "snapshot",
        status: running(),
        settings,
        transcript: { ...interrupted, segments, gaps: [] },
      },
    });
    await page.waitForSelector("[data-caption] [data-language]");

    const marks = await page.$$eval("[data-caption]", (rows) =>
      rows.map((row) => row.querySelector("[data-language]")?.textContent ?? null),
    );
    expect(marks).toEqual([null, "日本語", null, "English"]);
    await takePicture(page, join(PICTURES, "panel-languages-en"), true, true);
  });
});
