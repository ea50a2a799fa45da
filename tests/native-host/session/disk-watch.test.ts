import { expect, test } from "vitest";
import { DiskWatch } from "../../../native-host/session/storage-health.ts";

/** One hour of both sources, as the background counts it. */
const ONE_HOUR_BYTES = 230_400_000;

/** What the watch says at each measurement after the first. */
function told(...freeBytes: (number | undefined)[]): boolean[] {
  const measurements = [...freeBytes];
  const watch = new DiskWatch(() => measurements.shift());
  return freeBytes.slice(1).map(() => watch.hasBecomeNearlyFull());
}

test("less than an hour of room is told once, and again only after there was more", () => {
  const [enough, little] = [ONE_HOUR_BYTES, ONE_HOUR_BYTES - 1];

  expect(told(enough, enough, little, little, enough, little)).toEqual([false, true, false, false, true]);
});

test("a session that begins with little room was told so by its start", () => {
  expect(told(1000, 900)).toEqual([false]);
});

test("where the system does not tell, nothing is told", () => {
  expect(told(undefined, undefined)).toEqual([false]);
});
