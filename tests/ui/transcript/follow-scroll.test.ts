import { expect, test } from "vitest";
import { FOLLOWING, type FollowState, follow } from "../../../src/ui/transcript/follow-scroll.ts";

const atEnd = { scrollTop: 4500, scrollHeight: 5000, clientHeight: 500 };
const readingBack = { ...atEnd, scrollTop: 3000 };

const away: FollowState = follow(FOLLOWING, { type: "scrolled", before: atEnd, after: readingBack });

test("UI-2 scrolling up ends following, and new lines are counted instead of shown", () => {
  expect(away).toEqual({ isFollowing: false, unseen: 0 });
  expect(follow(away, { type: "lines-added", count: 2 })).toEqual({ isFollowing: false, unseen: 2 });
});

test("UI-2 new lines never pull a reader down who reads back", () => {
  const longer = { ...readingBack, scrollHeight: 9000 };

  expect(follow(away, { type: "scrolled", before: readingBack, after: longer }).isFollowing).toBe(false);
});

test("UI-2 reaching the end again, or the button, resumes following", () => {
  const missed = follow(away, { type: "lines-added", count: 7 });

  expect(
    follow(missed, { type: "scrolled", before: readingBack, after: { ...atEnd, scrollTop: 4480 } }),
  ).toBe(FOLLOWING);
  expect(follow(missed, { type: "jumped" })).toBe(FOLLOWING);
});

test("UI-2 content that grows or shrinks by itself does not end following", () => {
  const grown = { ...atEnd, scrollHeight: 5600 };
  const shrunk = { scrollTop: 4400, scrollHeight: 4900, clientHeight: 500 };

  expect(follow(FOLLOWING, { type: "scrolled", before: atEnd, after: grown })).toBe(FOLLOWING);
  expect(follow(FOLLOWING, { type: "scrolled", before: atEnd, after: shrunk })).toBe(FOLLOWING);
  expect(follow(FOLLOWING, { type: "lines-added", count: 3 })).toBe(FOLLOWING);
});

test("UI-2 scrolling up ends following although the lines that come into view are lower than was estimated", () => {
  const drawn = { scrollTop: 4000, scrollHeight: 4900, clientHeight: 500 };

  expect(follow(FOLLOWING, { type: "scrolled", before: atEnd, after: drawn }).isFollowing).toBe(false);
});
