import * as fc from "fast-check";
import { expect, test } from "vitest";
import { transcriptionSettings } from "../../protocol/settings.ts";
import { languageChoices } from "../../src/popup/settings/languages.ts";
import { parseVocabulary } from "../../src/popup/settings/vocabulary.ts";
import { DEFAULT_SETTINGS } from "../../src/shared/settings.ts";
import { highlight, searchPattern } from "../../src/ui/captions/highlight.ts";
import { speakerName } from "../../src/ui/captions/speaker.ts";
import { formatTime } from "../../src/ui/captions/time.ts";
import { levelFraction } from "../../src/ui/controls/level.ts";
import { modelNews } from "../../src/ui/models/model-words.ts";
import { refusal } from "../../src/welcome/microphone-permission.ts";
import { modelOf } from "./status-samples.ts";

const loaded = {
  model: "base",
  device: "cpu",
  compute_type: "int8",
  is_demo: false,
  fallback_reason: null,
} as const;

test.each([
  [0, "00:00"],
  [61_999, "01:01"],
  [3_599_999, "59:59"],
  [3_600_000, "1:00:00"],
  [36_061_000, "10:01:01"],
])("UI-2 %d ms is shown as %s", (ms, shown) => {
  expect(formatTime(ms)).toBe(shown);
});

test("CAP-7 the meter is empty in silence, full at full scale and rises with the sound", () => {
  expect([0, 0.0001, 1, 2].map(levelFraction)).toEqual([0, 0, 1, 1]);
  expect(levelFraction(0.1)).toBeCloseTo(2 / 3);
});

test("STT-5 a download tells its progress, with or without a known size", () => {
  const known = modelOf({ state: "downloading", received_bytes: 34, total_bytes: 100 });

  expect(modelNews(known)).toMatchObject({
    kind: "busy",
    fraction: 0.34,
    sentence: "Downloading base: 34 %",
  });
  expect(modelNews({ ...known, total_bytes: null })).toMatchObject({
    fraction: null,
    sentence: "Downloading base…",
  });
});

test("STT-5 a demo model that stands in says so, and why", () => {
  const standsIn = {
    ...loaded,
    model: "demo",
    is_demo: true,
    fallback_reason: "model_download_failed",
  } as const;

  const news = modelNews(modelOf({ state: "ready", loaded: standsIn }));

  expect(news).toMatchObject({ kind: "substitute", cause: "model_download_failed" });
  expect(news?.sentence).toContain("stands in for base");
});

test("STT-5 the chosen model at work is no news, a failed one names its cause", () => {
  expect(modelNews(null)).toBeNull();
  expect(modelNews(modelOf({ state: "ready", loaded }))).toMatchObject({ kind: "ready", cause: null });
  expect(modelNews(modelOf({ state: "failed", error: "model_corrupt" }))).toMatchObject({
    cause: "model_corrupt",
  });
});

test("UI-2 the search takes what was typed literally, ignores case and loses no text", () => {
  expect(highlight("Ship it (Thursday). ship!", searchPattern("SHIP"))).toEqual([
    { text: "Ship", isMatch: true },
    { text: " it (Thursday). ", isMatch: false },
    { text: "ship", isMatch: true },
    { text: "!", isMatch: false },
  ]);
  expect(highlight("re-open", searchPattern("-"))).toContainEqual({ text: "-", isMatch: true });
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "grapheme", maxLength: 3 }),
      (text, query) => {
        const stretches = highlight(text, searchPattern(query));
        expect(stretches.map((stretch) => stretch.text).join("")).toBe(text);
      },
    ),
  );
});

test("STT-1 the vocabulary is split at commas of any script and always fits the protocol", () => {
  expect(parseVocabulary("Aiko、 CTranslate2,\nEarshot, Aiko,,")).toEqual(["Aiko", "CTranslate2", "Earshot"]);
  fc.assert(
    fc.property(fc.string({ maxLength: 9000 }), (typed) => {
      const settings = { ...DEFAULT_SETTINGS.transcription, vocabulary: parseVocabulary(typed) };
      expect(transcriptionSettings.safeParse(settings).success).toBe(true);
    }),
  );
});

test("UI-3 every language stands under its own name, and the chosen one is always offered", () => {
  const choices = languageChoices("cy");

  expect(choices.map(({ code }) => code)).toContain("cy");
  expect(choices.find(({ code }) => code === "ja")?.name).toBe("日本語");
  expect(choices.find(({ code }) => code === "fr")?.name).toBe("Français");
  expect(choices[0]?.code).toBe("auto");
});

test("UI-2 a speaker without a name is called by the side of the meeting", () => {
  expect(speakerName({ tab: " ", mic: "Noelle" }, "tab")).toBe("Others");
  expect(speakerName({ tab: "", mic: "Noelle" }, "mic")).toBe("Noelle");
});

test.each([
  ["NotAllowedError", "prompt", "dismissed"],
  ["NotAllowedError", "denied", "denied"],
  ["NotFoundError", "prompt", "missing"],
  ["NotReadableError", "granted", "busy"],
] as const)("CAP-5 the browser's %s with the permission at %s is told as %s", (name, permission, state) => {
  expect(refusal(Object.assign(new Error("refused"), { name }), permission)).toBe(state);
});
