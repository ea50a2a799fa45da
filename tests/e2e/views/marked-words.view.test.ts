import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";
import { active } from "../../ui/status-samples.ts";
import { takePicture, takePictureAsIs } from "../pictures.ts";
import { commandsOf, PICTURES, useFedViews } from "./fed-view.ts";
import { obstaclesOf, READABLE, twoFrames } from "./view-checks.ts";
import { running, settings } from "./view-samples.ts";

const TEXT = "Call Marek on Thursday.";
const TAIL = " after the call.";
const ROOM = { width: 640, height: 300 };
const second = (at: number) => ({
  utterance: at * 16_000,
  startSample: at * 16_000,
  endSample: at * 16_000 + 8000,
});
/** Doubtful words of two scripts, beside words that may still change. */
const mixed = transcriptOf(
  [
    finalSegment({ ...second(1), stable: TEXT, doubtful: [{ start: 5, end: 10, probability: 0.2 }] }),
    finalSegment({
      ...second(3),
      source: "mic",
      stable: "はい、木曜日に電話します。",
      language: "ja",
      doubtful: [{ start: 3, end: 6, probability: 0.2 }],
    }),
    finalSegment({ ...second(5), stable: "And tell me", tail: TAIL, isFinal: false }),
  ],
  { session: active.session },
);
const transcript = transcriptOf(
  [finalSegment({ stable: TEXT, doubtful: [{ start: 5, end: 10, probability: 0.2 }] })],
  { session: active.session },
);

describe("words that are marked", () => {
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

  const PLACES = {
    overlay: (language: "en" | "ja") =>
      views.openOverlay({
        viewport: ROOM,
        language,
        snapshot: { ...mixed, notices: [], areDoubtsMarked: true },
      }),
    "caption-window": (language: "en" | "ja") =>
      views.open({
        page: "src/caption-window/index.html",
        viewport: ROOM,
        language,
        snapshot: {
          type: "snapshot",
          status: running(),
          settings: { ...settings, areDoubtsMarked: true },
          transcript: mixed,
        },
      }),
  };

  test.each([
    ["overlay", "en"],
    ["overlay", "ja"],
    ["caption-window", "en"],
    ["caption-window", "ja"],
  ] as const)(
    "STT-7 UI-6 look unlike words that may still change, in the %s, in %s",
    async (place, language) => {
      const page = await PLACES[place](language);
      await page.waitForSelector("[data-text] .tail");
      for (const scheme of ["dark", "light"] as const) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        await takePictureAsIs(page, join(PICTURES, `${place}-doubts-${language}-${scheme}`));
      }
      const styleOf = (selector: string) =>
        page.$$eval(selector, (found) =>
          found.map((element) => [element.textContent, getComputedStyle(element).textDecorationStyle]),
        );

      expect(await styleOf("[data-text] mark")).toEqual([
        ["Marek", "dotted"],
        ["木曜日", "dotted"],
      ]);
      expect(await styleOf("[data-text] .tail")).toEqual([[TAIL, "solid"]]);
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
    await clickOn(page, ".more-settings > summary");
    await clickOn(page, 'input[name="doubts"]');
    await takePicture(page, join(PICTURES, "popup-doubts-en"), true, true);

    expect(await commandsOf(page)).toEqual([{ type: "change-settings", change: { areDoubtsMarked: true } }]);
  });

  const marking = { areDoubtsMarked: true, alertWords: ["Mareck", "木曜日"] };
  test.each(["overlay", "caption-window", "sidepanel"] as const)(
    "UI-8 UI-6 a word of the list is marked where the others said it, and no word moves by it, in the %s",
    async (place) => {
      const page = await (place === "overlay"
        ? PLACES.overlay("en")
        : views.open({
            page: `src/${place}/index.html`,
            viewport: place === "sidepanel" ? { width: 320, height: 480 } : ROOM,
            snapshot: {
              type: "snapshot",
              status: running(),
              settings: { ...settings, areDoubtsMarked: true },
              transcript: mixed,
            },
          }));
      await page.waitForSelector("[data-text] .tail");
      await twoFrames(page);
      const boxes = () =>
        page.$$eval("[data-caption]", (lines) =>
          lines.map((line) => JSON.stringify(line.getBoundingClientRect())),
        );
      const before = await boxes();
      await page.evaluate(
        (message) => globalThis.earshotFeed(message),
        place === "overlay"
          ? { type: "overlay-word-marks", ...marking }
          : { type: "settings-changed", settings: { ...settings, ...marking } },
      );
      await page.waitForSelector("[data-text] .alert-word");
      const marks = await page.$$eval("[data-text] .alert-word", (found) =>
        found.map((mark) => [
          mark.textContent,
          mark.ariaDescription,
          getComputedStyle(mark).textDecorationStyle,
          getComputedStyle(mark).outlineStyle,
          mark.querySelector(".doubtful")?.textContent,
        ]),
      );
      await takePicture(page, join(PICTURES, `${place}-alert-word-en`), true);

      expect(marks).toEqual([["Marek", "one of your alert words", "solid", "solid", "Marek"]]);
      expect(await boxes()).toEqual(before);
    },
  );

  test("UI-8 the switch for notifications is what the browser allows", async () => {
    const page = await views.open({
      page: "src/popup/index.html",
      viewport: { width: 340, height: 600 },
      snapshot: {
        type: "snapshot",
        status: running(),
        settings: { ...settings, alertWords: ["Marek"] },
        transcript: null,
      },
    });
    const answerWith = (isAllowed: boolean) =>
      page.evaluate((answer) => {
        Object.defineProperty(chrome.permissions, "request", {
          value: (wanted: unknown) => {
            document.body.dataset["wanted"] = JSON.stringify(wanted);
            return Promise.resolve(answer);
          },
          configurable: true,
        });
      }, isAllowed);
    const field = 'input[name="alert-notification"]';
    await clickOn(page, ".more-settings > summary");
    await page.waitForSelector(`${field}:not(:checked)`);
    await answerWith(false);
    await clickOn(page, field);
    await page.waitForSelector(`body[data-wanted] ${field}:not(:checked)`);
    const asked = await page.$eval("body", ({ dataset }) => dataset["wanted"]);
    await answerWith(true);
    await clickOn(page, field);
    await page.waitForSelector(`${field}:checked`);
    await takePicture(page, join(PICTURES, "popup-alert-notification-en"), true, true);

    expect(asked).toBe('{"permissions":["notifications"]}');
    expect(await commandsOf(page)).toEqual([]);
  });
});
