import { type IDBPDatabase, openDB } from "idb";
import { createStores, DATABASE_NAME, DATABASE_VERSION, type TranscriptSchema } from "./transcript-schema.ts";

/**
 * How to get at the database: opened by the first use and again after the browser closed it, so that one that fails now may work
 * later.
 */
export function databaseOpener(name = DATABASE_NAME): () => Promise<IDBPDatabase<TranscriptSchema>> {
  let opened: Promise<IDBPDatabase<TranscriptSchema>> | null = null;
  return () => {
    opened ??= openDB<TranscriptSchema>(name, DATABASE_VERSION, {
      // What fails in it aborts it, and with it the opening.
      upgrade: (database, oldVersion, _newVersion, upgrade) =>
        void createStores(database, oldVersion, upgrade),
      terminated: () => {
        opened = null;
      },
    }).catch((cause: unknown) => {
      opened = null;
      throw cause;
    });
    return opened;
  };
}
