import { expect, test } from "vitest";
import type { Segment } from "../../../src/shared/transcript.ts";
import { nextSpoken } from "../../../src/ui/captions/SpokenLines.tsx";
import { segmentName } from "../../../src/ui/captions/shown-turns.ts";
import { finalSegment } from "../../shared/transcript-samples.ts";

const said = (second: number, isFinal = true): Segment =>
  finalSegment({ utterance: second * 16_000, startSample: second * 16_000, isFinal });
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => said(from + index));

test("UI-6 what was there before is not read, and a partial not before it is final", () => {
  const off = nextSpoken(null, [said(1)]);

  expect(off.shown).toEqual([]);
  expect(nextSpoken(off, [said(1), said(2, false)]).shown).toEqual([]);
  expect(nextSpoken(off, [said(1), said(2)]).shown).toEqual([segmentName(said(2))]);
});

test("UI-6 no line is read twice where the newest ones are struck", () => {
  const empty = nextSpoken(null, []);
  const all = lines(0, 30).reduce((spoken, _, index) => nextSpoken(spoken, lines(0, index + 1)), empty);
  expect(all.shown).toEqual(lines(20, 30).map(segmentName));

  const struck = nextSpoken(all, lines(0, 24));

  expect(struck.shown).toEqual(all.shown);
  expect(nextSpoken(struck, [...lines(0, 24), said(40)]).shown).toEqual(
    [...lines(21, 30), said(40)].map(segmentName),
  );
});

test("WHO-3 what the loudspeakers said again is not read a second time", () => {
  const spoken = nextSpoken(nextSpoken(null, []), [said(1), { ...said(2), source: "mic", echoOf: 16_000 }]);

  expect(spoken.shown).toEqual([segmentName(said(1))]);
});
