import { openDB } from "idb";
import { expect, test } from "vitest";
import { EarshotError } from "../../../../protocol/errors.ts";
import type { EventBatch } from "../../../../src/background/transcript/database/event-batch.ts";
import type { Segment } from "../../../../src/shared/transcript.ts";
import { finalSegment } from "../../../shared/transcript-samples.ts";
import { OTHER, SESSION, sessionRecord } from "../../session-samples.ts";
import { TestDatabase } from "../../test-database.ts";

const SECOND = 16_000;
const CANARY = "Kestrel";
const STRUCK = { startSample: 59 * SECOND, endSample: 90 * SECOND };

function line(second: number, text = `The ${CANARY} at ${second}.`): Segment {
  const startSample = second * SECOND;
  const endSample = startSample + SECOND;
  return finalSegment({ utterance: startSample, startSample, endSample, stable: text });
}

function batchOf(segments: readonly Segment[], change: Partial<EventBatch> = {}): EventBatch {
  const nothing = { corrections: [], gaps: [], suppressed: [], numbers: [], record: null };
  return { session: SESSION, segments, ...nothing, ...change };
}

/** The records as they lie on the disk. */
async function stored(name: string): Promise<{ readonly sealed?: Uint8Array; readonly ticket?: string }[]> {
  const raw = await openDB(name);
  const records = (await raw.getAll("searchTexts")) as { readonly sealed?: Uint8Array }[];
  raw.close();
  return records;
}

/** A finished meeting of two lines, the second of them to be struck, with its search text. */
async function meeting(): Promise<{ name: string; database: TestDatabase }> {
  const name = crypto.randomUUID();
  const database = new TestDatabase(name);
  await database.putRecord(sessionRecord({ completeness: "complete" }));
  await database.storeEvents(batchOf([line(0), line(60)]));
  await database.searchTexts.make(SESSION);
  return { name, database };
}

async function foldedIn(database: TestDatabase): Promise<string | null> {
  const [text] = await database.searchTexts.read([SESSION]);
  return text?.folded ?? null;
}

test("UI-5 SEC-7 the text of a finished meeting is stored sealed, and read as it was made", async () => {
  const { name, database } = await meeting();

  const texts = await database.searchTexts.read([OTHER, SESSION]);

  const folded = "the kestrel at 0.\nthe kestrel at 60.\n";
  expect(texts).toEqual([null, { folded, people: [], wordCount: 8, lengthMs: 61_000 }]);
  const records = await stored(name);
  expect(records).toHaveLength(1);
  expect(new TextDecoder("latin1").decode(records[0]?.sealed)).not.toMatch(/kestrel/iu);
});

test("UI-5 a text of any length and script is stored in parts and read whole", async () => {
  const { name, database } = await meeting();
  const words = Array.from({ length: 30_000 }, (_, index) => `予算${index}`).join("");
  await database.storeEvents(batchOf([line(5, words)]));

  const made = await database.searchTexts.make(SESSION);

  expect((await stored(name)).length).toBeGreaterThan(3);
  expect(await foldedIn(database)).toBe(made?.folded);
  expect(made?.folded).toContain("予算29999");
});

test("UI-5 no text is stored of a meeting that goes on, or is not known; one that ended without is missing", async () => {
  const name = crypto.randomUUID();
  const database = new TestDatabase(name);
  await database.putRecord(sessionRecord());
  await database.storeEvents(batchOf([line(0)]));

  expect(await database.searchTexts.make(SESSION)).toMatchObject({ folded: "the kestrel at 0.\n" });
  expect(await database.searchTexts.make(OTHER)).toBeNull();
  expect(await stored(name)).toEqual([]);
  expect(await database.searchTexts.missing()).toEqual([]);

  await database.amendEntry(SESSION, { completeness: "complete" });
  expect(await database.searchTexts.missing()).toEqual([SESSION]);
  await database.searchTexts.make(SESSION);
  expect(await database.searchTexts.missing()).toEqual([]);
});

const EDIT = { source: "tab", utterance: 0, text: "An owl." } as const;
const CORRECTION = { source: "tab", utterance: 0, text: "An owl.", language: "en", model: "small" } as const;
const GAP = { source: "tab", startSample: 0, endSample: 10, reason: "muted" } as const;

/** What changes the words, or what is said of them. */
const CHANGES: Readonly<Record<string, (database: TestDatabase) => Promise<unknown>>> = {
  "an edit": (database) => database.editSegments(SESSION, [EDIT], 1),
  "a correction": (database) => database.storeEvents(batchOf([], { corrections: [CORRECTION] })),
  "a line that comes late": (database) => database.storeEvents(batchOf([line(30)])),
  "a gap": (database) => database.storeEvents(batchOf([], { gaps: [GAP] })),
  "a strike": (database) => database.strike(SESSION, STRUCK),
  "the deletion of struck lines": (database) => database.deleteStruck(SESSION, STRUCK),
  "the meeting's deletion": (database) => database.deleteSession(SESSION),
  "a new key": async (database) => {
    await database.keys.rotate(SESSION);
    await database.reseal(SESSION);
  },
};

test.each(Object.entries(CHANGES))("UI-5 SEC-7 %s deletes the text", async (_what, change) => {
  const { name, database } = await meeting();

  await change(database);

  expect(await stored(name)).toEqual([]);
});

test.each(Object.entries(CHANGES))(
  "UI-5 SEC-7 of a text that is being made, %s lets nothing be stored that is older",
  async (_what, change) => {
    const { name, database } = await meeting();
    await database.storeEvents(batchOf([line(10)]));
    let changed: Promise<unknown> = Promise.resolve();
    const get = database.keys.get.bind(database.keys);
    // Its words are read, and not opened yet.
    database.keys.get = (session) => {
      database.keys.get = get;
      changed = change(database);
      return changed.then(() => get(session));
    };

    await database.searchTexts.make(SESSION);
    await changed;

    expect((await stored(name)).filter(({ sealed }) => sealed !== undefined)).toEqual([]);
  },
);

test("UI-5 of two that make it at once only one stores it, and it is whole", async () => {
  const { name, database } = await meeting();
  await database.editSegments(SESSION, [EDIT], 1);

  await Promise.all([database.searchTexts.make(SESSION), database.searchTexts.make(SESSION)]);

  expect(await foldedIn(database)).toBe("an owl.\nthe kestrel at 60.\n");
  expect(await stored(name)).toHaveLength(1);
});

test("SEC-7 a text that was changed on the disk, or stands in another meeting's place, is none, and is made again", async () => {
  const { name, database } = await meeting();
  const raw = await openDB(name);
  const [record] = (await raw.getAll("searchTexts")) as { sealed: Uint8Array; session: string }[];
  await raw.put("searchTexts", { ...record, session: OTHER });
  await raw.put("searchTexts", { ...record, sealed: record?.sealed.map((byte) => byte ^ 1) });
  raw.close();

  expect(await database.searchTexts.read([SESSION, OTHER])).toEqual([null, null]);
  await database.searchTexts.make(SESSION);

  expect(await foldedIn(database)).toContain("kestrel");
  expect(database.damaged).toEqual([]);
});

test.each([1, 2])(
  "UI-5 where the disk is full at write %i the text is made, and not stored",
  async (failing) => {
    const { name, database } = await meeting();
    await database.editSegments(SESSION, [EDIT], 1);
    const put = Reflect.get(IDBObjectStore.prototype, "put");
    let writes = 0;
    Reflect.set(IDBObjectStore.prototype, "put", function full(this: IDBObjectStore, record: unknown) {
      writes += 1;
      if (writes === failing) throw new DOMException("There is no room.", "QuotaExceededError");
      return put.call(this, record);
    });
    try {
      expect(await database.searchTexts.make(SESSION)).toMatchObject({
        folded: "an owl.\nthe kestrel at 60.\n",
      });
    } finally {
      Reflect.set(IDBObjectStore.prototype, "put", put);
    }

    expect((await stored(name)).filter(({ sealed }) => sealed !== undefined)).toEqual([]);
    expect(writes).toBe(failing);
    await database.searchTexts.make(SESSION);
    expect(await foldedIn(database)).toBe("an owl.\nthe kestrel at 60.\n");
  },
);

test("UI-5 where the key cannot be had it says why, and nothing is stored", async () => {
  const { database } = await meeting();
  database.keys.failure = new EarshotError("host_exited", "gone");

  expect(await database.searchTexts.read([SESSION])).toEqual([null]);
  await expect(database.searchTexts.make(SESSION)).rejects.toMatchObject({ code: "host_exited" });
});

test("UI-5 of meetings that are read at once, one without a key takes no other's text away", async () => {
  const { database } = await meeting();
  await database.putRecord(sessionRecord({ session: OTHER, completeness: "complete" }));
  await database.storeEvents(batchOf([line(0)], { session: OTHER }));
  await database.searchTexts.make(OTHER);
  const get = database.keys.get.bind(database.keys);
  const lost = new EarshotError("session_key_missing", "destroyed");
  database.keys.get = (session) => (session === OTHER ? Promise.reject(lost) : get(session));

  const [without, text] = await database.searchTexts.read([OTHER, SESSION]);

  expect(without).toBeNull();
  expect(text?.folded).toContain("kestrel");
});

test("UI-5 a database of the version before there were search texts keeps its meetings, and their texts are missing", async () => {
  const name = crypto.randomUUID();
  const old = await openDB(name, 3, {
    upgrade(created) {
      created.createObjectStore("sessions", { keyPath: "session" }).createIndex("startedAtMs", "startedAtMs");
      created.createObjectStore("segments", { keyPath: ["session", "source", "utterance"] });
      created.createObjectStore("heldBack", { keyPath: ["session", "source", "startSample"] });
      created.createObjectStore("gaps", { keyPath: ["session", "source", "startSample", "reason"] });
      created.createObjectStore("audio", {
        keyPath: ["session", "source", "startSample", "endSample", "bytes"],
      });
      for (const store of ["marks", "deleted"]) created.createObjectStore(store, { keyPath: "session" });
    },
  });
  await old.put("sessions", { session: SESSION, startedAtMs: 1, completeness: "complete", sealed: null });
  old.close();
  const database = new TestDatabase(name);

  expect(await database.searchTexts.missing()).toEqual([SESSION]);
});
