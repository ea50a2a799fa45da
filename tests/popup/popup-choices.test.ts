import * as fc from "fast-check";
import { expect, test } from "vitest";
import { transcriptionSettings } from "../../protocol/settings.ts";
import { languageChoices, languagesToAdd } from "../../src/popup/settings/languages.ts";
import { microphoneChoices } from "../../src/popup/settings/microphones.ts";
import { deletesMore, retentionChoices } from "../../src/popup/settings/retention.ts";
import {
  changeSettings,
  DEFAULT_SETTINGS,
  parseSettings,
  settingsChange,
} from "../../src/shared/settings.ts";
import { parseWordList } from "../../src/shared/text/word-list.ts";

const headset = { deviceId: "a1", label: "Headset" };
const builtIn = { deviceId: "b2", label: "Built-in" };
const aliases = [
  { deviceId: "default", label: "Default - Headset" },
  { deviceId: "communications", label: "Communications - Headset" },
];

test("CAP-6 the browser's default comes first, once, and every microphone by its name", () => {
  const choices = microphoneChoices([...aliases, headset, builtIn], "b2");

  expect(choices.map(({ deviceId }) => deviceId)).toEqual([null, "a1", "b2"]);
  expect(choices.map(({ name }) => name)).toEqual(["The browser’s default", "Headset", "Built-in"]);
});

test("CAP-6 a chosen microphone that is unplugged stays chosen and says that it is not connected", () => {
  expect(microphoneChoices([headset], "b2").at(-1)).toEqual({
    deviceId: "b2",
    name: "The chosen one (not connected)",
  });
});

test("CAP-6 before permission, when the browser names nothing, only the default is offered", () => {
  expect(microphoneChoices([{ deviceId: "", label: "" }], null)).toHaveLength(1);
  expect(microphoneChoices([{ deviceId: "c3", label: "" }], null).at(-1)?.name).toBe("Microphone 1");
});

test("UI-5 meetings are kept for ever, a year, 90, 30 or 7 days, or as long as was stored", () => {
  expect(retentionChoices(null)).toEqual([null, 365, 90, 30, 7]);
  expect(retentionChoices(14)).toEqual([null, 365, 90, 30, 14, 7]);
  for (const retentionDays of retentionChoices(14))
    expect(parseSettings({ ...DEFAULT_SETTINGS, retentionDays })).toMatchObject({ retentionDays });
});

test("UI-5 only a shorter time deletes more than before", () => {
  expect(deletesMore(null, 365)).toBe(true);
  expect(deletesMore(90, 30)).toBe(true);
  expect([deletesMore(30, 30), deletesMore(30, 90), deletesMore(7, null)]).toEqual([false, false, false]);
});

test("STT-1 every language is offered under its own name, and each is expected once at most", () => {
  expect(languageChoices("auto").slice(0, 3)).toEqual([
    { code: "auto", name: "Detect automatically" },
    { code: "en", name: "English" },
    { code: "ja", name: "日本語" },
  ]);
  expect(
    languagesToAdd(["en", "zh"])
      .map(({ code }) => code)
      .slice(0, 2),
  ).toEqual(["ja", "yue"]);
});

test("STT-1 the expected languages are stored, and none are where an older version stored nothing", () => {
  const { languages: _, ...before } = DEFAULT_SETTINGS.transcription;
  expect(parseSettings({ ...DEFAULT_SETTINGS, transcription: before }).transcription.languages).toEqual([]);

  const transcription = { ...before, languages: ["en", "ja"] };
  expect(parseSettings({ ...DEFAULT_SETTINGS, transcription }).transcription.languages).toEqual(["en", "ja"]);
});

test("STT-1 UI-3 a change of one setting leaves all others as they are", () => {
  const before = changeSettings(DEFAULT_SETTINGS, {
    transcription: { languages: ["en", "ja"], correction_model: "small" },
  });

  const change = settingsChange.parse({ transcription: { language: "en" } });

  expect(changeSettings(before, change).transcription).toEqual({ ...before.transcription, language: "en" });
});

test("UI-9 the caption window's place and its text, changed by two messages at once, both hold", () => {
  const bounds = { left: 1, top: 2, width: 640, height: 360 };

  const placed = changeSettings(DEFAULT_SETTINGS, settingsChange.parse({ captionWindow: { bounds } }));
  const both = changeSettings(placed, settingsChange.parse({ captionWindow: { fontSize: 24 } }));

  expect(both.captionWindow).toEqual({ ...DEFAULT_SETTINGS.captionWindow, bounds, fontSize: 24 });
});

test("STT-1 the vocabulary is split at commas of any script and always fits the protocol", () => {
  expect(parseWordList("Aiko、 CTranslate2,\nEarshot, Aiko,,")).toEqual(["Aiko", "CTranslate2", "Earshot"]);
  fc.assert(
    fc.property(fc.string({ maxLength: 9000 }), (typed) => {
      const settings = { ...DEFAULT_SETTINGS.transcription, vocabulary: parseWordList(typed) };
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
