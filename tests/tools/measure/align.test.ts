import { expect, it } from "vitest";
import { alignWords } from "../../../tools/measure/captions/align.ts";
import { spreadWords } from "../../../tools/measure/captions/timed-word.ts";

it("tells right, misheard, missing and extra words apart", () => {
  const reference = spreadWords("we need to move the meeting", 0, 3000);
  const heard = spreadWords("We need a move meeting today.", 0, 3000);

  expect(alignWords(reference, heard)).toEqual({
    heardAt: [0, 1, 2, 3, null, 4],
    isRight: [true, true, false, true, false, true],
    extra: [5],
  });
});

it("takes the word at its time for the one that was said when both are the same", () => {
  const reference = [...spreadWords("yes", 1000, 1400), ...spreadWords("yes", 2600, 3000)];
  const heard = spreadWords("yes", 2500, 3000);

  expect(alignWords(reference, heard).heardAt).toEqual([null, 0]);
});

it("never takes a word for one that was said at quite another time", () => {
  const reference = spreadWords("hello there", 0, 1000);
  const heard = spreadWords("hello there", 9000, 10_000);

  expect(alignWords(reference, heard)).toMatchObject({ isRight: [false, false], extra: [0, 1] });
});

it("spreads words over a caption by their length", () => {
  expect(
    spreadWords("ab cd-ef", 1000, 1600).map(({ text, startMs, endMs }) => [text, startMs, endMs]),
  ).toEqual([
    ["ab", 1000, 1200],
    ["cd", 1200, 1400],
    ["ef", 1400, 1600],
  ]);
});
