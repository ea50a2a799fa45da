import { expect, test } from "vitest";
import { pageTitle } from "../../../../src/background/browser/tab-capture.ts";
import { PageTitles } from "../../../../src/background/meeting/page/page-titles.ts";
import { TestMeeting } from "../test-meeting.ts";

/** The title that a transcript has after a page showed each of `shown` for so many seconds. */
function titleAfter(first: string, shown: readonly (readonly [title: string, seconds: number])[]): string {
  const titles = new PageTitles(0);
  let stored = first;
  for (const [title, seconds] of shown)
    for (let second = 0; second < seconds; second++) stored = titles.observe(stored, title) ?? stored;
  return stored;
}

test("CAP-8 a meeting is named after the meeting's page, not after its lobby or its farewell", () => {
  expect(
    titleAfter("Ready to join?", [
      ["Ready to join?", 20],
      ["Weekly", 1800],
      ["You left the meeting", 300],
    ]),
  ).toBe("Weekly");
});

test("CAP-8 a title that stood for a moment changes nothing, nor does a page that hides its title", () => {
  expect(
    titleAfter("Weekly", [
      ["Weekly", 60],
      ["Somebody is calling", 3],
      ["", 500],
    ]),
  ).toBe("Weekly");
});

test("CAP-8 a title that no page had is the user's own and stays", () => {
  const titles = new PageTitles(0);
  titles.observe("Lobby", "Lobby");
  const observed = Array.from({ length: 100 }, () => titles.observe("Mine", "Weekly"));
  expect(observed.every((title) => title === null)).toBe(true);
});

test("CAP-8 what stood while an earlier worker ran counts as long as the meeting", () => {
  const titles = new PageTitles(30_000);
  const observed = Array.from({ length: 31 }, () => titles.observe("Weekly", "Break"));
  expect(observed.findIndex((title) => title === "Break")).toBe(30);
});

test("CAP-8 a page that shows a clock in its title fills no memory", () => {
  const titles = new PageTitles(10);
  for (let second = 0; second < 10_000; second++) titles.observe("Weekly", `Weekly ${second} s`);
  expect(titles.observe("Weekly", "Weekly")).toBeNull();
});

test("CAP-8 the count of unread messages belongs to no title", () => {
  expect(["(3) Weekly", "(99+) Weekly", "Weekly (3)", " (3)"].map(pageTitle)).toEqual([
    "Weekly",
    "Weekly",
    "Weekly (3)",
    "(3)",
  ]);
});

test("CAP-8 the transcript of the running meeting, stored and shown, gets its page's title", async () => {
  const meeting = new TestMeeting();
  await meeting.record();
  meeting.tab = { ...meeting.tab, title: "Planning" };
  for (let second = 0; second < 3; second++) await meeting.meetings.check();
  await expect.poll(() => meeting.hub.transcript?.title).toBe("Planning");
});
