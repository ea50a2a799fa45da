import { expect, test } from "vitest";
import type { Speakers } from "../../../src/shared/lines/voices.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { nextSpoken as next, type Spoken } from "../../../src/ui/captions/SpokenLines.tsx";
import { segmentName } from "../../../src/ui/captions/shown-turns.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";

const SIDES: Speakers = { tab: "", mic: "" };
const nextSpoken = (before: Spoken | null, segments: readonly Segment[], speakers = SIDES) => {
  return next(before, segments, speakers);
};
const namesOf = ({ shown }: Spoken) => shown.map(({ name }) => name);
const speakersOf = ({ shown }: Spoken) => shown.map(({ speaker }) => speaker);
const said = (second: number, isFinal = true): Segment =>
  finalSegment({ utterance: second * 16_000, startSample: second * 16_000, isFinal });
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => said(from + index));

test("UI-6 what was there before is not read, and a partial not before it is final", () => {
  const off = nextSpoken(null, [said(1)]);

  expect(namesOf(off)).toEqual([]);
  expect(namesOf(nextSpoken(off, [said(1), said(2, false)]))).toEqual([]);
  expect(namesOf(nextSpoken(off, [said(1), said(2)]))).toEqual([segmentName(said(2))]);
});

test("UI-6 no line is read twice where the newest ones are struck", () => {
  const empty = nextSpoken(null, []);
  const all = lines(0, 30).reduce((spoken, _, index) => nextSpoken(spoken, lines(0, index + 1)), empty);
  expect(namesOf(all)).toEqual(lines(20, 30).map(segmentName));

  const struck = nextSpoken(all, lines(0, 24));

  expect(namesOf(struck)).toEqual(namesOf(all));
  expect(namesOf(nextSpoken(struck, [...lines(0, 24), said(40)]))).toEqual(
    [...lines(21, 30), said(40)].map(segmentName),
  );
});

test("WHO-3 what the loudspeakers said again is not read a second time", () => {
  const spoken = nextSpoken(nextSpoken(null, []), [said(1), { ...said(2), source: "mic", echoOf: 16_000 }]);

  expect(namesOf(spoken)).toEqual([segmentName(said(1))]);
});

test("WHO-2 UI-6 names who speaks once a turn, and says no line again when its voice is known", () => {
  const voices = ["s1", "s2"].map((id) => ({ id, name: "", provenance: "voice" as const }));
  const speakers = { ...SIDES, voices };
  const first = { ...said(1), voice: "s1" };
  const on = nextSpoken(null, [first], speakers);
  const two = nextSpoken(on, [first, said(2)], speakers);
  const three = nextSpoken(two, [first, { ...said(2), voice: "s2" }, said(3)], speakers);
  const mine = { ...said(4), source: "mic" as const };
  const four = nextSpoken(three, [first, { ...said(2), voice: "s2" }, said(3), mine], speakers);

  expect(speakersOf(four)).toEqual(["Others", null, "You"]);
  expect(four.shown.slice(0, 2)).toEqual(three.shown);
  expect(speakersOf(nextSpoken(four, [mine, { ...said(5), voice: "s2" }], speakers)).at(-1)).toBe(
    "Speaker 2",
  );
});
