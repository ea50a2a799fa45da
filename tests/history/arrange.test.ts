import { expect, test } from "vitest";
import {
  arrange,
  type ListedMeeting,
  listedPeople,
  NEWEST_FIRST,
  sitesOf,
} from "../../src/history/list/arrange.ts";
import type { MeetingSite } from "../../src/shared/listed-meetings.ts";
import { hashOf, historyPage, placeOf } from "../../src/ui/meetings/history-page.ts";

const SPEAKERS = { tab: "Others", mic: "You" };
const listed = (session: string, day: number, title: string | null, seconds: number): ListedMeeting => ({
  entry: {
    session,
    startedAtMs: new Date(2026, 10, day, 9).getTime(),
    completeness: "complete",
    isExempt: false,
    isImported: false,
  },
  head: {
    session,
    samples: seconds * 16_000,
    lineCount: 1,
    reading:
      title === null
        ? { name: "unreadable", error: { code: "host_exited", message: "", recoverable: true } }
        : { name: "read", title, speakers: SPEAKERS },
  },
  found: null,
});
const MEETINGS = [
  listed("d", 20, "Weekly 10", 60),
  listed("c", 12, null, 3600),
  listed("b", 11, "Weekly 9", 600),
  listed("a", 2, "Äpfel", 5),
];
const order = (change: Partial<typeof NEWEST_FIRST>) =>
  arrange(MEETINGS, { ...NEWEST_FIRST, ...change })
    .map(({ entry }) => entry.session)
    .join("");

test.each([
  [{}, "dcba"],
  [{ order: "oldest" }, "abcd"],
  [{ order: "longest" }, "cbda"],
  [{ order: "title" }, "abdc"],
  [{ from: "2026-11-11" }, "dcb"],
  [{ until: "2026-11-11" }, "ba"],
  [{ from: "2026-11-11", until: "2026-11-12", order: "oldest" }, "bc"],
  [{ from: "2027-01-01" }, ""],
] as const)("UI-5 meetings are listed by %j", (arrangement, sessions) => {
  expect(order(arrangement)).toBe(sessions);
});

/** The meeting, held on a page of that kind; what cannot be read does not say. */
function heldAt(meeting: ListedMeeting, site: MeetingSite): ListedMeeting {
  const { head } = meeting;
  if (head?.reading.name !== "read") return meeting;
  return { ...meeting, head: { ...head, reading: { ...head.reading, site } } };
}

test("UI-5 meetings are listed by their site where that is known", () => {
  const [first, locked, third, unknown] = MEETINGS as [
    ListedMeeting,
    ListedMeeting,
    ListedMeeting,
    ListedMeeting,
  ];
  const meetings = [heldAt(first, "zoom"), heldAt(locked, "zoom"), heldAt(third, "meet"), unknown];
  const sessions = (site: MeetingSite | null) =>
    arrange(meetings, { ...NEWEST_FIRST, site }).map(({ entry }) => entry.session);

  expect(sitesOf(meetings)).toEqual(["meet", "zoom"]);
  expect(sitesOf(MEETINGS)).toEqual([]);
  expect(sessions("zoom")).toEqual(["d"]);
  expect(sessions("other")).toEqual([]);
  expect(sessions(null)).toEqual(["d", "c", "b", "a"]);
});

test("UI-5 of thousands of speakers an entry of the list names six, each once", () => {
  const crowd = Array.from({ length: 5000 }, (_, index) => `Speaker ${index % 2500}`);

  expect(listedPeople(["Others", "You", "Aki", "You"])).toEqual(["Others", "You", "Aki"]);
  expect(listedPeople(crowd)).toEqual([...crowd.slice(0, 6), "…"]);
});

const SESSION = "3f2b8c1e-5d4a-4b6f-9c7e-1a2b3c4d5e6f";

test("UI-5 a link opens a meeting, at its line where one is named, and anything else opens none", () => {
  expect(placeOf(hashOf(SESSION))).toEqual({ session: SESSION, at: null });
  expect(historyPage(SESSION)).toBe(`${historyPage()}${hashOf(SESSION)}`);
  expect(placeOf(hashOf(SESSION, { source: "mic", utterance: 16_000 }))).toEqual({
    session: SESSION,
    at: { source: "mic", utterance: 16_000 },
  });
  for (const hash of [
    "",
    "#",
    "#other",
    `#${SESSION}/`,
    `#${SESSION}/tab-x`,
    `#${SESSION}/mic-1"]`,
    `#${SESSION}x`,
  ])
    expect(placeOf(hash)).toBeNull();
});
