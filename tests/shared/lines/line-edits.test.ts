import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Correction,
  corrected,
  edited,
  editsOf,
  firstText,
  improvement,
  momentAfter,
} from "../../../src/shared/lines/segment-versions.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { finalSegment } from "../transcript-samples.ts";

const LIVE = finalSegment({ stable: "Ship it on Friday.", language: "en" });

function correction(model: string, text = "Ship it on Thursday."): Correction {
  const { source, utterance } = LIVE;
  return { source, utterance, text, language: "en", model };
}

type Step =
  | { readonly type: "name"; readonly speaker: string | null; readonly atMs: number }
  | { readonly type: "edit"; readonly text: string | null; readonly atMs: number }
  | { readonly type: "correct"; readonly model: string };

function after(segment: Segment, steps: readonly Step[]): Segment {
  return steps.reduce<Segment>(
    (line, step) =>
      (step.type === "correct" ? corrected(line, correction(step.model)) : edited(line, step, step.atMs)) ??
      line,
    segment,
  );
}

const edit = (text: string | null, atMs: number): Step => ({ type: "edit", text, atMs });
const correct = (model: string): Step => ({ type: "correct", model });

test("UI-2 an edit is shown in the place of what was recognised, which stays as the first version", () => {
  expect(after(LIVE, [edit("Ship it on Monday.", 5)])).toEqual({
    ...LIVE,
    stable: "Ship it on Monday.",
    isEdited: true,
    versions: [
      { text: "Ship it on Friday.", language: "en", model: null },
      { text: "Ship it on Monday.", language: "en", model: null, editedAtMs: 5 },
    ],
  });
});

test("UI-2 a correction that comes behind an edit, or before it, is a version and never takes its place", () => {
  const early = after(LIVE, [correct("small"), edit("Mine.", 5)]);
  const late = after(LIVE, [edit("Mine.", 5), correct("small")]);

  expect(late).toEqual(early);
  expect(late).toMatchObject({ stable: "Mine.", isEdited: true });
  expect(late.versions?.map(({ text }) => text)).toEqual([
    "Ship it on Friday.",
    "Ship it on Thursday.",
    "Mine.",
  ]);
  expect(improvement(late)).toBeNull();
  expect(firstText(late)).toBe("Ship it on Friday.");
});

test("UI-8 of two edits the later one is shown, in whatever order they come, and both are kept", () => {
  const one = after(LIVE, [edit("First.", 5), edit("Second.", 9)]);
  const other = after(LIVE, [edit("Second.", 9), edit("First.", 5)]);

  expect(other).toEqual(one);
  expect(one.stable).toBe("Second.");
  expect(editsOf(one.versions ?? []).map(({ text }) => text)).toEqual(["First.", "Second."]);
});

test("UI-2 an edit that comes twice changes nothing more", () => {
  const once = after(LIVE, [edit("Mine.", 5)]);

  expect(edited(once, { text: "Mine." }, 5)).toBeNull();
  expect(edited(after(once, [edit("Other.", 9)]), { text: "Mine." }, 5)).toBeNull();
});

test("UI-2 going back shows the best that was recognised, keeps every version, and lets corrections in again", () => {
  const back = after(LIVE, [correct("small"), edit("Mine.", 5), edit(null, 9)]);
  const better = after(back, [correct("medium")]);
  const again = after(back, [edit("Mine again.", 12)]);

  expect(back).toMatchObject({ stable: "Ship it on Thursday.", language: "en" });
  expect(back.isEdited).toBeUndefined();
  expect(back.versions).toHaveLength(3);
  expect(improvement(back)).toMatchObject({ model: "small" });
  expect(improvement(better)).toMatchObject({ model: "medium" });
  expect(again).toMatchObject({ stable: "Mine again.", isEdited: true });
  // Said again by a view that had no answer, neither the edit nor the way back changes more.
  expect(edited(back, { text: null }, 9)).toBeNull();
  expect(edited(back, { text: "Mine." }, 5)).toBeNull();
});

test("UI-2 a line's speaker is the one named last, and its words are another matter", () => {
  const named = after(LIVE, [
    { type: "name", speaker: "Aki", atMs: 5 },
    { type: "name", speaker: "Ben", atMs: 3 },
  ]);
  const back = after(named, [{ type: "name", speaker: null, atMs: 9 }]);

  expect(named).toEqual({ ...LIVE, speaker: "Aki", speakerAtMs: 5 });
  expect(back).toEqual({ ...LIVE, speakerAtMs: 9 });
  expect(edited(back, { speaker: null }, 9)).toBeNull();
  expect(edited(LIVE, { text: "Mine.", speaker: "Aki" }, 5)).toMatchObject({
    stable: "Mine.",
    speaker: "Aki",
  });
});

test("UI-2 a line that was never edited has nothing to go back from, and one that is still spoken is not edited", () => {
  expect(edited(LIVE, { text: null }, 5)).toBeNull();
  expect(edited({ ...LIVE, isFinal: false }, { text: "Mine." }, 5)).toBeNull();
});

test("STT-7 an edited line has no word that the model doubted", () => {
  const doubted = { ...LIVE, doubtful: [{ start: 11, end: 17, probability: 0.2 }] };

  expect(after(doubted, [edit("Mine.", 5)])).toEqual(after(LIVE, [edit("Mine.", 5)]));
});

test("UI-2 a change is the newest of its line, also where the clock was set back", () => {
  const line = after(LIVE, [edit("Mine.", 500), edit(null, 700)]);

  expect(momentAfter([line, LIVE], 100)).toBe(701);
  expect(momentAfter([line], 900)).toBe(900);
});

test("UI-8 edits, ways back and corrections end the same in every order", () => {
  const steps: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ type: fc.constant("edit" as const), text: fc.constantFrom("A.", "B."), atMs: fc.nat(6) }),
    fc.record({
      type: fc.constant("name" as const),
      speaker: fc.constantFrom("Aki", "Ben", null),
      atMs: fc.nat(6),
    }),
    fc.record({ type: fc.constant("correct" as const), model: fc.constantFrom("small", "medium") }),
  );
  // A way back is asked for where an edit is shown.
  const begun = after(LIVE, [edit("Mine.", 0)]);
  const back = fc.record({ type: fc.constant("edit" as const), text: fc.constant(null), atMs: fc.nat(6) });
  fc.assert(
    fc.property(
      fc
        .array(fc.oneof(steps, back), { maxLength: 7 })
        .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const isCorrected = all.filter(({ type }) => type === "correct").length;
        // Two corrections keep the order in which they came: the later model is the larger one.
        fc.pre(isCorrected < 2);
        expect(after(begun, shuffled)).toEqual(after(begun, all));
      },
    ),
  );
});
