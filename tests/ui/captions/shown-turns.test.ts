import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Segment } from "../../../src/shared/transcript.ts";
import {
  contentHeightPx,
  EMPTY_ROLL,
  isAtEnd,
  lineHeightPx,
  linesBelow,
  nextRoll,
  type Roll,
} from "../../../src/ui/captions/roll.ts";
import { NO_TURNS, nextTurns, type ShownTurns, segmentName } from "../../../src/ui/captions/shown-turns.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";

function said(source: "tab" | "mic", second: number, changes: Partial<Segment> = {}) {
  const startSample = second * 16_000;
  return finalSegment({
    source,
    utterance: startSample,
    startSample,
    endSample: startSample + 16_000,
    ...changes,
  });
}

const heights = (...all: readonly (readonly [string, number])[]) => new Map(all);
const namesOf = ({ turns }: ShownTurns) => turns.map((turn) => turn.segments.map(segmentName));

test("UI-1 a line that comes late is written behind those on display, which stay where they are", () => {
  const first = nextTurns(NO_TURNS, [said("tab", 1), said("tab", 5)], 9);
  const then = nextTurns(first, [said("tab", 1), said("mic", 3), said("tab", 5)], 9);

  expect(namesOf(first)).toEqual([["tab 16000", "tab 80000"]]);
  expect(namesOf(then)).toEqual([["tab 16000", "tab 80000"], ["mic 48000"]]);
});

test("UI-1 turns do not run together where what was between them is gone", () => {
  const shown = nextTurns(NO_TURNS, [said("tab", 1), said("mic", 2), said("tab", 3)], 9);

  expect(namesOf(nextTurns(shown, [said("tab", 1), said("tab", 3)], 9))).toEqual([
    ["tab 16000"],
    ["tab 48000"],
  ]);
});

test("UI-1 whole turns leave the display, and do not come back", () => {
  const segments = [said("tab", 1), said("tab", 2), said("mic", 3), said("tab", 4)];
  const shown = nextTurns(NO_TURNS, segments, 2);

  expect(namesOf(shown)).toEqual([["mic 48000"], ["tab 64000"]]);
  expect(namesOf(nextTurns(shown, segments, 2))).toEqual(namesOf(shown));
});

test("UI-1 whatever comes, no turn changes its place, its name or its beginning while it is shown", () => {
  const source = fc.constantFrom("tab" as const, "mic" as const);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(source, fc.nat({ max: 60 })), { maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      (arrivals, mostTurns) => {
        let segments: readonly Segment[] = [];
        let shown = NO_TURNS;
        for (const [whose, second] of arrivals) {
          const segment = said(whose, second);
          segments = [
            ...segments.filter((other) => segmentName(other) !== segmentName(segment)),
            segment,
          ].toSorted((a, b) => a.startSample - b.startSample);
          const next = nextTurns(shown, segments, mostTurns);
          const left = shown.turns.filter(({ name }) => next.turns.every((turn) => turn.name !== name));

          expect(shown.turns.slice(0, left.length)).toEqual(left);
          for (const [index, names] of namesOf(shown).slice(left.length).entries())
            expect(namesOf(next)[index]?.slice(0, names.length)).toEqual(names);
          expect(next.turns.length).toBeLessThanOrEqual(mostTurns);
          shown = next;
        }
      },
    ),
  );
});

test("UI-1 words that are taken back leave their room, and the next ones fill it", () => {
  const full: Roll = nextRoll(EMPTY_ROLL, "22", heights(["a", 60], ["b", 30]));
  const back = nextRoll(full, "22", heights(["a", 30], ["b", 30]));
  const filled = nextRoll(back, "22", heights(["a", 30], ["b", 30], ["c", 60]));

  expect([full.heightPx, back.heightPx, filled.heightPx]).toEqual([90, 90, 120]);
  // What left at the top takes its room along; another size of text begins again.
  expect(nextRoll(filled, "22", heights(["b", 30], ["c", 60])).heightPx).toBe(90);
  expect(nextRoll(back, "24", heights(["a", 33], ["b", 33])).heightPx).toBe(66);
  expect(nextRoll(back, "22", heights()).heightPx).toBe(0);
});

test("UI-1 the end is a whole number of lines down, and what lies below is counted in lines", () => {
  expect(contentHeightPx(90, 120, 30)).toBe(90);
  expect(contentHeightPx(150, 100, 30)).toBe(160);
  const place = { scrollTop: 60, scrollHeight: 160, clientHeight: 100 };
  expect(Number.isInteger(lineHeightPx(17))).toBe(true);
  expect([linesBelow(150, place, 30), isAtEnd(place, 30)]).toEqual([0, true]);
  expect([
    linesBelow(240, { ...place, scrollHeight: 250 }, 30),
    isAtEnd({ ...place, scrollHeight: 250 }, 30),
  ]).toEqual([3, false]);
});

test("UI-1 UI-2 a line that is given another speaker is a turn of its own, and the others stay", () => {
  const lines = [said("tab", 1), said("tab", 2), said("tab", 3)];
  const shown = nextTurns(NO_TURNS, lines, 9);
  const then = nextTurns(shown, [said("tab", 1), said("tab", 2, { speaker: "Ana" }), said("tab", 3)], 9);

  expect(namesOf(then)).toEqual([["tab 16000"], ["tab 32000"], ["tab 48000"]]);
  expect(then.turns.map(({ speaker }) => speaker)).toEqual([undefined, "Ana", undefined]);
  expect(then.turns[0]?.name).toBe(shown.turns[0]?.name);
});

const voices = ["s1", "s2"].map((id) => ({ id, name: "", provenance: "voice" as const }));
const told = { tab: "", mic: "", voices };

test("WHO-2 UI-1 a line whose voice may still come stands in the turn before it, and turns grow", () => {
  const [a, b, c] = [said("tab", 1, { voice: "s1" }), said("tab", 2), said("tab", 3)];
  const first = nextTurns(NO_TURNS, [a], 9, told);
  const then = nextTurns(first, [a, { ...b, isFinal: false }], 9, told);
  const known = nextTurns(then, [a, { ...b, voice: "s1" }, c], 9, told);

  expect(namesOf(then)).toEqual([["tab 16000", "tab 32000"]]);
  expect(namesOf(known)).toEqual([["tab 16000", "tab 32000", "tab 48000"]]);
  expect(known.turns[0]).toMatchObject({ voice: "s1", name: first.turns[0]?.name });
});

test("WHO-2 UI-1 a line leaves the turn that it waited in where it is another's, or stays unknown", () => {
  const [a, b, c] = [said("tab", 1, { voice: "s1" }), said("tab", 2), said("tab", 3)];
  const waiting = nextTurns(NO_TURNS, [a, b, c], 9, told);
  const other = nextTurns(waiting, [a, { ...b, voice: "s2" }, c], 9, told);
  const unknown = nextTurns(waiting, [a, b, { ...c, voice: "s1" }], 9, told);

  expect(namesOf(waiting)).toEqual([["tab 16000", "tab 32000", "tab 48000"]]);
  expect(namesOf(other)).toEqual([["tab 16000"], ["tab 32000", "tab 48000"]]);
  expect(namesOf(unknown)).toEqual([["tab 16000"], ["tab 32000"], ["tab 48000"]]);
  expect(unknown.turns.map(({ voice }) => voice)).toEqual(["s1", undefined, "s1"]);
  // None comes once the meeting is over.
  expect(namesOf(nextTurns(waiting, [a, b, c], 9, told, false))).toEqual([
    ["tab 16000"],
    ["tab 32000", "tab 48000"],
  ]);
  // Where no label comes for half a minute, nobody is credited with what was said since.
  const late = nextTurns(waiting, [a, b, c, said("tab", 40)], 9, told);
  expect(namesOf(late)).toEqual([["tab 16000"], ["tab 32000", "tab 48000", "tab 640000"]]);
});

test("WHO-2 UI-1 whatever the labels and their order, words stay in the order in which they were first shown", () => {
  const voice = fc.constantFrom("s1", "s2", undefined);
  const step = fc.record({ second: fc.nat({ max: 30 }), whose: fc.constantFrom("tab", "mic"), voice });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let segments: readonly Segment[] = [];
      let shown = NO_TURNS;
      for (const { second, whose, voice: id } of steps) {
        const segment = said(whose, second, whose === "tab" && id !== undefined ? { voice: id } : {});
        const others = segments.filter((other) => segmentName(other) !== segmentName(segment));
        segments = [...others, segment].toSorted((x, y) => x.startSample - y.startSample);
        const next = nextTurns(shown, segments, 99, told);
        const before = namesOf(shown).flat();

        expect(namesOf(next).flat().slice(0, before.length)).toEqual(before);
        shown = next;
      }
    }),
  );
});
