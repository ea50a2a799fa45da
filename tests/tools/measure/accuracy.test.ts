import { expect, it } from "vitest";
import { accuracyOf, againstSinglePass, lostAgainst } from "../../../tools/measure/captions/accuracy.ts";
import { sourceWords } from "../../../tools/measure/captions/source-words.ts";
import { spreadWords } from "../../../tools/measure/captions/timed-word.ts";
import { final, meeting, utterance } from "./samples.ts";

const SAID = meeting(
  [utterance(1000, "please send the report to me today")],
  [{ source: "tab", startMs: 20_000, endMs: 30_000, kind: "echo" }],
);
const PLACE = { startMs: 1000, endMs: 4500 };

it("counts misheard, missing and extra words, and those that nobody said apart", () => {
  const words = sourceWords(
    SAID,
    [
      final(5000, "please lend report to me today now", PLACE),
      final(13_000, "thank you", { caption: "2", startMs: 11_000, endMs: 12_000 }),
      final(23_000, "hello", { caption: "3", startMs: 22_000, endMs: 22_500 }),
    ],
    "tab",
  );

  expect(accuracyOf(SAID, words)).toEqual({ spoken: 7, shown: 10, wrong: 5, inNonSpeech: 2, inEcho: 1 });
});

it("of the edges, only what the single pass has can be lost", () => {
  const words = sourceWords(SAID, [final(5000, "send the report to my today", PLACE)], "tab");
  const singlePass = spreadWords("please send the report to me", 1000, 4500);

  expect(againstSinglePass(SAID, words, singlePass)).toEqual({
    singlePassRight: 6,
    singlePassWrong: 1,
    kept: 4,
    shown: 6,
    borneOut: 5,
    lostAtEdges: 1,
    misheardAtEdges: 1,
  });
});

it("a wrong word that the single pass hears there, too, is borne out", () => {
  const words = sourceWords(SAID, [final(5000, "please lend the report to my today", PLACE)], "tab");
  const singlePass = spreadWords("please send the report to my today", 1000, 4500);

  expect(againstSinglePass(SAID, words, singlePass)).toMatchObject({ kept: 5, shown: 7, borneOut: 6 });
});

it("a disturbed run has lost what the undisturbed one understood, not what it understood otherwise", () => {
  const undisturbed = sourceWords(SAID, [final(5000, "please send the report to today", PLACE)], "tab");
  const disturbed = sourceWords(SAID, [final(9000, "lend the report to today", PLACE)], "tab");

  expect(lostAgainst(undisturbed, undisturbed)).toBe(0);
  expect(lostAgainst(undisturbed, disturbed)).toBe(1);
});
