import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ModelCare, Status } from "../../../src/shared/status.ts";
import { modelOf } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
import { demo, failed, fetching, listWithout, withModels } from "../views/model-samples.ts";
import { obstaclesOf, pressByKeyboard, READABLE } from "../views/view-checks.ts";
import { settings } from "../views/view-samples.ts";

const POPUP = { width: 340, height: 600 };

/** What becomes of the first model's download, by the name of its picture. */
const FIRST: Readonly<Record<string, Partial<ModelCare> & { readonly freeBytes?: number }>> = {
  fetching: {
    downloads: [{ ...fetching, model: "base", total_bytes: 148_000_000, received_bytes: 61_000_000 }],
  },
  checking: { downloads: [{ ...fetching, model: "base", state: "checking" }] },
  unreachable: {
    downloads: [{ ...failed, model: "base", total_bytes: 148_000_000, received_bytes: 61_000_000 }],
  },
  damaged: { downloads: [{ ...failed, model: "base", received_bytes: 0, error: "model_corrupt" }] },
  altered: { downloads: [{ ...failed, model: "base", received_bytes: 0, error: "model_altered" }] },
  stopped: {
    downloads: [
      {
        ...fetching,
        model: "base",
        state: "cancelled",
        total_bytes: 148_000_000,
        received_bytes: 61_000_000,
      },
    ],
  },
  "no-room": { freeBytes: 12_000_000 },
};

describe("the first model's download", () => {
  const views = useFedViews();

  test.each(Object.entries(FIRST))(
    "STT-5 UI-7 while the first download is %s, first-run page and popup say so where it was offered",
    async (name, { freeBytes = 52_000_000_000, ...changes }) => {
      const loaded = modelOf({ requested: "auto", state: "ready", loaded: demo });
      const list = listWithout("base", "tiny");
      const status: Status = {
        ...withModels({ list: list === null ? null : { ...list, free_bytes: freeBytes }, ...changes }),
        model: loaded,
      };
      const transcription = { ...settings.transcription, model: "auto" };
      for (const language of ["en", "ja"] as const) {
        for (const [view, page, viewport] of [
          ["welcome", "src/welcome/index.html", { width: 800, height: 900 }],
          ["popup", "src/popup/index.html", POPUP],
        ] as const) {
          const shown = await views.open({
            page,
            viewport,
            language,
            snapshot: {
              type: "snapshot",
              status,
              settings: { ...settings, transcription },
              transcript: null,
            },
          });
          expect(await obstaclesOf(shown)).toEqual({ ...READABLE, language, isJapanese: language === "ja" });
          // What went wrong is said once, also where the list of models stands below it.
          const failures = await shown.$$eval("div[data-error]", (all) =>
            all.map(({ dataset }) => dataset["error"]),
          );
          expect(failures).toEqual([...new Set(failures)]);
          await takePicture(shown, join(PICTURES, `${view}-first-model-${name}-${language}`), true, true);
          await shown.close();
        }
      }
    },
  );

  test("STT-5 UI-7 a first download that broke off says why and how much is here, and goes on from the keyboard", async () => {
    const downloads = [{ ...failed, model: "base", total_bytes: 148_000_000, received_bytes: 61_000_000 }];
    const loaded = modelOf({ requested: "auto", state: "ready", loaded: demo });
    const page = await views.open({
      page: "src/welcome/index.html",
      viewport: { width: 800, height: 900 },
      snapshot: {
        type: "snapshot",
        status: { ...withModels({ list: listWithout("base", "tiny"), downloads }), model: loaded },
        settings: { ...settings, transcription: { ...settings.transcription, model: "auto" } },
        transcript: null,
      },
    });
    const told = await page.$eval("#model .notice", (notice) => notice.textContent);
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await pressByKeyboard(page, "download-chosen");
    const begun = { ...fetching, model: "base", total_bytes: 148_000_000, received_bytes: 61_000_000 };
    const status = withModels({ list: listWithout("base", "tiny"), downloads: [begun] });
    await feedView(page, { type: "status-changed", status: { ...status, model: loaded } });
    await page.waitForSelector("[data-first-download]");
    expect(await focused()).toBe("model");
    await pressByKeyboard(page, "cancel-first-download");
    const ended = withModels({
      list: listWithout("base", "tiny"),
      downloads: [{ ...begun, state: "cancelled" }],
    });
    await feedView(page, { type: "status-changed", status: { ...ended, model: loaded } });
    await page.waitForSelector('[data-action="download-chosen"]');
    expect(await focused()).toBe("model");

    expect(told).toMatch(
      /broke off.*goes on where it stopped.*61\u00A0MB of 148\u00A0MB are here.*Try again: base/su,
    );
    expect(await commandsOf(page)).toEqual([
      { type: "download-model", model: "base", isChosen: false },
      { type: "cancel-download", model: "base" },
    ]);
  });
});
