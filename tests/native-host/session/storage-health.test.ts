import { beforeEach, expect, test } from "vitest";
import { StorageHealth } from "../../../native-host/session/storage-health.ts";

let told: string[];
let storage: StorageHealth;

beforeEach(() => {
  told = [];
  storage = new StorageHealth({
    failed: ({ code }, { source = "session" }) => void told.push(`${code} ${source}`),
    changed: () => void told.push("changed"),
  });
});

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test("IPC-5 a full disk is told once for both sources, and over only when everything is stored again", () => {
  for (let frame = 0; frame < 50; frame += 1) {
    storage.failed("tab", systemError("ENOSPC"));
    storage.failed("mic", systemError("ENOSPC"));
  }
  storage.works("tab");
  expect(storage.error).toBe("disk_full");

  storage.works("mic");
  expect(storage.error).toBeNull();
  expect(told).toEqual(["disk_full tab", "changed", "changed"]);
});

test("another cause is told as well", () => {
  storage.failed("tab", systemError("ENOSPC"));
  storage.failed("folder", systemError("EROFS"));

  expect(told).toEqual(["disk_full tab", "changed", "journal_unwritable session"]);
});
