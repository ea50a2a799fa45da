import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, PICTURES, useFedViews } from "../views/fed-view.ts";
import { obstaclesOf, READABLE } from "../views/view-checks.ts";
import { meeting, running, settings } from "../views/view-samples.ts";
import { openStored } from "./stored-meeting.ts";

const WIDE = { width: 1100, height: 760 };
const NARROW = { width: 360, height: 720 };
const HOUR = 3600 * 16_000;
const AUDIO = {
  bytes: 21_600_000,
  spans: (["tab", "mic"] as const).map((source) => ({ source, startSample: 0, endSample: HOUR })),
};

describe("a meeting whose audio is stored", () => {
  const views = useFedViews();

  test.each([
    ["en", WIDE],
    ["ja", WIDE],
    ["en", NARROW],
    ["ja", NARROW],
  ] as const)(
    "UI-6 UI-9 is whole in %s at %j, with its size and a button beside each line",
    async (language, viewport) => {
      const transcript = meeting();
      const page = await openStored(views, transcript, { language, viewport, audio: AUDIO });
      await page.waitForSelector(".player");
      await page.waitForSelector('[data-action="play-line"]');
      await page.focus('[data-action="step-forward"]');
      await takePicture(page, join(PICTURES, `history-${language}-${viewport.width}-listening`), true);

      expect(await obstaclesOf(page)).toMatchObject({ ...READABLE, language });
      expect(await page.$eval(".player .size", (size) => size.textContent)).toContain("22");
      await clickOn(page, '[data-action="delete-audio"]');
      await clickOn(page, '[data-action="confirm-delete"]');
      expect(await commandsOf(page)).toEqual([{ type: "delete-audio", session: transcript.session }]);
    },
  );

  test.each(["en", "ja"] as const)(
    "UI-6 UI-9 the setting says in %s what it does, and the state that it is done",
    async (language) => {
      const popup = await views.open({
        page: "src/popup/index.html",
        viewport: NARROW,
        language,
        snapshot: {
          type: "snapshot",
          status: { ...running(), isAudioStored: true },
          settings: { ...settings, isAudioStored: true },
          transcript: null,
        },
      });
      await clickOn(popup, ".more-settings > summary");
      await popup.waitForSelector("[data-audio-stored]");
      await takePicture(popup, join(PICTURES, `popup-${language}-audio`), true, true);

      expect(await obstaclesOf(popup)).toMatchObject({ ...READABLE, language });
      await popup.select('[name="audio-retention"]', "7");
      await clickOn(popup, '[data-action="confirm-audio-retention"]');
      await clickOn(popup, '[name="audio"]');
      expect(await commandsOf(popup)).toEqual([
        { type: "change-settings", change: { audioRetentionDays: 7 } },
        { type: "change-settings", change: { isAudioStored: false } },
      ]);
    },
  );
});
