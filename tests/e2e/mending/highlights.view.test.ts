import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import type { Bookmark } from "../../../src/shared/bookmarks.ts";
import { highlightOf } from "../../../src/shared/lines/highlights.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { openStored } from "../history/stored-meeting.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, type Feed, feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
import { leastContrastOf, obstaclesOf, READABLE } from "../views/view-checks.ts";
import { meeting } from "../views/view-samples.ts";
import { openEditor, openMarkedPanel, rowOf } from "./panel-lines.ts";

const transcript = meeting();
const { session, startedAtMs } = transcript;
const [, , THIRD, , , SIXTH] = transcript.segments;
if (THIRD === undefined || SIXTH === undefined) throw new Error("the sample has lines");
const HIGHLIGHT: Bookmark = {
  ...highlightOf(THIRD, startedAtMs, "0b9d4a57-6c0f-4f0e-8b5d-2f9a7c3e1d10"),
  note: "Who books it?",
};
const MOMENT = { id: "5d0c7f0e-58f2-4d3a-9f04-2b7c3f0b9a11", note: "", atMs: startedAtMs + 103_000 };
const HIGHLIGHTED = ".row.highlighted";

describe("highlighted lines", () => {
  const views = useFedViews();

  const openPanel = (bookmarks: readonly Bookmark[], language?: Feed["language"]) =>
    openMarkedPanel(views, bookmarks, language);
  const openHistory = (bookmarks: readonly Bookmark[], language: Feed["language"] = "en") =>
    openStored(views, { ...transcript, bookmarks }, { language });

  test("UI-8 UI-6 a line is highlighted by its key, and the same key takes that back", async () => {
    const panel = await openPanel([]);
    await panel.focus(rowOf(THIRD));
    await panel.keyboard.press("h");
    const [put] = await commandsOf(panel);
    if (put?.type !== "put-bookmark") throw new Error("nothing was highlighted");
    await marked(panel, [put.bookmark]);
    await panel.waitForSelector(`${rowOf(THIRD)}${HIGHLIGHTED}:focus`);
    const said = await panel.$eval(`${rowOf(THIRD)} .words`, (words) => words.textContent);
    await panel.keyboard.press("h");
    const removed = (await commandsOf(panel)).at(-1);
    await marked(panel, []);
    await panel.waitForSelector(HIGHLIGHTED, { hidden: true });

    const { id: _id, ...bookmark } = put.bookmark;
    expect(bookmark).toEqual({ atMs: HIGHLIGHT.atMs, note: "", line: HIGHLIGHT.line });
    expect(said).toContain(`Highlighted: ${THIRD.stable}`);
    expect(removed).toEqual({ type: "remove-bookmark", session, bookmark: put.bookmark.id });
  });

  test("UI-8 the editor highlights its line, and what is typed stays in it", async () => {
    const panel = await openPanel([]);
    await openEditor(panel, SIXTH);
    await panel.keyboard.type(" Mine.");
    await clickOn(panel, '[data-editing] button[data-action="highlight-line"]');
    const [put] = await commandsOf(panel);
    await marked(panel, put?.type === "put-bookmark" ? [put.bookmark] : []);
    await panel.waitForSelector(`${HIGHLIGHTED} button[data-action="highlight-line"][aria-pressed="true"]`);

    expect(put).toMatchObject({ bookmark: { line: { utterance: SIXTH.utterance } } });
    expect(await panel.$eval("textarea[name=line]", ({ value }) => value)).toBe(`${SIXTH.stable} Mine.`);
  });

  test.each([
    ["panel", "en"],
    ["panel", "ja"],
    ["history", "en"],
    ["history", "ja"],
  ] as const)(
    "UI-8 in the %s a highlighted line is seen, listed with its words and led to, whole in %s",
    async (place, language) => {
      const open = place === "panel" ? openPanel : openHistory;
      const view = await open([HIGHLIGHT, MOMENT], language);
      await clickOn(view, ".bookmarks summary");
      await view.waitForSelector("[data-bookmark]", { visible: true });
      const listed = await view.$$eval("[data-bookmark]", (all) =>
        all.map((item) => item.querySelector("q")?.textContent ?? null),
      );
      await pressButton(view, "jump-to-bookmark");
      await view.waitForSelector(`${rowOf(THIRD)}:focus`);
      // From its top: what scrolls is half below the state otherwise.
      await view.$eval("header", (header) => header.scrollTo({ top: 0 }));
      await takePicture(view, join(PICTURES, `${place}-highlights-${language}`), true);
      const obstacles = await obstaclesOf(view);

      expect(await wordsOf(view)).toEqual([THIRD.stable]);
      expect(listed).toEqual([THIRD.stable, null]);
      expect(obstacles).toMatchObject({ ...READABLE, language });
      for (const scheme of ["light", "dark"] as const) {
        await view.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        expect(await leastContrastOf(view, HIGHLIGHTED)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  test("UI-8 where there is room, a button beside the line highlights it", async () => {
    const page = await openHistory([]);
    await page.hover(rowOf(THIRD));
    await clickOn(page, `${rowOf(THIRD)} button[data-action="highlight-line"]`);

    expect(await commandsOf(page)).toMatchObject([
      { type: "put-bookmark", session, bookmark: { line: HIGHLIGHT.line } },
    ]);
  });
});

function marked(panel: Page, bookmarks: readonly Bookmark[]): Promise<void> {
  return feedView(panel, { type: "bookmarks-changed", session, bookmarks });
}

function wordsOf(view: Page): Promise<(string | null)[]> {
  return view.$$eval(`${HIGHLIGHTED} [data-text]`, (all) => all.map((words) => words.textContent));
}
