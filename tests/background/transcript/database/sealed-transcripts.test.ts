import { type IDBPDatabase, openDB } from "idb";
import { describe, expect, test } from "vitest";
import { EarshotError } from "../../../../protocol/errors.ts";
import type { EventBatch } from "../../../../src/background/transcript/database/event-batch.ts";
import type { TranscriptSchema } from "../../../../src/background/transcript/database/transcript-schema.ts";
import type { Segment } from "../../../../src/shared/transcript.ts";
import { OTHER, SESSION, sessionRecord } from "../../session-samples.ts";
import { TestDatabase } from "../../test-database.ts";
import { TestKeys } from "../../test-keys.ts";

type LineKey = TranscriptSchema["segments"]["key"];

const WORD = "kestrel";
const line = (utterance: number, change: Partial<Segment> = {}): Segment => ({
  source: "tab",
  utterance,
  revision: 1,
  startSample: utterance,
  endSample: utterance + 8000,
  stable: `A ${WORD} at ${utterance}.`,
  tail: "",
  isFinal: true,
  language: "en",
  ...change,
});
const batch = (change: Partial<EventBatch> = {}): EventBatch => ({
  session: SESSION,
  segments: [line(0), line(16_000)],
  corrections: [],
  gaps: [{ source: "mic", startSample: 0, endSample: 1600, reason: "muted" }],
  suppressed: [
    {
      source: "tab",
      startSample: 40_000,
      endSample: 41_000,
      text: `Held ${WORD}.`,
      language: "en",
      reason: "silence",
    },
  ],
  numbers: [0, 1, 2, 3],
  record: sessionRecord({ title: `About the ${WORD}`, speakers: { tab: WORD, mic: WORD } }),
  ...change,
});

/** Everything that lies in the database's stores. */
async function stored(name: string): Promise<unknown[]> {
  const database = await openRaw(name);
  const all: unknown[] = [];
  for (const store of database.objectStoreNames) all.push(...(await database.getAll(store)));
  database.close();
  return all;
}

/** The database as a reader of the disk sees it. */
function openRaw(name: string): Promise<IDBPDatabase<TranscriptSchema>> {
  return openDB<TranscriptSchema>(name);
}

/** Puts the bytes that `from` gives into the place of the line `key`. */
async function overwrite(
  name: string,
  key: LineKey,
  from: (raw: IDBPDatabase<TranscriptSchema>) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<void> {
  const raw = await openRaw(name);
  const overwritten = await raw.get("segments", key);
  if (overwritten !== undefined) await raw.put("segments", { ...overwritten, sealed: await from(raw) });
  raw.close();
}

async function sealedAt(raw: IDBPDatabase<TranscriptSchema>, key: LineKey): Promise<Uint8Array<ArrayBuffer>> {
  return (await raw.get("segments", key))?.sealed ?? new Uint8Array();
}

describe("transcripts at rest", () => {
  test("SEC-7 no word, title or name lies in the database, and all are read with the key", async () => {
    const name = crypto.randomUUID();
    const database = new TestDatabase(name);
    const correction = {
      source: "tab",
      utterance: 0,
      text: `Better ${WORD}.`,
      language: "en",
      model: "small",
    } as const;

    await database.putRecord(batch().record ?? sessionRecord());
    await database.storeEvents(batch());
    await database.storeEvents(batch({ segments: [], corrections: [correction], numbers: [4] }));

    const raw = (await stored(name)).map((value) => printed(value)).join("\n");
    expect(raw).toContain(SESSION);
    expect(raw).not.toContain(WORD);
    const transcript = await database.load(SESSION);
    expect(transcript).toMatchObject({ title: `About the ${WORD}`, speakers: { tab: WORD } });
    expect(transcript?.segments.map(({ stable }) => stable)).toEqual([
      `Better ${WORD}.`,
      `A ${WORD} at 16000.`,
    ]);
    expect(transcript?.suppressed).toMatchObject([{ text: `Held ${WORD}.` }]);
  });

  test("SEC-7 CAP-6 what was struck and what was muted from the same sample on are both there, also of version 1", async () => {
    const name = crypto.randomUUID();
    const muted = { source: "mic", startSample: 0, endSample: 1600, reason: "muted" } as const;
    const old = await openDB(name, 1, {
      upgrade(created) {
        created
          .createObjectStore("sessions", { keyPath: "session" })
          .createIndex("startedAtMs", "startedAtMs");
        created.createObjectStore("segments", { keyPath: ["session", "source", "utterance"] });
        for (const store of ["gaps", "heldBack"])
          created.createObjectStore(store, { keyPath: ["session", "source", "startSample"] });
        for (const store of ["marks", "deleted"]) created.createObjectStore(store, { keyPath: "session" });
      },
    });
    await old.put("sessions", { session: SESSION, startedAtMs: 0, completeness: "open", sealed: null });
    await old.put("gaps", { session: SESSION, ...muted });
    old.close();
    const database = new TestDatabase(name);

    await database.strike(SESSION, { startSample: 0, endSample: 8000 });
    await database.storeEvents(
      batch({ segments: [], suppressed: [], gaps: [{ ...muted, endSample: 3200 }] }),
    );

    const gaps = (await database.load(SESSION))?.gaps;
    expect(gaps).toHaveLength(3);
    expect(gaps).toContainEqual({ ...muted, endSample: 3200 });
    for (const source of ["tab", "mic"])
      expect(gaps).toContainEqual({ source, startSample: 0, endSample: 8000, reason: "struck" });
  });

  test("SEC-7 what is stored before the key is there is the session's time, and nothing else", async () => {
    const name = crypto.randomUUID();
    const database = new TestDatabase(name);
    database.keys.failure = new EarshotError("host_exited", "gone");

    await database.addSession(sessionRecord());
    await expect(database.putHead(SESSION, sessionRecord())).rejects.toMatchObject({ code: "host_exited" });
    await expect(database.storeEvents(batch())).rejects.toMatchObject({ code: "host_exited" });
    // Without words there is nothing to seal: a gap need not wait for the host.
    await database.storeEvents(batch({ segments: [], suppressed: [] }));

    const raw = (await stored(name)).map((value) => printed(value)).join("\n");
    expect(raw).toContain("muted");
    expect(raw).not.toMatch(/Weekly|kestrel/u);
    await expect(database.load(SESSION)).resolves.toMatchObject({
      segments: [],
      gaps: [{ reason: "muted" }],
    });
  });

  test("SEC-7 the same words are never the same bytes", async () => {
    const name = crypto.randomUUID();
    const database = new TestDatabase(name);
    const same = { stable: "Yes.", endSample: 0 };

    await database.storeEvents(batch({ segments: [line(0, same), line(1, same)] }));

    const raw = await openRaw(name);
    const nonces = (await raw.getAll("segments")).map(({ sealed }) => sealed.slice(0, 12).toString());
    raw.close();
    expect(new Set(nonces).size).toBe(2);
  });

  test.each([
    ["changed", (bytes: Uint8Array<ArrayBuffer>) => bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte))],
    ["truncated", (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, 9)],
  ])(
    "SEC-7 a record that was %s on disk is left out and reported, the others are read",
    async (_what, change) => {
      const name = crypto.randomUUID();
      const database = new TestDatabase(name);
      await database.storeEvents(batch());
      const first: LineKey = [SESSION, "tab", 0];
      await overwrite(name, first, async (raw) => change(await sealedAt(raw, first)));

      const transcript = await database.load(SESSION);

      expect(transcript?.segments.map(({ utterance }) => utterance)).toEqual([16_000]);
      expect(database.damaged).toEqual([1]);
    },
  );

  test.each([
    ["another line", SESSION, 16_000],
    ["another meeting's line", OTHER, 0],
  ])("SEC-7 a record put in the place of %s does not open there", async (_what, session, utterance) => {
    const name = crypto.randomUUID();
    const keys = new TestKeys();
    // One key for both: only the place distinguishes them.
    const shared = await keys.get(SESSION);
    keys.get = () => Promise.resolve(shared);
    const database = new TestDatabase(name, keys);
    await database.storeEvents(batch());
    await database.storeEvents(batch({ session: OTHER, record: sessionRecord({ session: OTHER }) }));
    await overwrite(name, [session, "tab", utterance], (raw) => sealedAt(raw, [SESSION, "tab", 0]));

    const transcript = await database.load(session);

    expect(transcript?.segments).toHaveLength(1);
    expect(database.damaged).toEqual([1]);
  });

  test("SEC-4 a session whose key was destroyed is reported as such, and can be deleted", async () => {
    const database = new TestDatabase();
    await database.storeEvents(batch());
    database.keys.destroyed.add(SESSION);

    await expect(database.load(SESSION)).rejects.toMatchObject({ code: "session_key_missing" });
    await database.deleteSession(SESSION);

    await expect(database.load(SESSION)).resolves.toBeNull();
    expect(await database.listDeleted()).toEqual([SESSION]);
  });

  test("SEC-4 what was begun before a session was deleted does not bring it back once the host has confirmed", async () => {
    const database = new TestDatabase();
    const record = sessionRecord();
    await database.putRecord(record);
    await database.deleteSession(record.session);
    await database.forgetDeleted(record.session);

    await database.addSession({ ...record, completeness: "open" });
    await database.adopt({ ...record, segments: [], gaps: [], suppressed: [] }, { next: 0, ahead: [] });

    expect(await database.listSessions()).toEqual([]);
  });

  test("SEC-4 what comes while a session is being deleted does not bring it back", async () => {
    const database = new TestDatabase();
    await database.storeEvents(batch());

    // Sealing takes turns of the event loop: the deletion overtakes what was begun before it.
    const [mark] = await Promise.all([
      database.storeEvents(batch({ segments: [line(99)], numbers: [4] })),
      database.deleteSession(SESSION),
    ]);

    expect(mark).toBeNull();
    expect(await database.sessions()).toEqual([]);
    expect(await database.hasContent(SESSION)).toBe(false);
    expect(await database.storeEvents(batch())).toBeNull();
  });
});

/** Text as it would be found by a search of bytes. */
function printed(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    part instanceof Uint8Array ? new TextDecoder("latin1").decode(part) : part,
  );
}
