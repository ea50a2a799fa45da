import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BackgroundToView } from "../../../src/shared/messages/view-messages.ts";
import type { Earshot } from "../../../tools/driver/browser/earshot.ts";
import { launchEarshot } from "../../../tools/driver/browser/launch.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";
import { feedView, openFedView } from "../views/fed-view.ts";
import { running, settings } from "../views/view-samples.ts";

const LINES = 5000;
const transcript = transcriptOf(
  Array.from({ length: LINES }, (_, index) =>
    finalSegment({ utterance: index * 16_000, startSample: index * 16_000, stable: `Line ${index}.` }),
  ),
);

describe("a meeting of 5,000 lines", () => {
  let earshot: Earshot;
  let panel: Page;

  beforeAll(async () => {
    earshot = await launchEarshot({ isHostRegistered: false });
  });
  beforeEach(async () => {
    panel = await openFedView(earshot, {
      page: "src/sidepanel/index.html",
      viewport: { width: 400, height: 720 },
      snapshot: { type: "snapshot", status: running(), settings, transcript: null },
    });
  });
  afterEach(() => panel.close());
  afterAll(() => earshot.close());

  test("UI-2 its end is there with the first frame, and every line soon, while the reader stays at the end", async () => {
    const first = await drawnAfter(panel, { type: "snapshot", status: running(), settings, transcript });
    await panel.waitForSelector('[role="list"][aria-busy="false"]');

    expect(first).toMatchObject({ isBusy: "true", isAtEnd: true, last: `Line ${LINES - 1}.` });
    expect(first?.count).toBeLessThan(LINES / 2);
    expect(await panel.evaluate(drawnLines)).toEqual({ ...first, isBusy: "false", count: LINES });
    expect(await panel.$eval("[data-caption] [data-text]", (line) => line.textContent)).toBe("Line 0.");
  });

  test("UI-2 a search and its end show the newest lines first as well", async () => {
    await feedView(panel, { type: "snapshot", status: running(), settings, transcript });
    await panel.waitForSelector("[data-caption]");
    await panel.type('input[name="search"]', "line 49");
    await panel.waitForFunction(() => document.querySelector(".matches")?.textContent.includes("111"));
    await panel.waitForSelector('[role="list"][aria-busy="false"]');
    const found = await panel.evaluate(drawnLines);
    await panel.$eval('input[name="search"]', (field) => field.select());
    await panel.keyboard.press("Backspace");
    await panel.waitForFunction(() => document.querySelectorAll("mark").length === 0);
    await panel.waitForSelector('[role="list"][aria-busy="false"]');

    expect(found).toMatchObject({ count: 111, last: `Line ${LINES - 1}.` });
    expect(await panel.evaluate(drawnLines)).toMatchObject({ count: LINES, isAtEnd: true });
  });

  test("UI-2 a reader who scrolls up while older lines are drawn stays at the line read", async () => {
    await drawnAfter(panel, { type: "snapshot", status: running(), settings, transcript });
    const read = await panel.evaluate(async () => {
      const scroller = document.querySelector(".scroller");
      scroller?.scrollBy(0, -2000);
      await new Promise<void>((resolve) => {
        requestAnimationFrame(() => resolve());
      });
      const { left = 0, top = 0 } = scroller?.getBoundingClientRect() ?? {};
      const row = document.elementFromPoint(left + 100, top + 300)?.closest<HTMLElement>("[data-caption]");
      return { utterance: row?.dataset["utterance"], y: row?.getBoundingClientRect().top };
    });
    await panel.waitForSelector('[role="list"][aria-busy="false"]');

    const y = await panel.$eval(
      `[data-utterance="${read.utterance}"]`,
      (row) => row.getBoundingClientRect().top,
    );
    expect(y).toBeCloseTo(read.y ?? Number.NaN, 0);
    expect(await panel.$('[data-action="jump"]')).not.toBeNull();
  });
});

/** What the list shows in the first frame with lines after `message`. */
async function drawnAfter(panel: Page, message: BackgroundToView) {
  const [first] = await Promise.all([panel.waitForFunction(drawnLines), feedView(panel, message)]);
  return first.jsonValue();
}

/** Runs in the panel: what its list shows; null while there is none. */
function drawnLines() {
  const scroller = document.querySelector(".scroller");
  if (scroller === null) return null;
  const lines = [...scroller.querySelectorAll("[data-caption] [data-text]")];
  const belowPx = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
  return {
    isBusy: scroller.querySelector('[role="list"]')?.getAttribute("aria-busy"),
    count: lines.length,
    last: lines.at(-1)?.textContent,
    isAtEnd: belowPx < 2,
  };
}
