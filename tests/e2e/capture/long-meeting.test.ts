import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BackgroundToView } from "../../../src/shared/messages/to-views.ts";

import { type Earshot, pressButton } from "../../../tools/driver/browser/earshot.ts";
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

  test("UI-2 its end is drawn with the first frame, and every word of it is in the document", async () => {
    const first = await drawnAfter(panel, { type: "snapshot", status: running(), settings, transcript });

    expect(first).toMatchObject({ words: LINES, isAtEnd: true, last: `Line ${LINES - 1}.` });
    expect(first?.rows).toBeLessThan(LINES / 10);
  });

  test("UI-2 what is seen is drawn wherever the reader scrolls, and what is left behind is not", async () => {
    await drawnAfter(panel, { type: "snapshot", status: running(), settings, transcript });
    await panel.$eval(".scroller", (scroller) => scroller.scrollTo(0, 0));
    await panel.waitForSelector('[data-utterance="0"]');
    await panel.waitForSelector(`[data-utterance="${(LINES - 1) * 16_000}"]`, { hidden: true });

    expect(await panel.evaluate(drawnLines)).toMatchObject({ words: LINES, isAtEnd: false });
    expect(await panel.$$("[data-caption]")).not.toHaveLength(0);
    expect((await panel.evaluate(drawnLines))?.rows).toBeLessThan(LINES / 10);
  });

  test("UI-2 UI-6 the arrow keys walk through all lines, and the line with the keyboard stays drawn", async () => {
    await drawnAfter(panel, { type: "snapshot", status: running(), settings, transcript });
    await panel.focus(".scroller");
    for (let pressed = 0; pressed < 150; pressed += 1) {
      await panel.keyboard.press("ArrowUp");
      // A block that was not near yet is drawn before the next key.
      await panel.waitForSelector(`[data-utterance="${(LINES - 1 - pressed) * 16_000}"]:focus`);
      await panel.waitForFunction(isDrawnAround);
    }
    await panel.$eval(".scroller", (scroller) => scroller.scrollTo(0, 0));
    await panel.waitForSelector('[data-utterance="0"]');

    expect(await panel.evaluate(() => (document.activeElement as HTMLElement).dataset["utterance"])).toBe(
      String((LINES - 150) * 16_000),
    );
  });

  test("UI-8 a marked moment far from what is seen is drawn, shown and has the keyboard", async () => {
    const atMs = transcript.startedAtMs + 700_500;
    const marked = {
      ...transcript,
      bookmarks: [{ id: "3f2b8c1e-5d4a-4b6f-9c7e-000000000001", atMs, note: "" }],
    };
    await drawnAfter(panel, { type: "snapshot", status: running(), settings, transcript: marked });
    await panel.$eval("details summary", (summary) => summary.click());
    await pressButton(panel, "jump-to-bookmark");
    await panel.waitForSelector(`[data-utterance="${700 * 16_000}"]:focus`);

    const isInView = await panel.evaluate(() => {
      const row = document.activeElement?.getBoundingClientRect();
      const list = document.querySelector(".scroller")?.getBoundingClientRect();
      return row !== undefined && list !== undefined && row.top >= list.top && row.bottom <= list.bottom;
    });
    expect(isInView).toBe(true);
  });

  test("UI-2 a search and its end show the newest lines first as well", async () => {
    await feedView(panel, { type: "snapshot", status: running(), settings, transcript });
    await panel.waitForSelector("[data-caption]");
    await panel.type('input[name="search"]', "line 49");
    await panel.waitForFunction(() => document.querySelector(".matches")?.textContent.includes("111"));
    const found = await panel.evaluate(drawnLines);
    await panel.$eval('input[name="search"]', (field) => field.select());
    await panel.keyboard.press("Backspace");
    await panel.waitForFunction(() => document.querySelectorAll("mark").length === 0);

    expect(found).toMatchObject({ words: 111, last: `Line ${LINES - 1}.` });
    expect(await panel.evaluate(drawnLines)).toMatchObject({ words: LINES, isAtEnd: true });
  });

  test("UI-2 a hit of a search that is left stands among the lines around it, and the keyboard stays in the field", async () => {
    await feedView(panel, { type: "snapshot", status: running(), settings, transcript });
    await panel.waitForSelector("[data-caption]");
    await panel.type('input[name="search"]', "line 123.");
    await panel.waitForFunction(() => document.querySelectorAll("[data-caption]").length === 1);
    await panel.$eval('input[name="search"]', (field) => field.select());
    await panel.keyboard.press("Backspace");
    await panel.waitForSelector('[data-action="jump"]');
    await panel.waitForFunction(
      (hit) => {
        const list = document.querySelector(".scroller")?.getBoundingClientRect();
        const row = document.querySelector(`[data-utterance="${hit}"]`)?.getBoundingClientRect();
        return row !== undefined && list !== undefined && row.top >= list.top && row.bottom <= list.bottom;
      },
      {},
      123 * 16_000,
    );

    expect(await panel.evaluate(drawnLines)).toMatchObject({ words: LINES, isAtEnd: false });
    expect(await panel.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe("search");
  });

  test("UI-2 a reader who scrolls up stays at the line read while lines above it get their height", async () => {
    await drawnAfter(panel, { type: "snapshot", status: running(), settings, transcript });
    await panel.$eval(".scroller", (scroller) => scroller.scrollBy(0, -20_000));
    const read = await panel.waitForFunction(() => {
      const { left = 0, top = 0 } = document.querySelector(".scroller")?.getBoundingClientRect() ?? {};
      const row = document.elementFromPoint(left + 100, top + 300)?.closest<HTMLElement>("[data-caption]");
      return row ? { utterance: row.dataset["utterance"], y: row.getBoundingClientRect().top } : null;
    });
    const { utterance, y } = (await read.jsonValue()) ?? {};
    await panel.waitForFunction(isDrawnAround);

    const after = await panel.$eval(
      `[data-utterance="${utterance}"]`,
      (row) => row.getBoundingClientRect().top,
    );
    expect(after).toBeCloseTo(y ?? Number.NaN, 0);
    expect(await panel.$('[data-action="jump"]')).not.toBeNull();
  });
});

/** What the list shows in the first frame with lines after `message`. */
async function drawnAfter(panel: Page, message: BackgroundToView) {
  const [first] = await Promise.all([panel.waitForFunction(drawnLines), feedView(panel, message)]);
  return first.jsonValue();
}

/** Runs in the panel: whether no lines within a screen of what is seen are still to be drawn. */
function isDrawnAround() {
  const {
    top = 0,
    bottom = 0,
    height = 0,
  } = document.querySelector(".scroller")?.getBoundingClientRect() ?? {};
  return [...document.querySelectorAll(".far")].every((block) => {
    const at = block.getBoundingClientRect();
    return at.bottom < top - height || at.top > bottom + height;
  });
}

/** Runs in the panel: what its list shows; null while there is none. */
function drawnLines() {
  const scroller = document.querySelector(".scroller");
  if (scroller === null) return null;
  const rows = [...scroller.querySelectorAll("[data-caption] [data-text]")];
  const belowPx = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
  return rows.length === 0
    ? null
    : {
        rows: rows.length,
        /** Lines that are drawn, or stand in the list as plain text. */
        words: scroller.textContent.match(/Line \d+\./g)?.length ?? 0,
        last: rows.at(-1)?.textContent,
        isAtEnd: belowPx < 2,
      };
}
