import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import type { Bookmark } from "../../../src/shared/bookmarks.ts";
import { edited, type LineEdit } from "../../../src/shared/lines/segment-versions.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { answerLast, FIELD, fieldOf, openEditor, rowOf } from "../mending/panel-lines.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
import { leastContrastOf, obstaclesOf, READABLE } from "../views/view-checks.ts";
import { meeting, settings } from "../views/view-samples.ts";
import { openStored } from "./stored-meeting.ts";

const SESSION = "3f2b8c1e-5d4a-4b6f-9c7e-000000000001";
const WIDE = { width: 1100, height: 760 };
const NARROW = { width: 320, height: 640 };
const stored = meeting({ session: SESSION, title: "Planning with the Lisbon team" });
const [FIRST, SECOND, THIRD, FOURTH] = stored.segments;
if (FIRST === undefined || SECOND === undefined || THIRD === undefined || FOURTH === undefined)
  throw new Error("the sample has lines");
const MARKS: readonly Bookmark[] = [
  {
    id: "0b9d4a57-6c0f-4f0e-8b5d-2f9a7c3e1d10",
    note: "Who books the venue?",
    atMs: stored.startedAtMs + 16_000,
  },
];
/** Another view's edit, or the background's answer to one made here. */
const feedLine = (page: Page, segment: Segment) =>
  feedView(page, { type: "caption-changed", session: SESSION, change: { type: "put", segment } });
/** What the last command makes of `segment`, as the background would say it. */
async function takeLast(page: Page, segment: Segment): Promise<LineEdit> {
  const command = (await commandsOf(page)).at(-1);
  const edit = command?.type === "edit-lines" ? command.edits[0] : undefined;
  if (command?.type !== "edit-lines" || edit === undefined) throw new Error("no line was edited");
  await feedLine(page, edited(segment, edit, command.atMs) ?? segment);
  await answerLast(page, null);
  await page.waitForSelector(FIELD, { hidden: true });
  return edit;
}
const wordsOf = (page: Page) =>
  page.$$eval("[data-caption] [data-text]", (all) => all.map((words) => words.textContent));
const SEARCH = '.reading input[name="search"]';

describe("editing a stored meeting on the history page", () => {
  const views = useFedViews();

  test.each([
    ["en", WIDE],
    ["ja", WIDE],
    ["en", NARROW],
    ["ja", NARROW],
  ] as const)(
    "UI-8 UI-5 the editor, the replacing and the marks of a stored meeting are whole in %s at %j",
    async (language, viewport) => {
      const page = await openStored(views, { ...stored, bookmarks: MARKS }, { language, viewport });
      const name = join(PICTURES, `history-edit-${language}-${viewport.width}`);
      await clickOn(page, ".bookmarks summary");
      await page.waitForSelector("[data-bookmark]", { visible: true });
      await openEditor(page, THIRD);
      await takePicture(page, `${name}-line`, true);
      const editor = await obstaclesOf(page);
      await page.keyboard.press("Escape");
      await page.waitForSelector(FIELD, { hidden: true });
      await page.type(SEARCH, "the");
      await pressButton(page, "open-replace");
      await page.type('input[name="replacement"]', "THE");
      await page.waitForSelector('[data-action="replace-all"]:not(:disabled)');
      await takePicture(page, `${name}-replace`, true);
      const replacing = await obstaclesOf(page);

      for (const found of [editor, replacing]) expect(found).toMatchObject({ ...READABLE, language });
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        expect(await leastContrastOf(page, "main")).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  test("UI-2 UI-8 a line's words and speaker are edited, shown with all versions, and undone", async () => {
    const page = await openStored(views, stored);
    await openEditor(page, THIRD);
    await page.keyboard.type(" Or Friday.");
    await page.type('input[name="line-speaker"]', "Aki");
    await page.keyboard.press("Enter");
    await answerLast(page, null);
    const text = `${THIRD.stable} Or Friday.`;
    await feedLine(page, edited(THIRD, { text, speaker: "Aki" }, Date.now()) ?? THIRD);
    await page.waitForSelector(`${rowOf(THIRD)} [data-action="undo-edit"]`, { visible: true });
    const speaker = await page.$eval(`${rowOf(THIRD)} [data-speaker]`, (shown) => shown.textContent);
    await pressButton(page, "show-versions");
    const versions = await page.$$eval("span[data-version]", (all) =>
      all.map((version) => version.querySelector("q")?.textContent),
    );
    await pressButton(page, "undo-edit");

    const { source, utterance } = THIRD;
    expect(speaker).toBe("Aki");
    expect(versions).toEqual([THIRD.stable, text]);
    expect(await commandsOf(page)).toMatchObject([
      { type: "edit-lines", session: SESSION, edits: [{ source, utterance, text, speaker: "Aki" }] },
      { type: "edit-lines", session: SESSION, edits: [{ source, utterance, text: null, speaker: null }] },
    ]);
  });

  test("UI-8 UI-2 a line is split at the cursor, and its first half joined to the line before it", async () => {
    const page = await openStored(views, stored);
    await openEditor(page, FOURTH);
    await page.$eval(FIELD, (area, at) => area.setSelectionRange(at, at), FOURTH.stable.indexOf(" ") + 1);
    await page.keyboard.down("Shift");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Shift");
    const split = await takeLast(page, FOURTH);
    await page.waitForSelector(`${rowOf(FOURTH)} [data-action="undo-edit"]`, { visible: true });
    const halves = await wordsOf(page);
    await openEditor(page, FOURTH);
    await pressButton(page, "join-before");
    const joined = await takeLast(page, THIRD);
    await page.waitForSelector(rowOf(FOURTH), { hidden: true });

    const at = FOURTH.stable.indexOf(" ");
    const [head, tail] = [FOURTH.stable.slice(0, at), FOURTH.stable.slice(at + 1)];
    expect(split).toMatchObject({ parts: [{ text: head }, { text: tail }] });
    expect(halves.slice(3, 5)).toEqual([head, tail]);
    expect(joined).toMatchObject({
      utterance: THIRD.utterance,
      joined: [FOURTH.utterance],
      parts: [{ text: `${THIRD.stable} ${head}` }, { text: tail }],
    });
    expect((await wordsOf(page)).slice(2, 4)).toEqual([`${THIRD.stable} ${head}`, tail]);
  });

  test("UI-8 what is found in the meeting is replaced, undone, and written so from now on", async () => {
    const page = await openStored(views, stored);
    await page.type(SEARCH, "thursday");
    await page.waitForFunction(() => document.querySelectorAll("[data-caption]").length === 1);
    await pressButton(page, "open-replace");
    await page.type('input[name="replacement"]', "Friday");
    await pressButton(page, "replace-all");
    await answerLast(page, null);
    await page.waitForSelector("[data-replaced]");
    await pressButton(page, "undo-replace");
    await answerLast(page, null);
    await page.waitForSelector("[data-replaced]", { hidden: true });
    await pressButton(page, "always-write");

    const { source, utterance, stable } = THIRD;
    const text = stable.replace("Thursday", "Friday");
    const vocabulary = [...settings.transcription.vocabulary, "Friday"];
    expect(await commandsOf(page)).toMatchObject([
      { session: SESSION, edits: [{ source, utterance, text }] },
      { session: SESSION, edits: [{ source, utterance, text: null }] },
      { type: "change-settings", change: { transcription: { vocabulary } } },
    ]);
  });

  test("UI-8 marks are noted, sides renamed, the consent is noted; marks lead to their line through a search, and are removed", async () => {
    const page = await openStored(views, { ...stored, bookmarks: MARKS });
    await page.type(SEARCH, "monday");
    await page.waitForFunction(() => document.querySelectorAll("[data-caption]").length === 1);
    await clickOn(page, ".bookmarks summary");
    await page.focus('input[name="note"]');
    await page.keyboard.press("End");
    await page.keyboard.type("!");
    await page.keyboard.press("Enter");
    await pressButton(page, "jump-to-bookmark");
    await page.waitForSelector(`${rowOf(THIRD)}:focus`);
    await pressButton(page, "remove-bookmark");
    await clickOn(page, '[data-action="rename"][data-source="tab"]');
    await page.waitForSelector('input[name="speaker"]:focus');
    await page.keyboard.type("Lisbon");
    await page.keyboard.press("Enter");
    await page.waitForSelector('input[name="speaker"]', { hidden: true });
    await page.select('select[name="consent"]', "agreed_aloud");

    const [mark] = MARKS;
    expect(await page.$('[data-action="mark-moment"]')).toBeNull();
    expect(await commandsOf(page)).toMatchObject([
      { type: "put-bookmark", session: SESSION, bookmark: { ...mark, note: "Who books the venue?!" } },
      { type: "remove-bookmark", session: SESSION, bookmark: mark?.id },
      { type: "rename-speaker", session: SESSION, source: "tab", name: "Lisbon" },
      { type: "record-consent", session: SESSION, consent: { basis: "agreed_aloud" } },
    ]);
  });

  test("UI-8 a line that another view edits meanwhile says so, and what is typed here is the newest", async () => {
    const page = await openStored(views, stored);
    await openEditor(page, FIRST);
    await page.keyboard.type(" Mine.");
    const theirs = Date.now();
    await feedLine(page, edited(FIRST, { text: "Theirs." }, theirs) ?? FIRST);
    await page.waitForSelector("[data-changed-meanwhile]");
    const typed = await fieldOf(page);
    await page.keyboard.press("Enter");
    await answerLast(page, null);
    await page.waitForSelector(FIELD, { hidden: true });

    const [command] = await commandsOf(page);
    expect(typed).toMatchObject({ text: `${FIRST.stable} Mine.`, isFocused: true });
    expect(command).toMatchObject({ edits: [{ text: `${FIRST.stable} Mine.` }] });
    expect(command?.type === "edit-lines" && command.atMs >= theirs).toBe(true);
  });

  test.each([
    ["here", WIDE],
    ["here", NARROW],
    ["elsewhere", WIDE],
    ["elsewhere", NARROW],
  ] as const)(
    "UI-8 a meeting deleted %s while its page is open at %j is named, and what was typed stays",
    async (where, viewport) => {
      const page = await openStored(views, stored, { viewport });
      await openEditor(page, FIRST);
      await page.keyboard.type(" Mine.");
      if (where === "here") {
        await pressButton(page, "delete-meeting");
        await pressButton(page, "confirm-delete");
        await answerLast(page, null);
      } else {
        await page.evaluate(async () => {
          const list: unknown = await chrome.runtime.sendMessage({ type: "list-meetings" });
          if (Array.isArray(list)) list.length = 0;
        });
        await feedView(page, { type: "meeting-changed", session: SESSION });
        await page.waitForSelector('[data-reading="gone"]');
      }
      await page.waitForSelector(`.reading > .notice ${FIELD}`, { visible: true });
      await pressButton(page, "save-line");
      await answerLast(page, "line_gone");
      await page.waitForSelector('[data-editing] [data-error="line_gone"]', { visible: true });
      await takePicture(page, join(PICTURES, `history-edit-gone-${where}-${viewport.width}`), true);

      expect((await fieldOf(page)).text).toBe(`${FIRST.stable} Mine.`);
      expect(await obstaclesOf(page)).toMatchObject({ ...READABLE, language: "en" });
    },
  );

  test("UI-8 a full disk is said in the editor, and another meeting is read with the line still there", async () => {
    const page = await openStored(views, stored);
    await openEditor(page, SECOND);
    await page.keyboard.type(" Mine.");
    await page.keyboard.press("Enter");
    await answerLast(page, "edit_not_stored");
    await page.waitForSelector('[data-editing] [data-error="edit_not_stored"]', { visible: true });
    await page.evaluate(() => {
      location.hash = "";
    });
    await page.waitForSelector(`.reading > .notice ${FIELD}`, { visible: true });
    const left = await fieldOf(page);
    const isAsked = await page.evaluate(
      () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })),
    );
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#${SESSION}`);
    await page.waitForSelector(`${rowOf(SECOND)} ${FIELD}`);

    expect(isAsked).toBe(true);
    expect(left.text).toBe(`${SECOND.stable} Mine.`);
    expect((await fieldOf(page)).text).toBe(`${SECOND.stable} Mine.`);
  });
});
