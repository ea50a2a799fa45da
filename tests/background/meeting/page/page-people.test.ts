import { expect, test } from "vitest";
import type { Params } from "../../../../protocol/requests.ts";
import { PagePeople } from "../../../../src/background/meeting/page/page-people.ts";
import type { PeopleReading } from "../../../../src/shared/messages/meeting-page.ts";
import type { StruckRange } from "../../../../src/shared/struck-ranges.ts";
import { SESSION } from "../../session-samples.ts";

const STARTED_AT_MS = 1_000_000;
const ANNA = { key: "1", name: "Anna", isSelf: false, isShare: false };
const READING: PeopleReading = {
  people: [ANNA],
  title: "Weekly",
  health: "working",
  isHidden: false,
  counts: { people: 1, named: 1, meters: 1, longestLookMs: 1 },
};
const spoke = (startMs: number, endMs: number | null, key = "1") =>
  ({
    key,
    startMs: STARTED_AT_MS + startMs,
    endMs: endMs === null ? null : STARTED_AT_MS + endMs,
    sign: "meet_meter",
  }) as const;

function followed() {
  const notes: Params<"page_note">[] = [];
  const struck: StruckRange[] = [];
  const state = { nowMs: STARTED_AT_MS + 60_000, blind: 0 };
  const people = new PagePeople(SESSION, {
    record: () => ({ startedAtMs: STARTED_AT_MS, struck }),
    toHost: (note) => void notes.push(note),
    now: () => state.nowMs,
    onBlind: () => {
      state.blind += 1;
    },
  });
  const strike = (start: number, end: number) => {
    struck.push({ ...spoken(start, end), isDone: false });
    people.struck();
  };
  return { people, notes, state, strike };
}

/** The others spoke there, in seconds of the session. */
const spoken = (start: number, end: number) => ({ startSample: start * 16_000, endSample: end * 16_000 });

test("WHO-1 who is there and who was audible goes to the host, in samples, and again to one that comes back", () => {
  const { people, notes } = followed();
  people.peopleRead(READING);
  people.speakingRead([spoke(1000, null)]);
  people.speakingRead([spoke(1000, 3000)]);
  const interval = { key: "1", start_sample: 16_000, end_sample: 48_000, sign: "meet_meter" };
  const anna = { key: "1", name: "Anna", is_self: false, is_share: false };

  expect(notes).toEqual([
    { session: SESSION, people: [anna] },
    { session: SESSION, intervals: [{ ...interval, end_sample: null }] },
    { session: SESSION, intervals: [interval] },
  ]);
  notes.length = 0;
  people.hostReady();
  expect(notes).toEqual([
    { session: SESSION, people: [anna] },
    { session: SESSION, intervals: [interval] },
  ]);
});

test("WHO-1 a page's word of nobody, of the future or from before the first sample is none", () => {
  const { people, notes } = followed();
  people.peopleRead(READING);
  notes.length = 0;
  people.speakingRead([
    spoke(1000, 2000, "nobody"),
    spoke(5000, 4000),
    spoke(1000, 3_600_000),
    spoke(-9000, -8000),
  ]);

  expect(notes.flatMap(({ intervals = [] }) => intervals)).toEqual([]);
});

test("WHO-1 a page that says more in a second than any does is not listened to until the next one", () => {
  const { people, notes, state } = followed();
  people.peopleRead(READING);
  for (let number = 0; number < 1000; number += 1) people.speakingRead([spoke(number, number + 1)]);
  const inOneSecond = notes.length;
  state.nowMs += 1000;
  people.speakingRead([spoke(2000, 3000)]);

  expect(inOneSecond).toBeLessThan(20);
  expect(notes).toHaveLength(inOneSecond + 1);
});

test("WHO-1 SEC-7 who spoke in a span that was struck is forgotten", () => {
  const { people, notes, strike } = followed();
  people.peopleRead(READING);
  people.speakingRead([spoke(1000, 3000), spoke(8000, 9000), spoke(20_000, null)]);
  strike(2, 10);
  notes.length = 0;
  people.hostReady();

  expect(notes.flatMap(({ intervals = [] }) => intervals.map(({ start_sample }) => start_sample))).toEqual([
    320_000,
  ]);
});

test("WHO-1 SEC-7 who spoke while the span was struck stays forgotten, whatever the page says later", () => {
  const { people, notes, strike } = followed();
  people.peopleRead(READING);
  people.speakingRead([spoke(9000, null)]);
  strike(2, 10);
  notes.length = 0;
  people.speakingRead([spoke(9000, 15_000), spoke(9500, null), spoke(16_000, 17_000)]);
  people.hostReady();

  const started = notes.flatMap(({ intervals = [] }) => intervals.map(({ start_sample }) => start_sample));
  expect(started).toEqual([256_000, 256_000]);
});

test("WHO-1 a page that shows nobody as audible while the others speak is blind, which is reported once", () => {
  const { people, state } = followed();
  people.peopleRead(READING);
  for (const start of [0, 6, 12]) people.othersSpoke(spoken(start, start + 6));
  people.speakingRead([spoke(19_000, 20_000)]);
  for (const start of [21, 27, 33]) people.othersSpoke(spoken(start, start + 6));
  expect([state.blind, people.figures?.health]).toEqual([0, "working"]);

  for (const start of [39, 45]) people.othersSpoke(spoken(start, start + 6));
  expect([state.blind, people.figures?.health]).toEqual([1, "blind"]);
});

test.each([
  ["goes on", null],
  ["ended before the speech was recognised", 55_000],
])("WHO-1 a page that shows one person as audible for a long time, which %s, is not blind", (_how, endMs) => {
  const { people, state } = followed();
  people.peopleRead(READING);
  people.speakingRead([spoke(1000, endMs)]);
  for (const start of [1, 11, 21, 31, 41]) people.othersSpoke(spoken(start, start + 10));

  expect([state.blind, people.figures?.health]).toEqual([0, "working"]);
});

test("WHO-1 with the page's script its intervals end, and what is said then is no sign against it", () => {
  const { people, notes, state } = followed();
  people.peopleRead(READING);
  people.speakingRead([spoke(1000, 3000), spoke(50_000, null)]);
  notes.length = 0;
  people.gone();
  for (const start of [60, 70, 80]) people.othersSpoke(spoken(start, start + 10));

  const ended = { key: "1", start_sample: 800_000, end_sample: 960_000, sign: "meet_meter" };
  expect(notes).toEqual([{ session: SESSION, intervals: [ended] }]);
  expect([state.blind, people.figures?.health]).toEqual([0, "working"]);
  people.gone();
  expect(notes).toHaveLength(1);
});

test("WHO-1 a hidden tab shows nobody as audible, and is not blind for it", () => {
  const { people, state } = followed();
  people.peopleRead({ ...READING, isHidden: true });
  people.othersSpoke(spoken(0, 100));

  expect([state.blind, people.figures?.health]).toEqual([0, "working"]);
});

test("WHO-1 the figures for the diagnostics have no name and no key", () => {
  const { people } = followed();
  expect(people.figures).toBeNull();
  people.peopleRead(READING);
  people.speakingRead([spoke(1000, 2000)]);

  expect(people.figures).toEqual({ ...READING.counts, health: "working", isHidden: false, intervals: 1 });
});
