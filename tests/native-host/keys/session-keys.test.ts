import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { KEY_BYTES, seal, subkey } from "../../../native-host/keys/sealing.ts";
import { SESSION } from "../frames.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { openedKeys } from "./opened-keys.ts";

const OTHER = "9c858901-8a57-4791-81fe-4c455b099bc9";
const THIRD = "1b4e28ba-2fa1-4d2e-883f-0016d3cca427";

test.each(["master.key", `${SESSION}.key`])(
  "SEC-7 a host that was killed between the two names of a new %s costs no key",
  async (name) => {
    const dataDirectory = temporaryFolder();
    const { transcript } = (await openedKeys(dataDirectory)).getOrCreate(SESSION);
    const keys = join(dataDirectory, "keys");
    // A whole file gets its name as a second one; the kill came before the first was taken away.
    linkSync(join(keys, name), join(keys, ".new-cut-off"));
    utimesSync(join(keys, ".new-cut-off"), 0, 0);

    const next = await openedKeys(dataDirectory);

    expect(next.get(SESSION).transcript.equals(transcript)).toBe(true);
    expect(readdirSync(keys).toSorted()).toEqual([`${SESSION}.key`, "master.key"].toSorted());
  },
);

test("SEC-7 a host whose keys were moved away goes on making and destroying keys", async () => {
  const dataDirectory = temporaryFolder();
  const keys = await openedKeys(dataDirectory);
  const { transcript } = keys.getOrCreate(SESSION);
  const away = join(temporaryFolder(), "away");
  renameSync(join(dataDirectory, "keys"), away);

  const created = keys.getOrCreate(OTHER);
  renameSync(join(away, `${SESSION}.key`), join(dataDirectory, "keys", `${SESSION}.key`));
  const next = await openedKeys(dataDirectory);

  // What was made meanwhile is wrapped by the same master key, so nothing that comes back is lost.
  expect(next.get(SESSION).transcript.equals(transcript)).toBe(true);
  expect(next.get(OTHER).transcript.equals(created.transcript)).toBe(true);
  renameSync(join(dataDirectory, "keys"), join(away, "again"));
  keys.destroy(OTHER);
  expect(() => keys.getOrCreate(OTHER)).toThrow("it was destroyed");
});

test("SEC-7 a key that cannot be erased keeps no other meeting from being read", async () => {
  const dataDirectory = temporaryFolder();
  const keys = await openedKeys(dataDirectory);
  const { transcript } = keys.getOrCreate(SESSION);
  keys.destroy(OTHER);
  mkdirSync(join(dataDirectory, "keys", `${OTHER}.key`));
  mkdirSync(join(dataDirectory, "keys", ".new-folder"));
  utimesSync(join(dataDirectory, "keys", ".new-folder"), 0, 0);

  const next = await openedKeys(dataDirectory);

  expect(next.get(SESSION).transcript.equals(transcript)).toBe(true);
  expect(() => next.destroy(OTHER)).toThrow("EISDIR");
});

test("SEC-7 what was wrapped by a master key whose file somebody deleted, and what another host wrapped by a new one, is read", async () => {
  const dataDirectory = temporaryFolder();
  const first = await openedKeys(dataDirectory);
  const before = first.getOrCreate(SESSION);
  rmSync(join(dataDirectory, "keys", "master.key"));
  const second = await openedKeys(dataDirectory);
  const madeBySecond = second.getOrCreate(OTHER);

  const madeByFirst = first.getOrCreate(THIRD);

  // By the key that the disk has, which is the one that the next host finds.
  const next = await openedKeys(dataDirectory);
  expect(next.get(THIRD)).toEqual(madeByFirst);
  expect(next.get(OTHER)).toEqual(madeBySecond);
  expect(first.get(OTHER)).toEqual(madeBySecond);
  expect(first.get(SESSION)).toEqual(before);
});

test("SEC-7 the keys of a session from before there were pairs are read, and its transcript's is replaced by itself", async () => {
  const dataDirectory = temporaryFolder();
  const keys = await openedKeys(dataDirectory);
  keys.getOrCreate(OTHER);
  const master = readFileSync(join(dataDirectory, "keys", "master.key"));
  const single = Buffer.alloc(KEY_BYTES, 7);
  const wrapped = seal(master, `earshot session key ${SESSION}`, single);
  writeFileSync(
    join(dataDirectory, "keys", `${SESSION}.key`),
    Buffer.concat([Buffer.from("EARSHOT\u0001F", "latin1"), wrapped]),
  );

  const before = keys.get(SESSION);
  const { nextTranscript } = keys.rotate(SESSION);
  keys.finishRotation(SESSION, nextTranscript ?? Buffer.alloc(0));

  expect(before).toMatchObject({
    journal: subkey(single, "journal"),
    transcript: subkey(single, "transcript"),
  });
  expect(keys.get(SESSION)).toEqual({ ...before, transcript: nextTranscript, nextTranscript: null });
});

test("SEC-7 a young unfinished file stays, an old one is overwritten where nothing else has its bytes", async () => {
  const dataDirectory = temporaryFolder();
  await openedKeys(dataDirectory);
  const keys = join(dataDirectory, "keys");
  writeFileSync(join(keys, ".new-young"), "a key");
  writeFileSync(join(keys, ".new-old"), "a key");
  utimesSync(join(keys, ".new-old"), 0, 0);
  // The bytes can be read by whoever has the file open, whatever became of its name.
  const held = openSync(join(keys, ".new-old"), "r");

  await openedKeys(dataDirectory);

  expect(readdirSync(keys)).toEqual([".new-young"]);
  expect(readFileSync(held, "latin1")).not.toContain("a key");
  closeSync(held);
});
