import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  corrected,
  edited,
  type LineEdit,
  MAX_EDIT_CHARACTERS,
  undoOf,
} from "../../../src/shared/lines/segment-versions.ts";
import {
  editsOfLines,
  joinedText,
  joinOf,
  type Line,
  neighbourOf,
  segmentOfLine,
  shownLines,
  splitOf,
  versionsOfLine,
} from "../../../src/shared/lines/shown-lines.ts";
import { reachesInto } from "../../../src/shared/struck-ranges.ts";
import { applyChange, type Segment } from "../../../src/shared/transcript.ts";
import { finalSegment } from "../transcript-samples.ts";

const at = (utterance: number, stable: string, changes: Partial<Segment> = {}) =>
  finalSegment({ utterance, startSample: utterance, endSample: utterance + 1000, stable, ...changes });
const ONE = at(1000, "Shall we start? Yes, please.");
const TWO = at(3000, "Then the venue.");
const THREE = at(5000, "And the date.");
const ALL: readonly Segment[] = [ONE, TWO, THREE];

/** The segments after an edit, as database, worker and views make it. */
function after(segments: readonly Segment[], edit: LineEdit | null, atMs: number): readonly Segment[] {
  if (edit === null) throw new Error("that cannot be");
  const line = segments.find((segment) => segment.utterance === edit.utterance) ?? ONE;
  const segment = edited(line, edit, atMs);
  return segment === null ? segments : applyChange(segments, { type: "put", segment });
}
function lineAt(segments: readonly Segment[], index: number): Line {
  const line = shownLines(segments)[index];
  if (line === undefined) throw new Error("there is no such line");
  return line;
}
const make = (steps: readonly { readonly edit: LineEdit; readonly atMs: number }[]) =>
  steps.reduce((segments, { edit, atMs }) => after(segments, edit, atMs), ALL);
const seen = (segments: readonly Segment[]) =>
  shownLines(segments).map(({ utterance, startSample, endSample, stable, speaker }) => {
    return [utterance, startSample, endSample, stable, ...(speaker === undefined ? [] : [speaker])];
  });

test("UI-2 a line is split in two, whose times are its share of characters", () => {
  const split = after(ALL, splitOf(ONE, "Shall we start?", "Yes, please."), 5);

  expect(seen(split)).toEqual([
    [1000, 1000, 1556, "Shall we start?"],
    [1556, 1556, 2000, "Yes, please."],
    [3000, 3000, 4000, "Then the venue."],
    [5000, 5000, 6000, "And the date."],
  ]);
});

test("UI-2 a part is split again, edited, and given a speaker of its own; the others stay", () => {
  let segments = after(ALL, splitOf(ONE, "Shall we start?", "Yes, please."), 5);
  segments = after(segments, splitOf(lineAt(segments, 1), "Yes,", "please."), 6);
  const [spoken] = editsOfLines([{ line: lineAt(segments, 1), text: "Yes!", speaker: "Aki" }]);
  segments = after(segments, spoken?.edit ?? null, 7);
  const [first] = editsOfLines([{ line: lineAt(segments, 0), speaker: "Ben" }]);
  segments = after(segments, first?.edit ?? null, 8);

  expect(seen(segments).map(([, , , ...shown]) => shown)).toEqual([
    ["Shall we start?", "Ben"],
    ["Yes!", "Aki"],
    ["please."],
    ["Then the venue."],
    ["And the date."],
  ]);
  expect(segments[0]?.stable).toBe("Shall we start? Yes! please.");
});

test("UI-2 two lines become one, which reaches from the one's beginning to the other's end", () => {
  const joined = after(ALL, joinOf(ONE, TWO), 5);
  const again = after(joined, joinOf(lineAt(joined, 0), lineAt(joined, 1)), 6);

  expect(seen(joined)).toEqual([
    [1000, 1000, 4000, "Shall we start? Yes, please. Then the venue."],
    [5000, 5000, 6000, "And the date."],
  ]);
  expect(seen(again)).toEqual([
    [1000, 1000, 6000, "Shall we start? Yes, please. Then the venue. And the date."],
  ]);
});

test("UI-2 what was split is joined again, with a part, with a whole line, and with one that had taken another in", () => {
  const split = after(ALL, splitOf(ONE, "Shall we start?", "Yes, please."), 5);
  const back = after(split, joinOf(lineAt(split, 0), lineAt(split, 1)), 6);
  const tail = after(split, joinOf(lineAt(split, 1), lineAt(split, 2)), 6);
  const behind = after(ALL, joinOf(TWO, THREE), 5);
  const all = after(behind, joinOf(lineAt(behind, 0), lineAt(behind, 1)), 6);
  const parted = after(ALL, splitOf(TWO, "Then", "the venue."), 5);
  const head = after(parted, joinOf(lineAt(parted, 0), lineAt(parted, 1)), 6);

  expect(seen(back)).toEqual(seen(ALL));
  expect(seen(tail).map(([, , end, text]) => [end, text])).toEqual([
    [1556, "Shall we start?"],
    [4000, "Yes, please. Then the venue."],
    [6000, "And the date."],
  ]);
  expect(seen(all).map(([, , end, text]) => [end, text])).toEqual([
    [6000, "Shall we start? Yes, please. Then the venue. And the date."],
  ]);
  expect(seen(head).map(([start, , , text]) => [start, text])).toEqual([
    [1000, "Shall we start? Yes, please. Then"],
    [3286, "the venue."],
    [5000, "And the date."],
  ]);
});

test("UI-2 who is named while a line is split or joined has said all of it, and undo takes that back, too", () => {
  const cut = splitOf(ONE, "Shall we start?", "Yes, please.", "Aki");
  const split = after(ALL, cut, 5);
  const tail = after(split, splitOf(lineAt(split, 1), "Yes,", "please.", "Ben"), 6);
  const whole = after(tail, joinOf(lineAt(tail, 1), lineAt(tail, 2), null), 7);
  const both = after(whole, joinOf(lineAt(whole, 0), lineAt(whole, 1), "Eva"), 8);
  const one = after(ALL, joinOf(ONE, TWO, "Aki"), 5);
  const said = (segments: readonly Segment[]) => seen(segments).map(([, , , ...shown]) => shown);

  expect(said(split).slice(0, 2)).toEqual([
    ["Shall we start?", "Aki"],
    ["Yes, please.", "Aki"],
  ]);
  expect(said(tail).slice(0, 3)).toEqual([
    ["Shall we start?", "Aki"],
    ["Yes,", "Ben"],
    ["please.", "Ben"],
  ]);
  expect(said(whole).slice(0, 2)).toEqual([["Shall we start?", "Aki"], ["Yes, please."]]);
  expect(said(both)[0]).toEqual(["Shall we start? Yes, please.", "Eva"]);
  expect(said(one)[0]).toEqual(["Shall we start? Yes, please. Then the venue.", "Aki"]);
  expect(seen(after(split, cut && undoOf(cut, ONE), 6))).toEqual(seen(ALL));
});

test("UI-2 UI-8 undo brings the lines back as they were, with the corrections that came meanwhile", () => {
  const edits = [
    (lines: readonly Segment[]) => splitOf(lineAt(lines, 0), "Shall", "we start? Yes, please."),
    (lines: readonly Segment[]) => joinOf(lineAt(lines, 0), lineAt(lines, 1)),
    (lines: readonly Segment[]) => joinOf(lineAt(lines, 1), lineAt(lines, 2)),
  ];
  const mine = after(ALL, { source: "tab", utterance: 1000, text: "Mine and yours." }, 3);
  for (const [index, edit] of edits.entries()) {
    for (const segments of [ALL, mine]) {
      const made = edit(segments);
      const segment = segments.find(({ utterance }) => utterance === made?.utterance) ?? ONE;
      if (made === null) throw new Error("that cannot be");
      const changed = after(segments, made, 5);
      const undone = after(changed, undoOf(made, segment), 6);

      expect(seen(changed), `edit ${index}`).not.toEqual(seen(segments));
      expect(seen(undone), `edit ${index}`).toEqual(seen(segments));
    }
  }
  const joined = after(ALL, joinOf(ONE, TWO), 5);
  const better = corrected(TWO, {
    source: "tab",
    utterance: 3000,
    text: "Now the venue.",
    language: "en",
    model: "small",
  });
  const late = applyChange(joined, { type: "put", segment: better ?? TWO });
  const undone = after(late, { source: "tab", utterance: 1000, text: null }, 6);

  expect(seen(late)).toEqual(seen(joined));
  expect(seen(undone).map(([, , , text]) => text)).toEqual([ONE.stable, "Now the venue.", THREE.stable]);
});

test("UI-8 all that was recognised in a joined line and in the parts of a split one stays to be read", () => {
  const split = after(ALL, splitOf(ONE, "Shall we start?", "Yes, please."), 5);
  const joined = after(split, joinOf(lineAt(split, 1), lineAt(split, 2)), 6);
  const texts = versionsOfLine(lineAt(joined, 1)).map(({ text }) => text);

  expect(texts).toEqual([
    "Shall we start? Yes, please.",
    "Then the venue.",
    "Shall we start? Yes, please.",
    "Shall we start? Yes, please. Then the venue.",
  ]);
});

test("UI-8 a line that two others took in is shown once, and none is left out", () => {
  const joined = after(after(ALL, joinOf(TWO, THREE), 5), joinOf(ONE, TWO), 6);
  const edit = after(
    after(ALL, joinOf(ONE, TWO), 5),
    { source: "tab", utterance: 1000, text: "Only mine." },
    6,
  );

  // The first was made by a view that did not know that the second had taken the third in.
  expect(seen(joined).map(([, , , text]) => text)).toEqual([
    "Shall we start? Yes, please. Then the venue.",
    "And the date.",
  ]);
  expect(seen(edit).map(([, , , text]) => text)).toEqual(["Only mine.", "Then the venue.", "And the date."]);
});

test("UI-2 a line is not split where a side has no words or there is no room, nor joined where it would be too long", () => {
  const short = { ...ONE, endSample: ONE.startSample + 1 };
  const long = { ...TWO, stable: "x".repeat(MAX_EDIT_CHARACTERS) };
  const split = after(ALL, splitOf(ONE, "Shall we start?", "Yes, please."), 5);

  expect(splitOf(ONE, "", "Yes.")).toBeNull();
  expect(splitOf(short, "Yes,", "please.")).toBeNull();
  expect(joinOf(ONE, long)).toBeNull();
  expect(joinOf(TWO, ONE)).toBeNull();
  // The first part of one segment has the second part between itself and the next line.
  expect(joinOf(lineAt(split, 0), lineAt(split, 2))).toBeNull();
});

test("UI-2 only the finished line of the same speaker that stands next to it can be joined to a line", () => {
  const mic = at(2500, "Hm.", { source: "mic" });
  const spoken = at(7000, "I am", { isFinal: false });
  const named = { ...THREE, speaker: "Aki" };
  const lines = [ONE, mic, TWO, named, spoken];

  expect(neighbourOf(ALL, TWO, "before")).toBe(ONE);
  expect(neighbourOf(ALL, TWO, "after")).toBe(THREE);
  for (const [line, side] of [
    [ONE, "before"],
    [ONE, "after"],
    [TWO, "before"],
    [TWO, "after"],
    [named, "after"],
  ] as const)
    expect(neighbourOf(lines, line, side)).toBeNull();
});

test("UI-2 texts are joined as their script has it", () => {
  expect(joinedText(["One.", "Two."])).toBe("One. Two.");
  expect(joinedText(["こんにちは。", "元気ですか"])).toBe("こんにちは。元気ですか");
  expect(joinedText(["Ja.", "はい"])).toBe("Ja. はい");
  expect(joinedText(["한국어", "입니다"])).toBe("한국어 입니다");
  expect(joinedText(["", "Two."])).toBe("Two.");
});

test("SEC-7 a line goes with the struck one that any of its versions took in", () => {
  const joined = after(ALL, joinOf(ONE, TWO), 5);
  const undone = after(joined, { source: "tab", utterance: 1000, text: null }, 6);
  const range = { startSample: 3500, endSample: 3600 };

  expect([ONE, joined[0], undone[0]].map((line) => line !== undefined && reachesInto(line, range))).toEqual([
    false,
    true,
    true,
  ]);
});

test("UI-8 the lines stay the same objects while nothing of them changes", () => {
  const split = after(ALL, splitOf(ONE, "Shall we start?", "Yes, please."), 5);
  const more = [...split, at(9000, "More.")];

  expect(shownLines(ALL)).toBe(ALL);
  expect(shownLines(more).slice(0, 4)).toEqual(shownLines(split));
  for (const [index, line] of shownLines(split).entries()) expect(shownLines(more)[index]).toBe(line);
  expect(segmentOfLine(lineAt(split, 1))).toBe(split[0]);
});

test("UI-8 splits, joins, edits and ways back end the same in every order, and show every word once", () => {
  const split = splitOf(ONE, "Shall we start?", "Yes, please.");
  const edits: readonly LineEdit[] = [
    split ?? { source: "tab", utterance: 1000 },
    joinOf(ONE, TWO) ?? { source: "tab", utterance: 1000 },
    joinOf(TWO, THREE) ?? { source: "tab", utterance: 3000 },
    { source: "tab", utterance: 1000, text: "Mine." },
    { source: "tab", utterance: 3000, text: "Mine." },
  ];
  const step = fc.record({ edit: fc.constantFrom(...edits), atMs: fc.nat(3) });
  fc.assert(
    fc.property(
      fc
        .array(step, { maxLength: 6 })
        .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const [one, other] = [make(all), make(shuffled)];
        expect(other).toEqual(one);
        const text = shownLines(one)
          .map(({ stable }) => stable)
          .join(" ");
        for (const { utterance, stable } of ALL.slice(1)) {
          const isEdited = one.some(
            (segment) => segment.utterance === utterance && segment.stable === "Mine.",
          );
          const times = text.split(stable).length - 1;
          expect(isEdited ? [0, 1] : [1]).toContain(times);
        }
      },
    ),
  );
});
