import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { edited, type LineEdit } from "../../../src/shared/lines/segment-versions.ts";
import { joinOf, splitOf } from "../../../src/shared/lines/shown-lines.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { downloadedBy } from "../../../tools/driver/browser/downloads.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, type Feed, PICTURES, useFedViews } from "../views/fed-view.ts";
import { obstaclesOf, READABLE } from "../views/view-checks.ts";
import { meeting, running, settings } from "../views/view-samples.ts";
import { answerLast, FIELD, feedLine, fieldOf, openEditor, rowOf } from "./panel-lines.ts";

const transcript = meeting();
const [FIRST, , THIRD, FOURTH] = transcript.segments;
if (FIRST === undefined || THIRD === undefined || FOURTH === undefined)
  throw new Error("the sample has lines");

/** What the last command makes of `segment`, as the background would say it. */
async function take(panel: Page, segment: Segment): Promise<LineEdit> {
  const command = (await commandsOf(panel)).at(-1);
  const edit = command?.type === "edit-lines" ? command.edits[0] : undefined;
  if (command?.type !== "edit-lines" || edit === undefined) throw new Error("no line was edited");
  await feedLine(panel, { type: "put", segment: edited(segment, edit, command.atMs) ?? segment });
  await answerLast(panel, null);
  await panel.waitForSelector(FIELD, { hidden: true });
  return edit;
}
const wordsOf = (panel: Page) =>
  panel.$$eval("[data-caption] [data-text]", (all) => all.map((words) => words.textContent));
const cursorBehind = (panel: Page, words: string) =>
  panel.$eval(
    FIELD,
    (area, at) => area.setSelectionRange(at, at),
    THIRD.stable.indexOf(words) + words.length,
  );

describe("splitting and joining lines in the panel", () => {
  const views = useFedViews();

  const openPanel = (language: Feed["language"] = "en", shown = transcript, width = 340) =>
    views.open({
      page: "src/sidepanel/index.html",
      viewport: { width, height: 720 },
      language,
      snapshot: { type: "snapshot", status: running(), settings, transcript: shown },
    });

  test.each(["en", "ja"] as const)(
    "UI-2 a line is split at the cursor by its key, both halves are lines of their own, and one button undoes it, whole in %s",
    async (language) => {
      const panel = await openPanel(language, transcript, 320);
      await openEditor(panel, THIRD);
      await cursorBehind(panel, "venue:");
      await takePicture(panel, join(PICTURES, `panel-split-editor-${language}`), true);
      const editor = await obstaclesOf(panel);
      await panel.keyboard.down("Shift");
      await panel.keyboard.press("Enter");
      await panel.keyboard.up("Shift");
      const edit = await take(panel, THIRD);
      await panel.waitForSelector(`${rowOf(THIRD)}:focus`);
      await takePicture(panel, join(PICTURES, `panel-split-${language}`), true);
      const split = await wordsOf(panel);
      const lines = await obstaclesOf(panel);
      await pressButton(panel, "undo-edit");
      const undone = (await commandsOf(panel)).at(-1);

      const [before, after] = ["The first one is the venue:", "we need an answer by Thursday."];
      expect(edit).toMatchObject({
        utterance: THIRD.utterance,
        text: THIRD.stable,
        parts: [{ text: before }, { text: after }],
      });
      expect(split.slice(2, 4)).toEqual([before, after]);
      expect(undone).toMatchObject({ edits: [{ utterance: THIRD.utterance, text: null }] });
      for (const found of [editor, lines]) expect(found).toMatchObject({ ...READABLE, language });
    },
  );

  test("UI-2 where there is nothing to split, the editor says where to put the cursor", async () => {
    const panel = await openPanel();
    await openEditor(panel, THIRD);
    await pressButton(panel, "split-line");
    await panel.waitForSelector("[data-unsplit]", { visible: true });

    expect(await commandsOf(panel)).toEqual([]);
    expect(await fieldOf(panel)).toMatchObject({ text: THIRD.stable, isFocused: true });
  });

  test("UI-2 a refused split leaves what was typed in the editor, with the reason", async () => {
    const panel = await openPanel();
    await openEditor(panel, THIRD);
    await panel.keyboard.type(" Or Friday.");
    await cursorBehind(panel, "venue:");
    await pressButton(panel, "split-line");
    await answerLast(panel, "edit_not_stored");
    await panel.waitForSelector('[data-editing] [data-error="edit_not_stored"]', { visible: true });

    expect((await fieldOf(panel)).text).toBe(`${THIRD.stable} Or Friday.`);
  });

  test("UI-2 a line and its neighbour of the same speaker become one, with what was typed, and come back", async () => {
    const panel = await openPanel();
    await openEditor(panel, FOURTH);
    const offered = await panel.$$eval("button[data-action^=join]", (all) =>
      all.map((button) => button.dataset["action"]),
    );
    await panel.keyboard.type(" Promised.");
    await pressButton(panel, "join-before");
    const edit = await take(panel, THIRD);
    await panel.waitForSelector(`${rowOf(THIRD)}:focus`);
    const joined = await wordsOf(panel);
    await pressButton(panel, "show-versions");
    const versions = await panel.$$eval("span[data-version] q", (all) => all.map((q) => q.textContent));
    await pressButton(panel, "undo-edit");
    const undo = (await commandsOf(panel)).at(-1);
    const atMs = undo?.type === "edit-lines" ? undo.atMs : 0;
    const shown = edited(THIRD, edit, 1) ?? THIRD;
    await feedLine(panel, { type: "put", segment: edited(shown, { text: null }, atMs) ?? shown });
    await panel.waitForSelector(rowOf(FOURTH));

    const text = `${THIRD.stable} ${FOURTH.stable} Promised.`;
    // Behind it somebody else speaks.
    expect(offered).toEqual(["join-before"]);
    expect(edit).toMatchObject({ utterance: THIRD.utterance, text, joined: [FOURTH.utterance] });
    expect(joined.filter((words) => words === text || words === FOURTH.stable)).toEqual([text]);
    expect(versions).toEqual([THIRD.stable, FOURTH.stable, text]);
    expect(undo).toMatchObject({ edits: [{ utterance: THIRD.utterance, text: null }] });
    expect(await wordsOf(panel)).toEqual(transcript.segments.map(({ stable }) => stable));
  });

  test("UI-2 UI-4 search, replacing and exports know the lines as they are shown", async () => {
    const cut = splitOf(THIRD, "The first one is the venue:", "we need an answer by Thursday.");
    const one = joinOf(FIRST, FIRST);
    const segment = cut && edited(THIRD, cut, 5);
    const segments = transcript.segments.map((line) => (line === THIRD && segment ? segment : line));
    const panel = await openPanel("en", { ...transcript, segments });
    const file = await downloadedBy(views.earshot.downloads, async () => {
      await pressButton(panel, "export");
      await clickOn(panel, '[data-format="txt"]');
    });
    await panel.type('input[name="search"]', "thursday");
    await panel.waitForFunction(() => document.querySelectorAll("[data-caption]").length === 1);
    const found = await wordsOf(panel);
    await pressButton(panel, "open-replace");
    await panel.type('input[name="replacement"]', "Friday");
    await pressButton(panel, "replace-all");
    const replaced = (await commandsOf(panel)).at(-1);

    expect(one).toBeNull();
    expect(readFileSync(file, "utf8")).toContain("Others: The first one is the venue:\n");
    expect(found).toEqual(["we need an answer by Thursday."]);
    expect(replaced).toMatchObject({
      edits: [{ parts: [{ text: "The first one is the venue:" }, { text: "we need an answer by Friday." }] }],
    });
  });
});
