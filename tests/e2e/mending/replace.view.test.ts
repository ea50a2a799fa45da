import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { edited, type LineEdit } from "../../../src/shared/lines/segment-versions.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, type Feed, feedView, PICTURES, useFedViews } from "../views/fed-view.ts";
import { obstaclesOf, READABLE } from "../views/view-checks.ts";
import { meeting, running, settings } from "../views/view-samples.ts";
import { answerLast } from "./panel-lines.ts";

const transcript = meeting();
const SEARCH = 'input[name="search"]';
const BY = 'input[name="replacement"]';

describe("find and replace in the panel", () => {
  const views = useFedViews();

  const openPanel = (language: Feed["language"] = "en", shown = transcript) =>
    views.open({
      page: "src/sidepanel/index.html",
      viewport: { width: 340, height: 720 },
      language,
      snapshot: { type: "snapshot", status: running(), settings, transcript: shown },
    });

  test.each(["en", "ja"] as const)(
    "UI-8 all that the search finds is replaced and undone by one button each, whole in %s",
    async (language) => {
      const panel = await openPanel(language);
      await panel.type(SEARCH, "the");
      await pressButton(panel, "open-replace");
      await panel.type(BY, "THE");
      await panel.waitForSelector('[data-action="replace-all"]:not(:disabled)');
      await takePicture(panel, join(PICTURES, `panel-replace-${language}`), true);
      const obstacles = await obstaclesOf(panel);
      await pressButton(panel, "replace-all");
      const [replaced] = await commandsOf(panel);
      await answerLast(panel, null);
      await panel.waitForSelector("[data-replaced]");
      // The edits are of the moment that the command names: one that came later would not be undone.
      const { edits, atMs }: { readonly edits: readonly LineEdit[]; readonly atMs: number } =
        replaced?.type === "edit-lines" ? replaced : { edits: [], atMs: 0 };
      for (const edit of edits) {
        const line = transcript.segments.find(({ utterance }) => utterance === edit.utterance);
        const segment = line && edited(line, edit, atMs);
        if (segment)
          await feedView(panel, {
            type: "caption-changed",
            session: transcript.session,
            change: { type: "put", segment },
          });
      }
      await pressButton(panel, "undo-replace");
      const undone = (await commandsOf(panel)).at(-1);

      const expected = transcript.segments.filter(({ stable }) => /the/iu.test(stable));
      expect(edits).toEqual(
        expected.map(({ source, utterance, stable }) => ({
          source,
          utterance,
          text: stable.replaceAll(/the/giu, "THE"),
        })),
      );
      expect(undone).toMatchObject({ edits: expected.map(({ utterance }) => ({ utterance, text: null })) });
      expect(obstacles).toMatchObject({ ...READABLE, isJapanese: language === "ja" });
    },
  );

  test("UI-8 one line is replaced by its own button, and the word can always be written so", async () => {
    const panel = await openPanel();
    await panel.type(SEARCH, "thursday");
    await pressButton(panel, "open-replace");
    await panel.type(BY, "Thor’s day");
    await pressButton(panel, "replace-in-line");
    await answerLast(panel, null);
    await pressButton(panel, "always-write");

    const vocabulary = [...settings.transcription.vocabulary, "Thor’s day"];
    expect(await commandsOf(panel)).toMatchObject([
      { edits: [{ text: "The first one is the venue: we need an answer by Thor’s day." }] },
      { type: "change-settings", change: { transcription: { vocabulary } } },
    ]);
  });

  test("UI-8 how many lines stay as they are is said: with those words they would be too long", async () => {
    const [first, ...others] = transcript.segments;
    if (first === undefined) throw new Error("the sample has lines");
    const long = { ...first, stable: `Thursday ${"and so on ".repeat(999)}` };
    const panel = await openPanel("en", { ...transcript, segments: [long, ...others] });
    await panel.type(SEARCH, "thursday");
    await pressButton(panel, "open-replace");
    await panel.type(BY, "Friday at the latest");
    await panel.waitForSelector('[data-too-long="1"]');
    await takePicture(panel, join(PICTURES, "panel-replace-too-long-en"), true);
    await pressButton(panel, "replace-all");

    expect(await panel.$eval("[data-too-long]", (note) => note.textContent)).toMatch(
      /^1 line stays as it is/u,
    );
    expect(await commandsOf(panel)).toMatchObject([
      { edits: [{ text: expect.stringContaining("Friday at the latest") as string }] },
    ]);
  });

  test("UI-8 a refusal is said where it was asked for, and nothing is called replaced", async () => {
    const panel = await openPanel();
    await panel.type(SEARCH, "thursday");
    await pressButton(panel, "open-replace");
    await panel.type(BY, "Friday");
    await pressButton(panel, "replace-all");
    await answerLast(panel, "edit_not_stored");
    await panel.waitForSelector('.replace-bar [data-error="edit_not_stored"]', { visible: true });

    expect(await panel.$("[data-replaced]")).toBeNull();
    expect(await panel.$eval(BY, (field) => field.value)).toBe("Friday");
  });
});
