import { expect, test } from "vitest";
import { MeterIntervals } from "../../../src/content-script/meeting-page/meter-intervals.ts";

/** One meter beside four that stand still: moved at these times, looked at every 250 ms until `untilMs`. */
function played(moves: readonly number[], untilMs: number) {
  const meters = new MeterIntervals();
  const changes = [];
  let next = 0;
  for (let atMs = 0; atMs <= untilMs; atMs += 250) {
    for (; next < moves.length && (moves[next] ?? 0) <= atMs; next += 1)
      meters.moved(new Set(["anna"]), 5, moves[next] ?? 0);
    changes.push(...meters.look(atMs));
  }
  return changes;
}
const every = (periodMs: number, fromMs: number, toMs: number) =>
  Array.from({ length: Math.floor((toMs - fromMs) / periodMs) + 1 }, (_, index) => fromMs + index * periodMs);

/** Who is audible after these meters moved together for a while. */
function audibleOf(keys: readonly string[], all: number): readonly string[] {
  const meters = new MeterIntervals();
  for (const atMs of every(180, 0, 1800)) meters.moved(new Set(keys), all, atMs);
  return meters.look(1800).map(({ key }) => key);
}

test("WHO-1 a meter that moves as voices move it gives an interval from its first movement to its last", () => {
  const changes = played(every(180, 1000, 3880), 6000);

  expect(changes).toEqual([
    { key: "anna", startMs: 1000, endMs: null },
    { key: "anna", startMs: 1000, endMs: 3880 },
  ]);
});

test("WHO-1 two words with a pause between them are two intervals", () => {
  const changes = played([...every(150, 0, 900), ...every(150, 2000, 2900)], 5000);

  expect(changes.filter(({ endMs }) => endMs !== null)).toEqual([
    { key: "anna", startMs: 0, endMs: 900 },
    { key: "anna", startMs: 2000, endMs: 2900 },
  ]);
});

test.each([
  ["once", [1000]],
  ["twice, as a pointer that comes and goes", [1000, 1200]],
  ["now and then", every(1000, 0, 20_000)],
])("WHO-1 a meter that moves %s is nobody's voice", (_what, moves) => {
  expect(played(moves, 21_000)).toEqual([]);
});

test("WHO-1 a meter that never stands still is taken back, and not believed until it has", () => {
  const changes = played([...every(180, 0, 120_000), ...every(180, 125_000, 126_000)], 130_000);
  const [began, back, ...later] = changes;

  expect(began).toEqual({ key: "anna", startMs: 0, endMs: null });
  expect(back).toEqual({ key: "anna", startMs: 0, endMs: 0 });
  expect(later.map(({ startMs }) => startMs)).toEqual([125_000, 125_000]);
});

test("WHO-1 a meter that moves faster than any is no voice", () => {
  expect(
    played(every(10, 0, 10_000), 11_000).filter(({ startMs, endMs }) => endMs !== startMs && endMs !== null),
  ).toEqual([]);
});

test("WHO-1 meters that are moved at once by the page give nothing; two who speak at once do", () => {
  expect(audibleOf(["a", "b", "c"], 4)).toEqual([]);
  expect(audibleOf(["a", "b"], 2)).toEqual(["a", "b"]);
  expect(audibleOf(["a", "b", "c"], 9)).toEqual(["a", "b", "c"]);
});

test("WHO-1 what is not seen any more ended with its last movement", () => {
  const meters = new MeterIntervals();
  for (const atMs of every(180, 0, 900)) meters.moved(new Set(["a"]), 5, atMs);
  meters.look(900);

  expect(meters.open).toEqual([{ key: "a", startMs: 0, endMs: null }]);
  expect(meters.end()).toEqual([{ key: "a", startMs: 0, endMs: 900 }]);
  expect(meters.look(5000)).toEqual([]);
});
