import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";
import { active } from "../../ui/status-samples.ts";
import { takePictureAsIs } from "../pictures.ts";
import { PICTURES, useFedViews } from "../views/fed-view.ts";
import { running, settings } from "../views/view-samples.ts";

const ROOM = { width: 640, height: 300 };
const second = (at: number) => ({
  utterance: at * 16_000,
  startSample: at * 16_000,
  endSample: at * 16_000 + 8000,
});
/** Two sentences of each: which one stands where tells the paragraph's direction. */
const transcript = transcriptOf(
  [
    finalSegment({ ...second(1), stable: "שלום לכולם.", language: "he" }),
    finalSegment({ ...second(2), stable: "מה שלומך?", language: "he" }),
    finalSegment({ ...second(4), source: "mic", stable: "Fine, thank you.", language: "en" }),
    finalSegment({ ...second(5), source: "mic", stable: "And you?", language: "en" }),
  ],
  { session: active.session },
);

describe("captions of both directions", () => {
  const views = useFedViews();

  const PLACES = {
    overlay: () =>
      views.openOverlay({
        viewport: ROOM,
        snapshot: { ...transcript, notices: [], areDoubtsMarked: false },
      }),
    "caption-window": () =>
      views.open({
        page: "src/caption-window/index.html",
        viewport: ROOM,
        snapshot: { type: "snapshot", status: running(), settings, transcript },
      }),
  };

  test.each(["overlay", "caption-window"] as const)(
    "UI-1 UI-9 each paragraph takes the direction of its text, in the %s",
    async (place) => {
      const page = await PLACES[place]();
      await page.waitForSelector("[data-caption]");
      await takePictureAsIs(page, join(PICTURES, `${place}-directions`));

      // Later sentences stand further to the left in Hebrew, further to the right in English.
      expect(await order(page, "tab")).toEqual({ direction: "rtl", places: "descending" });
      expect(await order(page, "mic")).toEqual({ direction: "ltr", places: "ascending" });
    },
  );
});

function order(page: Page, source: "tab" | "mic") {
  return page.$eval(`.turn[data-source="${source}"] .said p`, (paragraph) => {
    const [first = 0, then = 0] = [...paragraph.querySelectorAll("[data-text]")].map(
      (line) => line.getBoundingClientRect().left,
    );
    return {
      direction: getComputedStyle(paragraph).direction,
      places: first < then ? "ascending" : "descending",
    };
  });
}
