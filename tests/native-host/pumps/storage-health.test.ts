import { beforeEach, expect, test } from "vitest";
import { DiskWatch, StorageHealth } from "../../../native-host/pumps/storage-health.ts";

let reported: string[];
let storage: StorageHealth;

beforeEach(() => {
  reported = [];
  storage = new StorageHealth({
    failed: ({ code }, { source = "session" }) => void reported.push(`${code} ${source}`),
    changed: () => void reported.push("changed"),
  });
});

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test("IPC-5 a full disk is reported once for both sources, and over only when everything is stored again", () => {
  for (let frame = 0; frame < 50; frame += 1) {
    storage.failed("tab", systemError("ENOSPC"));
    storage.failed("mic", systemError("ENOSPC"));
  }
  storage.works("tab");
  expect(storage.error).toBe("disk_full");

  storage.works("mic");
  expect(storage.error).toBeNull();
  expect(reported).toEqual(["disk_full tab", "changed", "changed"]);
});

test("another cause is reported as well", () => {
  storage.failed("tab", systemError("ENOSPC"));
  storage.failed("folder", systemError("EROFS"));

  expect(reported).toEqual(["disk_full tab", "changed", "journal_unwritable session"]);
});

/** One hour of both sources, as the background counts it. */
const ONE_HOUR_BYTES = 230_400_000;

/** What the watch says at each measurement after the first. */
function fills(...freeBytes: (number | undefined)[]): boolean[] {
  const measurements = [...freeBytes];
  const watch = new DiskWatch(() => measurements.shift());
  return freeBytes.slice(1).map(() => watch.hasBecomeNearlyFull());
}

test("less than an hour of room is reported once, and again only after there was more", () => {
  const [enough, little] = [ONE_HOUR_BYTES, ONE_HOUR_BYTES - 1];

  expect(fills(enough, enough, little, little, enough, little)).toEqual([false, true, false, false, true]);
});

test("a session that begins with little room was notified by its start", () => {
  expect(fills(1000, 900)).toEqual([false]);
});

test("where the system does not say, nothing is reported", () => {
  expect(fills(undefined, undefined)).toEqual([false]);
});
