import { linkSync, mkdirSync, readdirSync, renameSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SESSION } from "./frames.ts";
import { openedKeys } from "./opened-keys.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const OTHER = "9c858901-8a57-4791-81fe-4c455b099bc9";

test.each(["master.key", `${SESSION}.key`])(
  "SEC-7 a host that was killed between the two names of a new %s costs no key",
  async (name) => {
    const dataDirectory = temporaryFolder();
    const { key } = (await openedKeys(dataDirectory)).getOrCreate(SESSION);
    const keys = join(dataDirectory, "keys");
    // A whole file gets its name as a second one; the kill came before the first was taken away.
    linkSync(join(keys, name), join(keys, ".new-cut-off"));
    utimesSync(join(keys, ".new-cut-off"), 0, 0);

    const next = await openedKeys(dataDirectory);

    expect(next.get(SESSION).key.equals(key)).toBe(true);
    expect(readdirSync(keys).toSorted()).toEqual([`${SESSION}.key`, "master.key"].toSorted());
  },
);

test("SEC-7 a host whose keys were moved away goes on making and destroying keys", async () => {
  const dataDirectory = temporaryFolder();
  const keys = await openedKeys(dataDirectory);
  const { key } = keys.getOrCreate(SESSION);
  const away = join(temporaryFolder(), "away");
  renameSync(join(dataDirectory, "keys"), away);

  const created = keys.getOrCreate(OTHER);
  renameSync(join(away, `${SESSION}.key`), join(dataDirectory, "keys", `${SESSION}.key`));
  const next = await openedKeys(dataDirectory);

  // What was made meanwhile is wrapped by the same master key, so nothing that comes back is lost.
  expect(next.get(SESSION).key.equals(key)).toBe(true);
  expect(next.get(OTHER).key.equals(created.key)).toBe(true);
  renameSync(join(dataDirectory, "keys"), join(away, "again"));
  keys.destroy(OTHER);
  expect(() => keys.getOrCreate(OTHER)).toThrow("it was destroyed");
});

test("SEC-7 a key that cannot be erased keeps no other meeting from being read", async () => {
  const dataDirectory = temporaryFolder();
  const keys = await openedKeys(dataDirectory);
  const { key } = keys.getOrCreate(SESSION);
  keys.destroy(OTHER);
  mkdirSync(join(dataDirectory, "keys", `${OTHER}.key`));
  mkdirSync(join(dataDirectory, "keys", ".new-folder"));
  utimesSync(join(dataDirectory, "keys", ".new-folder"), 0, 0);

  const next = await openedKeys(dataDirectory);

  expect(next.get(SESSION).key.equals(key)).toBe(true);
  expect(() => next.destroy(OTHER)).toThrow("EISDIR");
});
