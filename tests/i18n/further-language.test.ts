import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { en } from "../../src/i18n/en.ts";
import { LANGUAGES, wordsIn } from "../../src/i18n/index.ts";
import { gapSentence } from "../../src/shared/lines/readable-gaps.ts";
import { transcriptOf } from "../shared/transcript-samples.ts";
import { modelOf } from "../ui/status-samples.ts";

/** Chrome has folders for simplified and traditional Chinese, by region, and none for Chinese alone. */
const FOLDERS: Readonly<Record<string, string>> = { zh: "zh_CN" };

/** The English table with every text in brackets: a language made of one file, as a further one would be. */
function bracketed<T>(value: T): T;
function bracketed(value: unknown): unknown {
  if (typeof value === "string") return `⟦${value}⟧`;
  if (typeof value === "function") {
    const sentence = value as (...args: readonly unknown[]) => unknown;
    return (...args: readonly unknown[]) => bracketed(sentence(...args));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, bracketed(part)]));
}

test("UI-6 a further language is one file: every view speaks it", async () => {
  vi.stubGlobal("navigator", { language: "qps-PL" });
  vi.doMock("../../src/i18n/ja.ts", () => ({ ja: { ...bracketed(en), language: "qps" } }));
  vi.resetModules();
  const { formatDuration } = await import("../../src/i18n/format.ts");
  const { words } = await import("../../src/i18n/index.ts");
  const { languageChoices } = await import("../../src/popup/settings/languages.ts");
  const { microphoneChoices } = await import("../../src/popup/settings/microphones.ts");
  const { toMarkdown } = await import("../../src/shared/export/to-markdown.ts");
  const gaps = await import("../../src/shared/lines/readable-gaps.ts");
  const { speakerName } = await import("../../src/ui/captions/speaker.ts");
  const { downloadFailure, modelNotice } = await import("../../src/ui/models/model-words.ts");
  const unnamed = { tab: "", mic: "" };

  expect(words.language).toBe("qps");
  for (const text of [
    words.panel.matches(2),
    speakerName(unnamed, "tab"),
    formatDuration(300),
    languageChoices("auto")[0]?.name,
    microphoneChoices([], null)[0]?.name,
    modelNotice(modelOf({ state: "loading" }))?.sentence,
    downloadFailure("disk_full").remedy,
    downloadFailure("internal_error").sentence,
    gaps.gapSentence({ sources: ["tab", "mic"], startMs: 0, endMs: 1, reason: "paused" }, unnamed, "qps"),
    toMarkdown(transcriptOf([], { title: "" }), "qps").split("\n# ")[1],
  ])
    expect(text).toContain("⟦");
});

test("UI-6 no world asks which language it is, or takes one by name", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("i18n"))
    .map((file) => [file, readFileSync(join("src", file), "utf8")] as const);

  const any = LANGUAGES.map(({ language }) => language).join("|");
  const ask = new RegExp(`^import \\{.*i18n/(${any})\\.ts|startsWith\\("(${any})"\\)|=== "(${any})"`, "mu");
  const asking = files.filter(([, source]) => ask.test(source));
  expect(asking.map(([file]) => file)).toEqual([]);
});

test("UI-6 a language that nobody has translated reads English", () => {
  expect(
    gapSentence({ sources: ["mic"], startMs: 0, endMs: 1, reason: "asleep" }, { tab: "", mic: "Ann" }, "fi"),
  ).toBe("Ann: not recorded – the computer was asleep");
});

test.each(["zh-CN", "zh-TW", "zh-Hant-HK"])(
  "UI-6 a reader of Chinese (%s) reads Chinese: whatever its characters, it is nearer than English",
  (language) => {
    expect(wordsIn(language).language).toBe("zh");
  },
);

test("UI-6 the manifest's own strings are there in every language", () => {
  const folders = LANGUAGES.map(({ language }) => FOLDERS[language] ?? language);
  const keys = folders.map((folder) =>
    Object.keys(JSON.parse(readFileSync(`src/public/_locales/${folder}/messages.json`, "utf8")) as object),
  );
  const manifest = readFileSync("manifest.config.ts", "utf8");
  const named = [...manifest.matchAll(/__MSG_(\w+)__/gu)].map(([, key]) => key);

  for (const each of keys) expect(each).toEqual(named);
  expect(readdirSync("src/public/_locales").toSorted()).toEqual(folders.toSorted());
});
