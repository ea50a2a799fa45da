import { expect, test } from "vitest";
import { KnownPeople } from "../../../src/content-script/meeting-page/known-people.ts";
import type { SeenPerson } from "../../../src/content-script/meeting-page/page-adapter.ts";
import { healthOf } from "../../../src/content-script/meeting-page/people-watch.ts";

const person = (change: Partial<SeenPerson>): SeenPerson => ({
  key: "1",
  name: "Anna",
  isSelf: false,
  isShare: false,
  isAmbiguous: false,
  tiles: [],
  meters: [],
  ...change,
});

/** Shows the person every quarter of a second, as `at` says of that moment; the names that were believed, without repetitions. */
function believed(untilMs: number, at: (atMs: number) => Partial<SeenPerson>) {
  const known = new KnownPeople();
  const names: (string | null)[] = [];
  for (let atMs = 0; atMs <= untilMs; atMs += 250) {
    const seen = [person(at(atMs))];
    known.see(seen, atMs);
    const [now] = known.believed(seen);
    if (names.at(-1) !== now?.name || names.length === 0) names.push(now?.name ?? null);
  }
  return { names, known };
}

test("WHO-1 a name is believed once it has stood for a second", () => {
  expect(believed(5000, () => ({})).names).toEqual([null, "Anna"]);
});

test("WHO-1 a place that is given to another person shows the first one's name for a moment, which nobody believes", () => {
  const names = believed(5000, (atMs) => ({ name: atMs < 500 ? "Bert" : "Anna" })).names;

  expect(names).toEqual([null, "Anna"]);
});

test("WHO-1 who is renamed in the meeting has the new name soon, and one that is gone for a moment stays", () => {
  expect(believed(20_000, (atMs) => ({ name: atMs < 5000 ? "Anna" : "Anna Example" })).names).toEqual([
    null,
    "Anna",
    "Anna Example",
  ]);
  expect(believed(9000, (atMs) => ({ name: atMs > 3000 && atMs < 6000 ? null : "Anna" })).names).toEqual([
    null,
    "Anna",
  ]);
});

test("WHO-1 who has another name every second has none, and who goes on renaming himself has none in the end", () => {
  expect(believed(60_000, (atMs) => ({ name: `Anna ${Math.floor(atMs / 900)}` })).names).toEqual([null]);
  expect(believed(90_000, (atMs) => ({ name: `Anna ${Math.floor(atMs / 5000)}` })).names.at(-1)).toBeNull();
});

test("WHO-1 who was seen to be the user stays that, and who shared his name with another has none", () => {
  const self = believed(5000, (atMs) => ({ isSelf: atMs === 1000 })).known;
  const shared = believed(5000, (atMs) => ({ isAmbiguous: atMs === 1000 }));

  expect(self.isEvidence("1")).toBe(false);
  expect(shared.known.isEvidence("1")).toBe(false);
  expect(shared.names.at(-1)).toBeNull();
});

test("WHO-1 ten thousand people are not remembered", () => {
  const known = new KnownPeople();
  for (let number = 0; number < 10_000; number += 1) known.see([person({ key: String(number) })], number);

  expect(known.isEvidence("9999")).toBe(true);
  expect(known.isEvidence("1")).toBe(false);
});

test.each([
  [{ people: 4, named: 4, meters: 4 }, 10_000, "working"],
  [{ people: 4, named: 3, meters: 4 }, 10_000, "partial"],
  [{ people: 4, named: 4, meters: 0 }, 10_000, "partial"],
  [{ people: 4, named: 1, meters: 4 }, 10_000, "blind"],
  [{ people: 0, named: 0, meters: 0 }, 10_000, "blind"],
  [{ people: 0, named: 0, meters: 0 }, 9000, null],
  [{ people: 4, named: 4, meters: 4 }, null, null],
] as const)("WHO-1 of %o after %d ms in the call the health is %s", (counts, inCallMs, health) => {
  expect(healthOf({ ...counts, longestLookMs: 1 }, { inCallMs, isMarked: false, isHidden: false })).toBe(
    health,
  );
});
