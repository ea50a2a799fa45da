import { openDB } from "idb";
import { expect, test } from "vitest";
import type { AudioSource } from "../../../../protocol/audio.ts";
import type { EventBatch } from "../../../../src/background/transcript/database/event-batch.ts";
import type { AudioChunk } from "../../../../src/shared/audio/stored-audio.ts";
import type { SuppressedLine } from "../../../../src/shared/lines/suppressed.ts";
import type { Segment } from "../../../../src/shared/transcript.ts";
import { OTHER, SESSION, sessionRecord } from "../../session-samples.ts";
import { TestDatabase } from "../../test-database.ts";

const SECOND = 16_000;
const CANARY = "kestrel-kestrel-kestrel";

function chunk(startSecond: number, change: Partial<AudioChunk> = {}): AudioChunk {
  return {
    source: "tab",
    startSample: startSecond * SECOND,
    endSample: (startSecond + 5) * SECOND,
    opus: btoa(CANARY),
    ...change,
  };
}

const EMPTY_BATCH: EventBatch = {
  session: SESSION,
  segments: [],
  corrections: [],
  gaps: [],
  suppressed: [],
  numbers: [],
  record: null,
};

/** A line as it is stored, and one that was suppressed. */
function lineOf(source: AudioSource, startSecond: number, endSecond: number): Segment & SuppressedLine {
  const startSample = startSecond * SECOND;
  return {
    source,
    utterance: startSample,
    revision: 1,
    startSample,
    endSample: endSecond * SECOND,
    stable: CANARY,
    tail: "",
    isFinal: true,
    language: "en",
    text: CANARY,
    reason: "silence",
  };
}

/** The records of audio as they lie on the disk. */
async function stored(name: string) {
  const raw = await openDB(name);
  const records = (await raw.getAll("audio")) as {
    readonly session: string;
    readonly source: string;
    readonly startSample: number;
    readonly endSample: number;
    readonly bytes: number;
    readonly sealed: Uint8Array;
  }[];
  raw.close();
  return records;
}

async function meeting(session = SESSION): Promise<{ name: string; database: TestDatabase }> {
  const name = crypto.randomUUID();
  const database = new TestDatabase(name);
  await database.putRecord(sessionRecord({ session }));
  return { name, database };
}

test("UI-9 SEC-7 a chunk is stored once, sealed, with its place and size to be read", async () => {
  const { name, database } = await meeting();

  for (let time = 0; time < 2; time += 1) await database.audio.put(SESSION, chunk(5), () => true);

  const records = await stored(name);
  expect(records).toMatchObject([{ session: SESSION, source: "tab", startSample: 5 * SECOND }]);
  expect(records[0]?.bytes).toBe(records[0]?.sealed.length);
  expect(new TextDecoder("latin1").decode(records[0]?.sealed)).not.toContain("kestrel");
});

test("UI-9 SEC-7 nothing is stored of a meeting that is deleted, or not known", async () => {
  const { name, database } = await meeting();
  await database.deleteSession(SESSION);

  await database.audio.put(SESSION, chunk(0), () => true);
  await database.audio.put(OTHER, chunk(0), () => true);

  expect(await stored(name)).toEqual([]);
});

test("UI-9 SEC-7 what is wanted no longer, or whose meeting's audio was deleted, is not stored once it is its turn", async () => {
  const { name, database } = await meeting();
  await database.putRecord(sessionRecord({ session: OTHER }));
  let isWanted = true;

  const put = database.audio.put(SESSION, chunk(0), () => isWanted);
  isWanted = false;
  await put;
  expect(await stored(name)).toEqual([]);
  await database.audio.delete(SESSION);
  await database.audio.put(SESSION, chunk(0), () => true);
  await database.audio.put(OTHER, chunk(0), () => true);

  expect(await stored(name)).toMatchObject([{ session: OTHER }]);
});

test("UI-9 SEC-7 a deletion takes the meeting's audio and leaves that of others", async () => {
  const { name, database } = await meeting();
  await database.putRecord(sessionRecord({ session: OTHER }));
  for (const session of [SESSION, OTHER]) await database.audio.put(session, chunk(0), () => true);

  await database.deleteSession(SESSION);

  expect(await stored(name)).toMatchObject([{ session: OTHER }]);
});

test("UI-9 SEC-7 a strike takes what reaches into it at once, without a key, and what of it still comes", async () => {
  const { name, database } = await meeting();
  for (const second of [0, 5, 10, 15]) await database.audio.put(SESSION, chunk(second), () => true);
  await database.audio.put(SESSION, chunk(5, { source: "mic" }), () => true);
  const range = { startSample: 6 * SECOND, endSample: 15 * SECOND };

  await database.strike(SESSION, range);
  await database.audio.put(SESSION, chunk(12), () => true);
  await database.struckAtHost(SESSION, range);
  await database.audio.put(SESSION, chunk(13), () => true);

  const starts = (await stored(name)).map(({ source, startSample }) => [source, startSample / SECOND]);
  expect(starts).toEqual([
    ["tab", 0],
    ["tab", 15],
  ]);
});

test.each(["stored before the strike", "that comes after it"])(
  "SEC-7 a strike takes all audio of a line %s that reaches into it from before it, of its own source",
  async (when) => {
    const { name, database } = await meeting();
    for (const source of ["tab", "mic"] as const)
      for (const second of [40, 45, 50, 55])
        await database.audio.put(SESSION, chunk(second, { source }), () => true);
    const batch = { ...EMPTY_BATCH, segments: [lineOf("tab", 46, 62)], suppressed: [lineOf("mic", 56, 61)] };
    const range = { startSample: 60 * SECOND, endSample: 120 * SECOND };

    if (when === "stored before the strike") await database.storeEvents(batch);
    await database.strike(SESSION, range);
    await database.deleteStruck(SESSION, range);
    if (when === "that comes after it") await database.storeEvents(batch);

    const starts = (await stored(name)).map(({ source, startSample }) => [source, startSample / SECOND]);
    expect(starts).toEqual([
      ["mic", 40],
      ["mic", 45],
      ["mic", 50],
      ["tab", 40],
    ]);
    expect(await database.load(SESSION)).toMatchObject({ segments: [], suppressed: [] });
  },
);

test("UI-9 it is said how much there is and where, without a key, and any span is read with it", async () => {
  const { database } = await meeting();
  for (const second of [5, 10, 40]) await database.audio.put(SESSION, chunk(second), () => true);
  await database.audio.put(SESSION, chunk(0, { source: "mic", endSample: 2 * SECOND }), () => true);

  const outline = await database.audio.outline(SESSION);
  const read = await database.audio.read(SESSION, { startSample: 12 * SECOND, endSample: 41 * SECOND });

  expect(outline).toEqual({
    bytes: 4 * (CANARY.length + 28),
    spans: [
      { source: "mic", startSample: 0, endSample: 2 * SECOND },
      { source: "tab", startSample: 5 * SECOND, endSample: 15 * SECOND },
      { source: "tab", startSample: 40 * SECOND, endSample: 45 * SECOND },
    ],
  });
  expect(read).toEqual([chunk(10), chunk(40)]);
  expect(await database.audio.outline(OTHER)).toEqual({ bytes: 0, spans: [] });
  database.keys.destroyed.add(SESSION);
  await expect(database.audio.read(SESSION, { startSample: 0, endSample: SECOND })).rejects.toMatchObject({
    code: "session_key_missing",
  });
});

test("SEC-7 a rotation seals the audio by the next key, and no record that was there before opens by it", async () => {
  const { name, database } = await meeting();
  // More than are sealed at a time.
  for (let index = 0; index < 60; index += 1) await database.audio.put(SESSION, chunk(5 * index), () => true);
  const before = await stored(name);

  await database.keys.rotate(SESSION);
  await database.audio.put(SESSION, chunk(1000), () => true);
  await database.reseal(SESSION);
  await database.keys.finishRotation(SESSION);

  const after = await stored(name);
  expect(after).toHaveLength(61);
  const { newest } = await database.keys.get(SESSION);
  expect(await opening(newest, after)).toBe(61);
  expect(await opening(newest, before)).toBe(0);
});

test.each([{ startSample: 6 * SECOND }, { endSample: 9 * SECOND }, { source: "mic" }, { session: OTHER }])(
  "SEC-7 audio that was put in another place on the disk, %o, does not open and is reported",
  async (place) => {
    const { name, database } = await meeting();
    await database.audio.put(SESSION, chunk(5), () => true);
    const raw = await openDB(name);
    const [key] = await raw.getAllKeys("audio");
    const record = (await raw.get("audio", key ?? "")) as object;
    await raw.delete("audio", key ?? "");
    await raw.put("audio", { ...record, ...place });
    raw.close();

    const read = await database.audio.read(place.session ?? SESSION, {
      startSample: 0,
      endSample: 60 * SECOND,
    });

    expect(read).toEqual([]);
    expect(database.damaged).toEqual([1]);
  },
);

test("UI-9 a database of the version before there was audio keeps its meetings and takes audio", async () => {
  const name = crypto.randomUUID();
  const old = await openDB(name, 2, {
    upgrade(created) {
      created.createObjectStore("sessions", { keyPath: "session" }).createIndex("startedAtMs", "startedAtMs");
      created.createObjectStore("segments", { keyPath: ["session", "source", "utterance"] });
      created.createObjectStore("heldBack", { keyPath: ["session", "source", "startSample"] });
      created.createObjectStore("gaps", { keyPath: ["session", "source", "startSample", "reason"] });
      for (const store of ["marks", "deleted"]) created.createObjectStore(store, { keyPath: "session" });
    },
  });
  await old.put("sessions", { session: SESSION, startedAtMs: 1, completeness: "complete", sealed: null });
  old.close();
  const database = new TestDatabase(name);

  await database.audio.put(SESSION, chunk(0), () => true);

  expect(await database.sessions()).toEqual([SESSION]);
  expect(await stored(name)).toHaveLength(1);
});

/** How many of the records a key opens. */
async function opening(key: CryptoKey, records: Awaited<ReturnType<typeof stored>>): Promise<number> {
  const opened = await Promise.all(
    records.map(async ({ source, startSample, endSample, sealed }) => {
      const iv = sealed.slice(0, 12);
      const additionalData = new TextEncoder().encode(
        JSON.stringify([1, "audio", SESSION, source, startSample, endSample]),
      );
      try {
        await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, sealed.slice(12));
        return true;
      } catch {
        return false;
      }
    }),
  );
  return opened.filter(Boolean).length;
}
