import { expect, test } from "vitest";
import { cleanName, cleanTitle } from "../../../src/content-script/meeting-page/names.ts";
import { pagePeople } from "../../../src/shared/messages/page-shapes.ts";

test.each([
  ["Anna Example", "Anna Example"],
  ["  Anna   Example ", "Anna Example"],
  ["山田 太郎", "山田 太郎"],
  ["Mª José O’Neill-Núñez", "Mª José O’Neill-Núñez"],
  ["e\u0301lodie", "élodie"],
  ["Anna (ACME)", "Anna (ACME)"],
  ["Ann\u200ba", "Anna"],
])("WHO-1 %j is the name %j", (text, name) => {
  expect(cleanName(text)).toBe(name);
});

test.each([
  ["of 10,000 characters", "A".repeat(10_000)],
  ["of 81 characters", "A".repeat(81)],
  ["of one character", "A"],
  ["that is markup", "<img src=x onerror=alert(1)>"],
  ["that is a template", "Anna {{7*7}}"],
  ["that is turned round", "Anna \u202egnp.exe"],
  ["with an isolate", "Anna \u2066x\u2069"],
  ["on two lines", "Anna\nExample"],
  ["with a separator of lines", "Anna\u2028Example"],
  ["with a control character", "Anna\u0007"],
  ["half of a character", "Anna\ud83d"],
  ["a glyph of an icon font", "Anna \ue000"],
  ["a glyph's name", "keep_outline"],
  ["names of glyphs and a name", "keep_outlineFixar Maria"],
  ["you", "You"],
  ["you in capitals", "YOU"],
  ["you in Japanese", "あなた"],
  ["a guest in German", "Gast"],
  ["an unknown user", "Unknown user"],
  ["a telephone number", "+49 30 123456"],
  ["nothing", "   "],
  ["null", null],
])("WHO-1 a name %s is none", (_what, text) => {
  expect(cleanName(text)).toBeNull();
});

test("WHO-1 a title is one line of at most 200 characters", () => {
  expect(cleanTitle(" Weekly, 10 < 12 ")).toBe("Weekly, 10 < 12");
  for (const text of ["", "x".repeat(201), "a\nb", "a\u202eb"]) expect(cleanTitle(text)).toBeNull();
});

const isTaken = (name: string | null) =>
  pagePeople.safeParse([{ key: "1", name, isSelf: false, isShare: false }]).success;

test("WHO-1 whatever the script lets through, the background takes no other name", () => {
  expect([isTaken("Anna Example"), isTaken(null)]).toEqual([true, true]);
  for (const name of ["<b>", "a\u202eb", "a\nb", "x".repeat(81), "", "a\u2028b", "{x}"])
    expect(isTaken(name)).toBe(false);
});
