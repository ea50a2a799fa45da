import { join } from "node:path";
import type { Page } from "puppeteer";
import { describe, expect, test } from "vitest";
import { corrected } from "../../../src/shared/lines/segment-versions.ts";
import type { SuppressedLine } from "../../../src/shared/lines/suppressed.ts";
import type { Status } from "../../../src/shared/status.ts";
import { pressButton } from "../../../tools/driver/browser/earshot.ts";
import { active, statusOf } from "../../ui/status-samples.ts";
import { takePicture } from "../pictures.ts";
import { commandsOf, type Feed, feedView, PICTURES, useFedViews } from "./fed-view.ts";
import { obstaclesOf, READABLE } from "./view-checks.ts";
import { meeting, running, settings } from "./view-samples.ts";

/** The line that a larger model improved, in the meeting of the samples. */
const IMPROVED_AT = 2;
const BETTER = "The first one is the menu: we need an answer by Thursday.";
const HELD_BACK: SuppressedLine = {
  source: "tab",
  startSample: 120 * 16_000,
  endSample: 124 * 16_000,
  text: "Thanks for watching.",
  language: "en",
  reason: "silence",
};
const plain = meeting();
const segments = plain.segments.map((segment, index) => {
  const { source, utterance } = segment;
  const correction = { source, utterance, text: BETTER, language: "en", model: "small" };
  return index === IMPROVED_AT ? (corrected(segment, correction) ?? segment) : segment;
});
const transcript = { ...plain, segments, suppressed: [HELD_BACK] };
const improving: Status = {
  ...statusOf({ name: "stopping", cause: null, ...active }),
  corrections: { done: 12, left: 28 },
};

describe("versions of lines in the panel", () => {
  const views = useFedViews();

  async function openPanel(status: Status, language: Feed["language"] = "en"): Promise<Page> {
    const page = await views.open({
      page: "src/sidepanel/index.html",
      viewport: { width: 320, height: 720 },
      language,
      snapshot: { type: "snapshot", status, settings, transcript },
    });
    return page;
  }

  test("an improved line names its model and shows its first version on demand", async () => {
    const panel = await openPanel(running());
    const shown = await panel.$$eval("[data-improved-by]", (marks) =>
      marks.map((mark) => [
        mark.closest("[data-caption]")?.querySelector("[data-text]")?.textContent,
        mark.querySelector("button")?.title,
        mark.querySelector("[data-first-version]")?.textContent ?? null,
      ]),
    );

    await pressButton(panel, "show-first-version");
    const first = await panel.$eval("[data-first-version]", (words) => words.textContent);
    await takePicture(panel, join(PICTURES, "panel-first-version-en"), true, true);
    await pressButton(panel, "show-first-version");

    expect(shown).toEqual([[BETTER, "Improved by small: show first version", null]]);
    expect(first).toBe(plain.segments[IMPROVED_AT]?.stable);
    expect(await panel.$("[data-first-version]")).toBeNull();
  });

  test("STT-2 suppressed words are shown in their place and shown on demand, also by the keyboard", async () => {
    const panel = await openPanel(running());
    const quiet = await panel.$eval("[data-suppressed]", (row) => row.textContent);

    await panel.focus("[data-suppressed]");
    await panel.keyboard.press("ArrowRight");
    const open = await panel.$eval("[data-suppressed]", (row) => row.textContent);
    const isExpanded = await panel.$eval("[data-suppressed] button", (button) => button.ariaExpanded);
    await panel.keyboard.press("ArrowRight");

    expect(quiet).toBe("02:00 · Unclear sound held back – Show");
    expect(open).toContain("Thanks for watching.");
    expect(isExpanded).toBe("true");
    expect(await panel.$eval("[data-suppressed]", (row) => row.textContent)).toBe(quiet);
  });

  test("WHO-3 a line that only repeats the others is folded, and comes back by one click", async () => {
    const [first, ...rest] = transcript.segments;
    if (first === undefined) throw new Error("no line");
    const echo = {
      ...first,
      source: "mic",
      stable: "Good morning everyone.",
      echoOf: first.utterance,
    } as const;
    const panel = await views.open({
      page: "src/sidepanel/index.html",
      viewport: { width: 320, height: 720 },
      language: "en",
      snapshot: {
        type: "snapshot",
        status: running(),
        settings,
        transcript: { ...transcript, segments: [first, echo, ...rest] },
      },
    });
    const folded = await panel.$eval("[data-echo]", (words) => {
      words.scrollIntoView({ block: "center" });
      return words.textContent;
    });
    await takePicture(panel, join(PICTURES, "panel-echo-en"), true, true);
    await pressButton(panel, "show-echo");

    expect(folded).toBe("Repeats the others – Show");
    expect(await panel.$eval("[data-echo] [data-text]", (words) => words.textContent)).toBe(echo.stable);
    await pressButton(panel, "keep-line");
    const { source, utterance, stable: text } = echo;
    expect(await commandsOf(panel)).toMatchObject([
      { type: "edit-lines", session: transcript.session, edits: [{ source, utterance, text }] },
    ]);
  });

  test("UI-6 a line that is improved while it is read changes in place, and its neighbours stay", async () => {
    const panel = await openPanel(running());
    const before = await panel.$$("[data-caption]");
    const segment = plain.segments[0] ?? segments[0];
    if (segment === undefined) throw new Error("no line");
    const correction = {
      source: segment.source,
      utterance: segment.utterance,
      text: "Good day.",
      language: "en",
    };
    const better = corrected(segment, { ...correction, model: "small" }) ?? segment;

    await feedView(panel, {
      type: "caption-changed",
      session: transcript.session,
      change: { type: "put", segment: better },
    });
    await panel.waitForFunction(() => document.querySelectorAll("[data-improved-by]").length === 2);

    expect(await panel.$$("[data-caption]")).toHaveLength(before.length);
    expect(await panel.$eval("[data-caption] [data-text]", (text) => text.textContent)).toBe("Good day.");
  });

  test.each(["en", "ja"] as const)(
    "UI-6 the wait for better words is counted and can be ended, whole in %s",
    async (language) => {
      const panel = await openPanel(improving, language);
      const notice = await panel.waitForSelector('[data-improved="12"]');
      const text = await notice?.evaluate((element) => element.textContent);
      const value = await panel.$eval("[data-improved] progress", (progress) => progress.value);
      await takePicture(panel, join(PICTURES, `panel-improving-${language}`), true, true);

      expect(await obstaclesOf(panel)).toMatchObject({ ...READABLE, isJapanese: language === "ja" });
      await pressButton(panel, "finish-now");

      expect(text).toMatch(language === "ja" ? /40 行中 12 行/ : /12 of 40 lines.*stay as they are/);
      expect(value).toBeCloseTo(0.3);
      expect(await commandsOf(panel)).toEqual([{ type: "finish-now", session: active.session }]);
    },
  );
});
