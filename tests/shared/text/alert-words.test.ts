import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { captionNotices, noticesOf } from "../../../src/shared/notices/notices.ts";
import { alertPlaces, alertWords } from "../../../src/shared/text/alert-words.ts";
import { active, statusOf } from "../../ui/status-samples.ts";

test.each([
  ["Noelle", "So, Noelle, what do you think?"],
  ["noelle", "NOELLE!"],
  ["Kelly", "Is Kelley here?"],
  ["Kelly", "That is Kelly's idea."],
  ["Kelly", "That is Kelly’s idea."],
  ["Maryann", "Thank you, Mary Ann."],
  ["Mary Ann", "Thank you, Maryann."],
  ["Jean-Luc", "And Jean Luc said"],
  ["Zoë", "Hello Zoe."],
  ["Müller", "Herr Muller, bitte."],
  ["O'Neill", "Ask ONeill."],
  ["V6", "the V6 release"],
  ["愛子", "では、愛子さん、お願いします。"],
  ["アイコ", "では、あいこさん、お願いします。"],
  ["田中 愛子", "田中愛子です"],
  ["김민수", "저는 김민수 입니다"],
  ["김민수", "김 민수 씨 계세요?"],
  ["지영", "지영아, 들려?"],
  ["지영", "이 부분은 이지영님이 맡아 주세요."],
])("UI-8 “%s” is found in “%s”", (word, text) => {
  expect(alertWords(["Somebody", word])(text)).toEqual([word]);
});

test.each([
  ["Noelle", "No, Elle is not here"],
  ["Peter", "This is better."],
  ["Karen", "They were caring."],
  ["Ann", "An apple and an annual plan"],
  ["Li", "Lee and Leah"],
  ["V6", "Va bene, V8 and F6"],
  ["Marco", "the marker is dry"],
  ["Kelly", "Kill it, please"],
  ["愛子", "愛する子ども"],
  ["지영", "말했는지 영어로 적어 주세요."],
  ["...", "nothing ..."],
])("UI-8 “%s” is not found in “%s”", (word, text) => {
  expect(alertWords([word])(text)).toEqual([]);
});

test.each([
  [["Noelle"], "So, Noelle, what?", ["Noelle"]],
  [["Kelly"], "That is Kelly’s idea, Kelley I mean.", ["Kelly", "Kelley"]],
  [["Maryann"], "Thank you, Mary Ann.", ["Mary Ann"]],
  [["Jean-Luc", "Luc"], "And Jean-Luc said", ["Jean-Luc"]],
  [["Zoë"], "Hello Zoe\u0308!", ["Zoe\u0308"]],
  [["田中愛子"], "では、田中 愛子さん。", ["田中 愛子"]],
  [["アイコ"], "あいこさんとアイコさん", ["あいこ", "アイコ"]],
  [["지영"], "이지영님이", ["지영"]],
  [["V6", "..."], "the V6, and v6.", ["V6", "v6"]],
  [["Noelle"], "Nobody was.", []],
])("UI-8 of %j, the place of each is found in “%s”", (wanted, text, found) => {
  expect(alertPlaces(wanted)(text).map(({ start, end }) => text.slice(start, end))).toEqual(found);
});

test("UI-8 places come in order and none lies within another, and a word is found where it has a place", () => {
  const word = fc.constantFrom("Aiko", "Ai", "Kelly", "Kelley", "愛子", "지영", "-", "’s", ",", "ﬁ", "I");
  const wanted = fc.array(word, { maxLength: 4 });
  const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(wanted, text, (list, said) => {
      const places = alertPlaces(list)(said);
      const starts = places.map(({ start }) => start);

      expect(
        places.every(({ start, end }, at) => end > start && end <= (starts[at + 1] ?? said.length)),
      ).toBe(true);
      expect(places.length > 0).toBe(alertWords(list)(said).length > 0);
    }),
  );
});

test("UI-8 in human speech no name is found that nobody said", () => {
  const speech = join(import.meta.dirname, "../../../speech/clips.json");
  const texts = (JSON.parse(readFileSync(speech, "utf8")) as { text: string }[]).map(({ text }) => text);
  const names = [
    "Aiko",
    "Amelia",
    "Benjamin",
    "Charlotte",
    "Daniel",
    "Elizabeth",
    "Fatima",
    "Gabriel",
    "Hannah",
    "Isabella",
    "Jonathan",
    "Katherine",
    "Lorenzo",
    "Matthew",
    "Natalie",
    "Oliver",
    "Patricia",
    "Quentin",
    "Rebecca",
    "Samantha",
    "Theodore",
    "Valentina",
    "William",
    "Xavier",
    "Yasmine",
    "Zachary",
    "Noelle",
    "Marcus",
    "Sandra",
    "Walter",
  ];
  const find = alertWords(names);
  const wrong = texts.flatMap((text) =>
    find(text).filter((name) => !text.toLowerCase().includes(name.toLowerCase())),
  );
  expect(texts.length).toBeGreaterThan(50);
  // Catherine is, who sounds the same.
  expect(wrong).toEqual(["Katherine"]);
});

describe("a word of the user's list that the others said", () => {
  const recording = statusOf({ name: "recording", ...active });
  const problem = { code: "model_changed", message: "for the log", recoverable: true } as const;
  const wordAlert = { word: "Aiko", atMs: 1 };

  test("UI-8 is shown in every view, above the captions beside what concerns them all", () => {
    const crowded = { ...recording, wordAlert, problem };
    for (const list of ["popup", "panel"] as const)
      expect(noticesOf(crowded, list).map(({ type }) => type)).toEqual(["word-alert", "problem"]);
    expect(captionNotices(crowded).map(({ type }) => type)).toEqual(["word-alert", "problem"]);
  });

  test("UI-8 is over with the meeting", () => {
    expect(captionNotices({ ...recording, wordAlert, session: { name: "idle", lastError: null } })).toEqual(
      [],
    );
  });
});
