import * as fc from "fast-check";
import { expect, test } from "vitest";
import { expiredSessions } from "../../../src/background/recovery/retention.ts";

const DAY_MS = 86_400_000;
const nowMs = 100 * DAY_MS;
const aged = (session: string, days: number) => ({ session, startedAtMs: nowMs - days * DAY_MS });

test("UI-5 only sessions older than the setting are removed", () => {
  const sessions = [aged("old", 31), aged("on the day", 30), aged("new", 1)];

  expect(expiredSessions(sessions, null, { retentionDays: 30, nowMs })).toEqual(["old"]);
});

test("UI-5 a meeting that the user keeps is not removed, however old it is", () => {
  const sessions = [
    { ...aged("kept", 99), isExempt: true },
    aged("old", 31),
    { ...aged("freed", 31), isExempt: false },
  ];

  expect(expiredSessions(sessions, null, { retentionDays: 30, nowMs })).toEqual(["old", "freed"]);
});

test("UI-5 without a setting everything is kept", () => {
  expect(expiredSessions([aged("ancient", 99)], null, { retentionDays: null, nowMs })).toEqual([]);
});

test("UI-5 the running meeting is never removed, whatever the clock says", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 3650 }), (days, kept) => {
      const expired = expiredSessions([aged("running", days)], "running", { retentionDays: kept, nowMs });

      expect(expired).toEqual([]);
    }),
  );
});
