import { deleteDB, openDB } from "idb";
import { afterEach, expect, test } from "vitest";
import { EarshotError } from "../../../protocol/errors.ts";
import {
  deleteUnsealed,
  hasUnsealed,
  sealUnsealed,
  sweepAgain,
} from "../../../src/background/transcript/unsealed-transcripts.ts";
import { OTHER, SESSION, sessionRecord } from "../session-samples.ts";
import { TestDatabase } from "../test-database.ts";

const THIRD = "7a3d5f10-9b1c-4b5e-8a43-6f2f0c9d2e77";
const SESSIONS = [SESSION, OTHER, THIRD];

/** The database as an earlier version left it, with one line in each session. */
async function leaveUnsealed(version: 1 | 2 | 3): Promise<void> {
  const old = await openDB("earshot", version, {
    upgrade(created) {
      const ofSession = (name: string, keyPath: string[]) =>
        created.createObjectStore(name, { keyPath }).createIndex("session", "session");
      created.createObjectStore("sessions", { keyPath: "session" }).createIndex("startedAtMs", "startedAtMs");
      ofSession("segments", ["session", "source", "utterance"]);
      if (version >= 2) {
        ofSession("gaps", ["session", "source", "startSample"]);
        for (const name of ["marks", "deleted"]) created.createObjectStore(name, { keyPath: "session" });
      }
      if (version >= 3) ofSession("heldBack", ["session", "source", "startSample"]);
    },
  });
  for (const [index, session] of SESSIONS.entries()) {
    const { completeness, ...record } = sessionRecord({
      session,
      startedAtMs: index,
      title: `Title ${index}`,
    });
    await old.put("sessions", version === 1 ? record : { ...record, completeness });
    await old.put("segments", { ...SEGMENT, session });
    if (version >= 2) await old.put("marks", { session, next: 7, ahead: [9] });
    if (version >= 3) await old.put("heldBack", { ...HELD_BACK, session });
  }
  if (version >= 2) await old.put("deleted", { session: "0c0c0c0c-6d0f-4c6e-9b1e-0d8d1c2f3a4b" });
  old.close();
}

const SEGMENT = {
  source: "tab",
  utterance: 0,
  revision: 2,
  startSample: 0,
  endSample: 48_000,
  stable: "Good morning everyone.",
  tail: "",
  isFinal: true,
  language: "en",
} as const;
const HELD_BACK = {
  source: "mic",
  startSample: 0,
  endSample: 1600,
  text: "Thank you.",
  language: "en",
  reason: "silence",
} as const;

afterEach(async () => {
  for (const name of await databaseNames()) if (name.startsWith("earshot")) await deleteDB(name);
});

test.each([1, 2, 3] as const)(
  "UI-5 SEC-7 what version %i stored unsealed is sealed, and nothing is lost",
  async (version) => {
    await leaveUnsealed(version);
    const database = new TestDatabase();

    await sealUnsealed(database, 0);

    expect(await database.sessions()).toEqual(SESSIONS);
    expect(await database.load(OTHER)).toEqual({
      ...sessionRecord({ session: OTHER, startedAtMs: 1, title: "Title 1" }),
      completeness: version === 1 ? "complete" : "open",
      segments: [SEGMENT],
      gaps: [],
      suppressed: version === 3 ? [HELD_BACK] : [],
    });
    expect(await database.listDeleted()).toHaveLength(version === 1 ? 0 : 1);
    // Numbers that the host counts on are the same ones.
    const again = { session: OTHER, segments: [], corrections: [], gaps: [], suppressed: [], record: null };
    const mark = await database.storeEvents({ ...again, numbers: [0] });
    expect(mark).toMatchObject(version === 1 ? { next: 1 } : { next: 7, ahead: [9] });
    expect(await hasUnsealed()).toBe(false);
  },
);

test("SEC-7 without a host nothing is sealed and nothing is lost; it goes on where it was interrupted", async () => {
  await leaveUnsealed(3);
  const database = new TestDatabase();

  for (let taken = 0; taken < SESSIONS.length; taken++) {
    let left = taken;
    const target = {
      deleteSession: (session: string) => database.deleteSession(session),
      adopt: async (...session: Parameters<TestDatabase["adopt"]>) => {
        if (left-- <= 0) throw new EarshotError("host_exited", "gone");
        const isAdopted = await database.adopt(...session);
        // The worker ends between taking a session over and forgetting the old one.
        if (left === 0) throw new Error("killed");
        return isAdopted;
      },
    };
    await expect(sealUnsealed(target, 0)).rejects.toThrow(/gone|killed/u);
    expect(await hasUnsealed()).toBe(true);
  }
  await sealUnsealed(database, 0);

  expect(await database.sessions()).toEqual(SESSIONS);
  expect((await database.load(THIRD))?.segments).toEqual([SEGMENT]);
  expect(await hasUnsealed()).toBe(false);
});

test("SEC-4 a meeting that was deleted after it was taken over does not come back with the next try", async () => {
  await leaveUnsealed(3);
  const database = new TestDatabase();
  await expect(
    sealUnsealed({
      deleteSession: (session) => database.deleteSession(session),
      async adopt(...session) {
        await database.adopt(...session);
        throw new Error("killed");
      },
    }),
  ).rejects.toThrow("killed");

  await database.deleteSession(SESSION);
  await deleteUnsealed(SESSION);
  await database.forgetDeleted(SESSION);
  await sealUnsealed(database, 0);

  expect(await database.sessions()).toEqual([OTHER, THIRD]);
});

test("SEC-7 the bytes of the old database are swept once more at the next start, and never again", async () => {
  await leaveUnsealed(3);
  await sealUnsealed(new TestDatabase(), 0);
  expect(await sweepsLeft()).toHaveLength(3);

  await sweepAgain(0);

  expect(await sweepsLeft()).toEqual([]);
});

async function sweepsLeft(): Promise<string[]> {
  return (await databaseNames()).filter((name) => name.startsWith("earshot-sweep"));
}

async function databaseNames(): Promise<string[]> {
  return (await indexedDB.databases()).map(({ name = "" }) => name);
}
