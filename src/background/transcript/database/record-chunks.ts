import type { IDBPDatabase } from "idb";
import type { SealedStore } from "./sealed-records.ts";
import { ofSession, type TranscriptSchema } from "./transcript-schema.ts";

type Database = IDBPDatabase<TranscriptSchema>;
/** Makes one change after the other: none sees what another is about to replace. */
export type MakeChange = <T>(change: (database: Database) => Promise<T>) => Promise<T>;

/** A caption that comes meanwhile waits for one such lot: some 75 ms, at most 0.2 s (two cores with six times their work). A record of audio has ten times the bytes. */
const CHUNK_RECORDS = 250;

/**
 * Works through the sealed records of a session, some at a time, each time as one change, so that captions are stored in between.
 * What is added meanwhile is passed over.
 */
export async function forEachChunk<Store extends SealedStore>(
  makeChange: MakeChange,
  session: string,
  store: Store,
  work: (database: Database, records: TranscriptSchema[Store]["value"][]) => Promise<void>,
): Promise<void> {
  const atOnce = store === "audio" ? CHUNK_RECORDS / 10 : CHUNK_RECORDS;
  // Up to the last of now: captions may come as fast as this goes on.
  let range: IDBKeyRange | null = await makeChange(async (database) => {
    const last = await database.transaction(store).store.openKeyCursor(ofSession(session), "prev");
    return last && IDBKeyRange.bound([session], last.key);
  });
  while (range !== null) {
    const left: IDBKeyRange = range;
    range = await makeChange(async (database) => {
      const keys = await database.getAllKeys(store, left, atOnce);
      const [last] = keys.slice(-1);
      if (last === undefined) return null;
      const chunk = IDBKeyRange.bound(left.lower, last, left.lowerOpen);
      await work(database, await database.getAll(store, chunk));
      return indexedDB.cmp(last, left.upper) < 0 ? IDBKeyRange.bound(last, left.upper, true) : null;
    });
  }
}
