import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Bookmark } from "../../../src/shared/bookmarks.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, type Feed, feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
import { obstaclesOf, READABLE } from "../views/view-checks.ts";
import { meeting } from "../views/view-samples.ts";
import { openMarkedPanel } from "./panel-lines.ts";

const transcript = meeting();
const at = (second: number, note: string, id: string): Bookmark => ({
  id,
  note,
  atMs: transcript.startedAtMs + second * 1000,
});
const MARKS = [
  at(16, "Who books the venue?", "0b9d4a57-6c0f-4f0e-8b5d-2f9a7c3e1d10"),
  at(103, "", "5d0c7f0e-58f2-4d3a-9f04-2b7c3f0b9a11"),
];

describe("marked moments in the panel", () => {
  const views = useFedViews();

  const openPanel = (bookmarks: readonly Bookmark[], language?: Feed["language"]) =>
    openMarkedPanel(views, bookmarks, language);

  test("UI-8 a button marks this moment, and what is noted goes with it", async () => {
    const panel = await openPanel([]);
    const before = Date.now();
    await pressButton(panel, "mark-moment");
    const [marked] = await commandsOf(panel);
    if (marked?.type !== "put-bookmark") throw new Error("nothing was marked");
    await feedView(panel, {
      type: "bookmarks-changed",
      session: transcript.session,
      bookmarks: [marked.bookmark],
    });
    await panel.waitForSelector('input[name="note"]:focus');
    await panel.keyboard.type("Ask Aki");
    await panel.keyboard.press("Enter");
    const noted = (await commandsOf(panel)).at(-1);

    expect(marked).toMatchObject({ session: transcript.session, bookmark: { note: "" } });
    expect(marked.bookmark.atMs).toBeGreaterThanOrEqual(before);
    expect(noted).toEqual({ ...marked, bookmark: { ...marked.bookmark, note: "Ask Aki" } });
  });

  test.each(["en", "ja"] as const)(
    "UI-8 marks are listed with their notes, lead to what was said, and are removed, whole in %s",
    async (language) => {
      const panel = await openPanel(MARKS, language);
      await clickOn(panel, ".bookmarks summary");
      await panel.waitForSelector("[data-bookmark]", { visible: true });
      // From its top: what scrolls is half below the state otherwise.
      await panel.$eval("header", (header) => header.scrollTo({ top: 0 }));
      await takePicture(panel, join(PICTURES, `panel-bookmarks-${language}`), true);
      const times = await panel.$$eval('[data-action="jump-to-bookmark"]', (all) =>
        all.map((button) => button.textContent),
      );
      const notes = await panel.$$eval('input[name="note"]', (all) => all.map(({ value }) => value));
      const obstacles = await obstaclesOf(panel);
      await pressButton(panel, "jump-to-bookmark");
      await panel.waitForSelector("[data-caption]:focus");
      const line = await panel.$eval("[data-caption]:focus [data-text]", (words) => words.textContent);
      await pressButton(panel, "remove-bookmark");

      expect(times).toEqual(["00:16", "01:43"]);
      expect(notes).toEqual(["Who books the venue?", ""]);
      expect(line).toMatch(/^The first one is the venue/u);
      expect(obstacles).toMatchObject({ ...READABLE, isJapanese: language === "ja" });
      expect(await commandsOf(panel)).toEqual([
        { type: "remove-bookmark", session: transcript.session, bookmark: MARKS[0]?.id },
      ]);
    },
  );
});
