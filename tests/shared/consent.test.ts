import { describe, expect, test } from "vitest";
import {
  CONSENT_BASES,
  chatNotice,
  consentSentence,
  isAudioNoticed,
  NOTICE_LANGUAGES,
} from "../../src/shared/consent.ts";
import { TEXT_FORMATS } from "../../src/shared/export/formats.ts";
import { finalSegment, transcriptOf } from "./transcript-samples.ts";

// 14:02 of the reader's own clock.
const atMs = new Date(2026, 10, 22, 14, 2).getTime();
const meeting = transcriptOf([finalSegment({ stable: "Shall we start?" })]);
const noted = { ...meeting, consent: { basis: "notice_in_chat", atMs } } as const;

describe("the note of consent", () => {
  // Subtitles of SubRip and a table of lines have no place for it; the JSON has it in its own way.
  const withSentence = TEXT_FORMATS.filter(({ format }) => !["srt", "csv", "json"].includes(format));
  test.each(withSentence)(
    "SEC-7 a $format file carries it with its moment, in the reader's language",
    async ({ render }) => {
      expect(await render(noted, "en")).toContain("Consent: notice in the chat, 2026");
      expect(await render(noted, "en")).toContain("14:02");
      expect(await render(noted, "ja")).toContain("同意：チャットで通知");
    },
  );

  test("SEC-7 a JSON file has it as a basis and a time", async () => {
    const json = TEXT_FORMATS.find(({ format }) => format === "json");

    expect(JSON.parse((await json?.render(noted, "en")) ?? "")).toMatchObject({
      consent: { basis: "notice_in_chat", at: new Date(atMs).toISOString() },
    });
  });

  test.each(TEXT_FORMATS)("SEC-7 a $format file says nothing where nothing was noted", async ({ render }) => {
    for (const transcript of [meeting, { ...meeting, consent: null }]) {
      expect(await render(transcript, "en")).not.toMatch(/consent: [^n]/iu);
    }
  });

  test("SEC-7 every basis has its words in both languages", () => {
    const sentences = CONSENT_BASES.flatMap((basis) =>
      ["en", "ja"].map((language) => consentSentence({ ...meeting, consent: { basis, atMs } }, language)),
    );

    expect(new Set(sentences).size).toBe(2 * CONSENT_BASES.length);
  });
});

function line(language: string) {
  return finalSegment({ language });
}

describe("the notice for the chat", () => {
  test.each([
    ["the chosen language", "de", [line("ja")], "en-US", /^Ich nutze/u],
    ["the language most lines are in", "auto", [line("ja"), line("en"), line("ja")], "de", /^ライブ字幕/u],
    ["the reader's own where nothing was said yet", "auto", [], "fr-CA", /^J’utilise/u],
    ["the reader's own where the meeting's is not there", "th", [line("th")], "es", /^Uso subtítulos/u],
    ["English as the last resort", "th", [], "fi", /^I use live captions/u],
  ])("SEC-7 is in %s", (_what, chosen, lines, reader, words) => {
    expect(chatNotice(chosen, lines, reader, false)).toMatch(words);
  });

  test("SEC-7 UI-9 every one names the product and says whether the audio is kept, and none is another's copy", () => {
    const notices = [false, true].flatMap((isAudioStored) =>
      NOTICE_LANGUAGES.map((language) => chatNotice(language, [], language, isAudioStored)),
    );

    expect(new Set(notices).size).toBe(2 * NOTICE_LANGUAGES.length);
    for (const notice of notices) expect(notice).toContain("Earshot");
  });
});

test("UI-9 the notice for the chat says that audio is stored also once that is switched off, of what there is", () => {
  const all = [true, false].flatMap((isWanted) =>
    [true, false].map((isAudioStored) => isAudioNoticed({ isAudioStored: isWanted }, { isAudioStored })),
  );

  expect(all).toEqual([true, true, true, false]);
  expect(isAudioNoticed(null, { isAudioStored: false })).toBe(false);
});
