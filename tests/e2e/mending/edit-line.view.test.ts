import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { corrected, edited } from "../../../src/shared/lines/segment-versions.ts";
import { downloadedBy } from "../../../tools/driver/browser/downloads.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { clickOn } from "../../../tools/driver/browser/pages.ts";
import { finalSegment, transcriptOf } from "../../shared/transcript-samples.ts";
import { active } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, type Feed, feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
import { obstaclesOf, READABLE } from "../views/view-checks.ts";
import { meeting, running, settings } from "../views/view-samples.ts";
import { answerLast, FIELD, feedLine, fieldOf, openEditor, rowOf } from "./panel-lines.ts";

const short = meeting();
const [FIRST, , THIRD] = short.segments;
if (FIRST === undefined || THIRD === undefined) throw new Error("the sample has lines");

/** A meeting whose lines fill many panels. */
const long = transcriptOf(
  Array.from({ length: 240 }, (_, index) => {
    const startSample = (index + 1) * 64_000;
    const times = { utterance: startSample, startSample, endSample: startSample + 32_000 };
    return finalSegment({ ...times, stable: `Line ${index} of a long meeting, with some words in it.` });
  }),
  { session: active.session },
);

describe("editing a line in the panel", () => {
  const views = useFedViews();

  const openPanel = (transcript = short, language: Feed["language"] = "en"): Promise<Page> =>
    views.open({
      page: "src/sidepanel/index.html",
      viewport: { width: 360, height: 720 },
      language,
      snapshot: { type: "snapshot", status: running(), settings, transcript },
    });

  test("UI-2 Enter on a line edits it, Enter saves, and one button undoes it", async () => {
    const panel = await openPanel();
    await panel.focus(rowOf(THIRD));
    await panel.keyboard.press("Enter");
    await panel.waitForSelector(`${FIELD}:focus`);
    const opened = await fieldOf(panel);
    await panel.keyboard.down("Control");
    await panel.keyboard.press("A");
    await panel.keyboard.up("Control");
    await panel.keyboard.type("The menu, by Thursday.");
    await panel.keyboard.press("Enter");
    await answerLast(panel, null);
    const atMs = Date.now();
    const segment = edited(THIRD, { text: "The menu, by Thursday." }, atMs) ?? THIRD;
    await feedLine(panel, { type: "put", segment });
    await panel.waitForSelector(`${rowOf(THIRD)} [data-action="undo-edit"]`, { visible: true });
    const isRowFocused = await panel.$eval(rowOf(THIRD), (row) => row === document.activeElement);
    await pressButton(panel, "undo-edit");
    const commands = await commandsOf(panel);

    const words = THIRD.stable.length;
    expect(opened).toEqual({ text: THIRD.stable, selection: [words, words], isFocused: true });
    expect(isRowFocused).toBe(true);
    const { source, utterance } = THIRD;
    expect(commands).toMatchObject([
      { type: "edit-lines", edits: [{ source, utterance, text: "The menu, by Thursday." }] },
      { type: "edit-lines", edits: [{ source, utterance, text: null }] },
    ]);
    expect(await panel.$('[data-action="undo-edit"]')).toBeNull();
  });

  test("UI-2 Escape changes nothing, and the line has the keyboard again", async () => {
    const panel = await openPanel();
    await openEditor(panel, FIRST);
    await panel.keyboard.type(" And more");
    await panel.keyboard.press("Escape");
    await panel.waitForSelector(`${rowOf(FIRST)}:focus`);

    expect(await commandsOf(panel)).toEqual([]);
    expect(await panel.$eval(`${rowOf(FIRST)} [data-text]`, (words) => words.textContent)).toBe(FIRST.stable);
  });

  test("UI-2 captions, corrections and late lines leave the words, the selection and the place as they are", async () => {
    const panel = await openPanel(long);
    const line = long.segments.at(-3) ?? FIRST;
    await openEditor(panel, line);
    await panel.keyboard.type(" Yes");
    for (const key of ["ArrowLeft", "ArrowLeft"] as const) await panel.keyboard.press(key);
    const before = await fieldOf(panel);
    const top = () => panel.$eval(FIELD, (area) => Math.round(area.getBoundingClientRect().top));
    const topBefore = await top();

    for (let index = 0; index < 12; index += 1) {
      const startSample = (long.segments.length + 2 + index) * 64_000;
      const times = { utterance: startSample, startSample, endSample: startSample + 32_000 };
      await feedLine(panel, {
        type: "put",
        segment: finalSegment({ ...times, stable: `New line ${index}.` }),
      });
    }
    // One that was spoken before it comes behind it, and moves every line into another block.
    const early = finalSegment({ source: "mic", utterance: 1, startSample: 1, stable: "An early one." });
    await feedLine(panel, { type: "put", segment: early });
    const better = { source: line.source, utterance: line.utterance, text: "Better words.", language: "en" };
    const improved = corrected(line, { ...better, model: "small" }) ?? line;
    await feedLine(panel, { type: "put", segment: improved });
    await panel.waitForSelector("[data-changed-meanwhile]");
    await panel.waitForFunction(() => document.body.textContent.includes("New line 11."));
    const after = await fieldOf(panel);
    await panel.keyboard.type("!");

    expect(after).toEqual({
      text: before.text,
      selection: before.selection,
      isFocused: true,
    });
    expect(Math.abs((await top()) - topBefore)).toBeLessThanOrEqual(2);
    expect((await fieldOf(panel)).text).toBe(`${line.stable} Y!es`);
    const unseen = await panel.$eval("button.jump", (button) => button.dataset["unseen"]);
    expect(Number(unseen)).toBe(13);
  });

  test("UI-2 the Enter that ends an input method's composition saves nothing", async () => {
    const panel = await openPanel(short, "ja");
    await openEditor(panel, FIRST);
    const client = await panel.createCDPSession();
    await client.send("Input.imeSetComposition", { text: "にほんご", selectionStart: 4, selectionEnd: 4 });
    await panel.keyboard.press("Enter");
    const whileComposing = await commandsOf(panel);
    await client.send("Input.insertText", { text: "日本語" });
    await panel.keyboard.press("Enter");

    expect(whileComposing).toEqual([]);
    expect(await commandsOf(panel)).toMatchObject([{ edits: [{ text: `${FIRST.stable}日本語` }] }]);
  });

  test("UI-2 a refused edit stays in its field with the reason, and can be saved again", async () => {
    const panel = await openPanel();
    await openEditor(panel, FIRST);
    await panel.keyboard.type(" More.");
    await panel.keyboard.press("Enter");
    await answerLast(panel, "edit_not_stored");
    await panel.waitForSelector('[data-editing] [data-error="edit_not_stored"]', { visible: true });
    const kept = await fieldOf(panel);
    await takePicture(panel, join(PICTURES, "panel-edit-refused-en"), true);
    await pressButton(panel, "save-line");
    await answerLast(panel, null);
    await panel.waitForFunction((selector) => document.querySelector(selector) === null, {}, FIELD);

    expect(kept.text).toBe(`${FIRST.stable} More.`);
    expect(await commandsOf(panel)).toHaveLength(2);
  });

  test("UI-2 a line that is struck, filtered away or of a meeting that is gone keeps what was typed into it", async () => {
    const panel = await openPanel();
    await openEditor(panel, FIRST);
    await panel.keyboard.type(" More.");
    await panel.type('input[name="search"]', "Thursday");
    await panel.waitForSelector(`header ${FIELD}`, { visible: true });
    const filtered = await fieldOf(panel);
    await panel.$eval('input[name="search"]', (search) => {
      search.value = "";
      search.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await panel.waitForSelector(`.lines ${FIELD}`, { visible: true });
    await feedLine(panel, { type: "drop", source: FIRST.source, utterance: FIRST.utterance });
    await panel.waitForSelector(`header ${FIELD}`, { visible: true });
    await feedView(panel, { type: "snapshot", status: running(), settings, transcript: null });
    await panel.waitForSelector("[data-empty]");
    await pressButton(panel, "save-line");
    await answerLast(panel, "line_gone");
    await panel.waitForSelector('[data-error="line_gone"]', { visible: true });

    expect(filtered).toMatchObject({ text: `${FIRST.stable} More.`, isFocused: false });
    expect((await fieldOf(panel)).text).toBe(`${FIRST.stable} More.`);
    const { source, utterance } = FIRST;
    expect(await commandsOf(panel)).toMatchObject([
      { session: active.session, edits: [{ source, utterance, text: `${FIRST.stable} More.` }] },
    ]);
  });

  test("UI-2 a line too long is said aloud and not sent; pasted markup stays text", async () => {
    const panel = await openPanel();
    await openEditor(panel, FIRST);
    await panel.$eval(FIELD, (area) => {
      area.setRangeText("x".repeat(100_000));
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const warning = await panel.waitForSelector("[data-too-long][role=alert]", { visible: true });
    const said = await warning?.evaluate((words) => words.textContent);
    await panel.keyboard.press("Enter");
    const sentTooLong = await commandsOf(panel);
    await panel.$eval(FIELD, (area) => {
      area.value = '<img src=x onerror="alert(1)">\nTwo.';
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await panel.keyboard.press("Enter");

    expect(said).toContain("10,000");
    expect(sentTooLong).toEqual([]);
    expect(await commandsOf(panel)).toMatchObject([
      { edits: [{ text: '<img src=x onerror="alert(1)"> Two.' }] },
    ]);
  });

  test.each(["en", "ja"] as const)(
    "UI-8 every version of an edited line is shown on demand, and the way back is a button, whole in %s",
    async (language) => {
      const atMs = Date.UTC(2026, 10, 22, 9, 40);
      const { source, utterance } = THIRD;
      const better = {
        source,
        utterance,
        text: "The first one is the menu.",
        language: "en",
        model: "small",
      };
      const improved = corrected(THIRD, better) ?? THIRD;
      const mine = edited(improved, { text: "First: the menu." }, atMs) ?? improved;
      const segments = short.segments.map((segment) => (segment === THIRD ? mine : segment));
      const panel = await openPanel({ ...short, segments }, language);
      await pressButton(panel, "show-versions");
      const versions = await panel.$$eval("span[data-version]", (all) =>
        all.map((version) => [version.dataset["version"], version.querySelector("q")?.textContent]),
      );
      await takePicture(panel, join(PICTURES, `panel-versions-${language}`), true);
      await openEditor(panel, FIRST);
      await takePicture(panel, join(PICTURES, `panel-edit-${language}`), true);
      const obstacles = await obstaclesOf(panel);
      await panel.keyboard.press("Escape");
      await pressButton(panel, "restore-line");

      expect(versions).toEqual([
        ["recognised", THIRD.stable],
        ["improved", "The first one is the menu."],
        ["edited", "First: the menu."],
      ]);
      expect(obstacles).toMatchObject({ ...READABLE, isJapanese: language === "ja" });
      expect(await commandsOf(panel)).toMatchObject([{ edits: [{ source, utterance, text: null }] }]);
    },
  );

  test("UI-2 another speaker is named for one line, in the panel and in the turn that it begins", async () => {
    const panel = await openPanel();
    await openEditor(panel, FIRST);
    await panel.type('input[name="line-speaker"]', "Aki");
    await panel.keyboard.press("Enter");
    await answerLast(panel, null);
    const { source, utterance } = FIRST;
    await feedLine(panel, { type: "put", segment: edited(FIRST, { speaker: "Aki" }, Date.now()) ?? FIRST });
    await panel.waitForFunction(() => document.body.textContent.includes("Aki"));
    const speaker = await panel.$eval(`${rowOf(FIRST)} [data-speaker]`, (name) => name.textContent);
    const file = await downloadedBy(views.earshot.downloads, async () => {
      await pressButton(panel, "export");
      await clickOn(panel, '[data-format="txt"]');
    });

    expect(await commandsOf(panel)).toMatchObject([{ edits: [{ source, utterance, speaker: "Aki" }] }]);
    expect(speaker).toBe("Aki");
    expect(readFileSync(file, "utf8")).toContain(`Aki: ${FIRST.stable}`);
  });

  test("UI-6 a line is copied by the keyboard, and a line that is still spoken offers no editor", async () => {
    const spoken = finalSegment({
      utterance: 9e6,
      startSample: 9e6,
      stable: "I am",
      tail: " speaking",
      isFinal: false,
    });
    const panel = await openPanel({ ...short, segments: [...short.segments, spoken] });
    const { browser, extensionId } = views.earshot;
    const permission = { permission: { name: "clipboard-read" }, state: "granted" } as const;
    await browser.setPermission(`chrome-extension://${extensionId}`, permission);
    await panel.focus(rowOf(THIRD));
    // It is marked for a moment only.
    const marked = panel.waitForSelector(`${rowOf(THIRD)}.copied`);
    await panel.keyboard.down("Control");
    await panel.keyboard.press("c");
    await panel.keyboard.up("Control");
    await marked;
    await panel.focus(rowOf(spoken));
    await panel.keyboard.press("F2");

    expect(await panel.evaluate(() => navigator.clipboard.readText())).toBe(THIRD.stable);
    expect(await panel.$(FIELD)).toBeNull();
    expect(await panel.$(`${rowOf(spoken)} [data-action="edit-line"]`)).toBeNull();
  });
});
