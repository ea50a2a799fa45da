import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import type { SuppressedLine } from "../../shared/lines/suppressed.ts";
import type { Segment, Transcript, TranscriptGap } from "../../shared/transcript.ts";
import { type EventMark, NO_EVENTS } from "./database/event-mark.ts";
import type { TranscriptDatabase } from "./database/transcript-database.ts";

/** The database of transcripts before they were sealed, versions 1 to 3. */
const UNSEALED = "earshot";
/**
 * Databases made after the old one, and deleted one by one once it is: each deletion makes the browser's store rewrite what
 * lies beside it. As long as one is there, bytes of the old one may be, too.
 */
const SWEEPS = ["earshot-sweep", ...["2", "3", "4", "5", "6"].map((place) => `earshot-sweep-${place}`)];
/** The others are left for the worker's next start. */
const SWEEPS_AT_ONCE = 3;
/** The store rewrites some time after it has answered that a deletion is done: two in quick succession are one. */
const SWEEP_PAUSE_MS = 1000;

type Target = Pick<TranscriptDatabase, "adopt" | "deleteSession">;
type OfSession = { readonly session: string };
/** Version 1 knew no completeness: what it stored was shown as it stood. */
type UnsealedRecord = Omit<Transcript, "segments" | "gaps" | "suppressed" | "completeness"> &
  Partial<Pick<Transcript, "completeness">>;

/** Of which version 1 had but sessions and segments, and version 2 all but suppressed lines. */
interface UnsealedSchema extends DBSchema {
  sessions: { key: string; value: UnsealedRecord; indexes: { startedAtMs: number } };
  segments: { key: IDBValidKey; value: Segment & OfSession; indexes: { session: string } };
  gaps: { key: IDBValidKey; value: TranscriptGap & OfSession; indexes: { session: string } };
  heldBack: { key: IDBValidKey; value: SuppressedLine & OfSession; indexes: { session: string } };
  marks: { key: string; value: EventMark & OfSession };
  deleted: { key: string; value: OfSession };
}
type UnsealedStore = "sessions" | "segments" | "gaps" | "heldBack" | "marks" | "deleted";

/** Whether there is anything from before transcripts were sealed. */
export async function hasUnsealed(): Promise<boolean> {
  return (await indexedDB.databases()).some(({ name }) => name === UNSEALED);
}

/**
 * Seals every transcript that was stored before there were keys, then removes the old database and its bytes. May be cut
 * off at any moment and goes on the next time: a session is taken over in one transaction, and leaves the old database only
 * after it.
 * @returns whether there was anything to do
 * @throws {EarshotError} why the host cannot make keys; nothing is lost
 */
export async function sealUnsealed(target: Target, pauseMs = SWEEP_PAUSE_MS): Promise<boolean> {
  if (!(await hasUnsealed())) return false;
  // No version: it is read as it is.
  const old = await openDB<UnsealedSchema>(UNSEALED);
  try {
    await takeOver(old, target);
  } finally {
    old.close();
  }
  await removeBytes(pauseMs);
  return true;
}

/** A deleted session does not stay in the old database, however far the takeover is. */
export async function deleteUnsealed(session: string): Promise<void> {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  if (!names.includes(UNSEALED)) return;
  const old = await openDB<UnsealedSchema>(UNSEALED);
  try {
    if (old.objectStoreNames.contains("sessions")) await old.delete("sessions", session);
  } finally {
    old.close();
  }
}

async function takeOver(old: IDBPDatabase<UnsealedSchema>, target: Target): Promise<void> {
  const has = (name: UnsealedStore) => old.objectStoreNames.contains(name);
  if (has("deleted")) {
    for (const session of await old.getAllKeys("deleted")) await target.deleteSession(session);
  }
  if (!has("sessions")) return;
  for (const record of await old.getAllFromIndex("sessions", "startedAtMs")) {
    const { session } = record;
    // Deleted since the list was read.
    if ((await old.getKey("sessions", session)) === undefined) continue;
    const gaps = has("gaps") ? await old.getAllFromIndex("gaps", "session", session) : [];
    const suppressed = has("heldBack") ? await old.getAllFromIndex("heldBack", "session", session) : [];
    const transcript: Transcript = {
      ...record,
      completeness: record.completeness ?? "complete",
      segments: (await old.getAllFromIndex("segments", "session", session)).map(withoutSession),
      gaps: gaps.map(withoutSession),
      suppressed: suppressed.map(withoutSession),
    };
    const mark = (has("marks") ? await old.get("marks", session) : undefined) ?? NO_EVENTS;
    await target.adopt(transcript, { next: mark.next, ahead: mark.ahead });
    await old.delete("sessions", session);
  }
}

/** The key by which a record was found stands in the sealed one's place. */
function withoutSession<T extends OfSession>({ session: _session, ...item }: T): Omit<T, "session"> {
  return item;
}

/**
 * Removes the old database together with its bytes. Chromium's store (LevelDB) only appends: a deletion compacts the range of
 * the database's keys, but what lay in memory until then is written with all that is deleted into one more table, at a level
 * that the same compaction no longer looks at. The next deletion whose range that table covers rewrites it without them, if
 * its compaction is not run together with the one before. So there are several such databases, and all of them are made
 * before the old one goes: the table then covers the range of each. With one that was made again for each deletion only the
 * first could do it (measured on Chromium 156, in the store's own LOG; `transcript-database.test.ts`).
 */
async function removeBytes(pauseMs: number): Promise<void> {
  for (const name of SWEEPS) await makeSweep(name);
  await deleteDB(UNSEALED);
  await sweep(SWEEPS.slice(0, SWEEPS_AT_ONCE), pauseMs);
}

/** At the worker's start: removes for good what the start before it removed. */
export async function sweepAgain(pauseMs = SWEEP_PAUSE_MS): Promise<void> {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  if (names.includes(UNSEALED)) return;
  await sweep(
    SWEEPS.filter((name) => names.includes(name)),
    pauseMs,
  );
}

async function sweep(databases: readonly string[], pauseMs: number): Promise<void> {
  for (const name of databases) {
    await pause(pauseMs);
    await deleteDB(name);
  }
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}

/** With an entry, so that there are keys of its own in the store. */
async function makeSweep(name: string): Promise<void> {
  const database = await openDB(name, 1, {
    upgrade(created) {
      created.createObjectStore("entries");
    },
  });
  await database.put("entries", 0, 0);
  database.close();
}
