import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";
import type { AudioSource } from "../../../../protocol/audio.ts";
import type { GapReason } from "../../../../protocol/gaps.ts";
import type { ChunkPlace } from "../../../shared/audio/stored-audio.ts";
import type { Segment, Transcript, TranscriptGap } from "../../../shared/transcript.ts";
import type { EventMark } from "./event-mark.ts";
import type { Sealed } from "./sealed.ts";

const DATABASE_NAME = "sealed-transcripts";
const DATABASE_VERSION = 4;

/** A session without its captions and what stands between them. */
export type SessionRecord = Omit<Transcript, "segments" | "gaps" | "suppressed">;

/** What can be read of a session without its key. */
export type SessionEntry = Pick<
  SessionRecord,
  "session" | "startedAtMs" | "completeness" | "struck" | "isExempt" | "isImported" | "isKeyOutdated"
>;

/** What can be read of a session without its key, and nothing else that it may carry. */
export function entryOf({
  session,
  startedAtMs,
  completeness,
  struck,
  isExempt,
  isImported,
  isKeyOutdated,
}: SessionEntry): SessionEntry {
  return {
    session,
    startedAtMs,
    completeness,
    ...(struck === undefined ? {} : { struck }),
    ...(isExempt === undefined ? {} : { isExempt }),
    ...(isImported === undefined ? {} : { isImported }),
    ...(isKeyOutdated === undefined ? {} : { isKeyOutdated }),
  };
}

/** What is sealed of a session's record. */
export type SessionHead = Omit<SessionRecord, keyof SessionEntry>;

/** What is sealed of a session's record, and nothing else that it may carry. */
export function headOf({
  title,
  language,
  model,
  speakers,
  site,
  consent,
  bookmarks,
}: SessionHead): SessionHead {
  return {
    title,
    language,
    model,
    speakers,
    ...(site === undefined ? {} : { site }),
    ...(consent === undefined ? {} : { consent }),
    ...(bookmarks === undefined ? {} : { bookmarks }),
  };
}

/** What changes of it, perhaps made of what it was. */
export type HeadChange = Partial<SessionHead> | ((head: SessionHead) => Partial<SessionHead>);

interface OfSession {
  readonly session: string;
}

/** What a sealed line's key shows of it: which of which source, and when it was spoken. */
type PlacedAt<Position extends string> = OfSession &
  Pick<Segment, "source"> & { readonly [Name in Position]: number } & { readonly sealed: Sealed };

/** Transcripts as they lie on disk: identities, times and flags are readable, every word is sealed. */
export interface TranscriptSchema extends DBSchema {
  /** `sealed` is the head; null while the key of a session that begins is still on its way. */
  sessions: {
    key: string;
    value: SessionEntry & { readonly sealed: Sealed | null };
    indexes: { startedAtMs: number };
  };
  /** A sealed `Segment`. */
  segments: { key: [session: string, source: AudioSource, utterance: number]; value: PlacedAt<"utterance"> };
  /** What is missing, and why, has no words. */
  gaps: {
    key: [session: string, source: AudioSource, startSample: number, reason: GapReason];
    value: TranscriptGap & OfSession;
  };
  /** A sealed `SuppressedLine`; the store has the name it was made with. */
  heldBack: {
    key: [session: string, source: AudioSource, startSample: number];
    value: PlacedAt<"startSample">;
  };
  /**
   * Sealed audio (`src/shared/audio/stored-audio.ts`). Where it stands and how much it takes is in the key: neither its size nor which of it
   * was struck is to be found by reading it.
   */
  audio: {
    key: [session: string, source: AudioSource, startSample: number, endSample: number, bytes: number];
    value: OfSession & ChunkPlace & { readonly bytes: number; readonly sealed: Sealed };
  };
  /**
   * What a search reads of a finished meeting (`search-records.ts`), in parts; deleted whenever a line of it changes. Under form 0 stands
   * the ticket of a text that is being made.
   */
  searchTexts: {
    key: [session: string, form: number, part: number];
    value: OfSession & { readonly form: number; readonly part: number } & (
        | { readonly sealed: Sealed }
        | { readonly ticket: string }
      );
  };
  /** What may be acknowledged to the host. */
  marks: { key: string; value: EventMark & OfSession };
  /** Sessions that are deleted, until the host has confirmed that their keys and its own part are gone too. */
  deleted: { key: string; value: OfSession };
}

/** What is stored of a session's transcript, by kind, beside its record and its mark. */
export const CONTENT_STORES = ["segments", "gaps", "heldBack"] as const;

/** Everything of one session in a store whose keys begin with the session. */
export function ofSession(session: string): IDBKeyRange {
  // An array is greater than any string or number.
  return IDBKeyRange.bound([session], [session, []]);
}

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

type Upgrade = IDBPTransaction<TranscriptSchema, ArrayLike<StoreNames<TranscriptSchema>>, "versionchange">;

/**
 * The stores of a new database, or what an older one lacks: version 1 stored one gap of each start, 2 had no audio, 3 no search texts.
 */
async function createStores(
  database: IDBPDatabase<TranscriptSchema>,
  oldVersion: number,
  upgrade: Upgrade,
): Promise<void> {
  if (oldVersion === 1) {
    const gaps = await upgrade.objectStore("gaps").getAll();
    database.deleteObjectStore("gaps");
    const store = createGaps(database);
    await Promise.all(gaps.map((gap) => store.put(gap)));
  }
  if (oldVersion < 3)
    database.createObjectStore("audio", {
      keyPath: ["session", "source", "startSample", "endSample", "bytes"],
    });
  database.createObjectStore("searchTexts", { keyPath: ["session", "form", "part"] });
  if (oldVersion > 0) return;
  database.createObjectStore("sessions", { keyPath: "session" }).createIndex("startedAtMs", "startedAtMs");
  database.createObjectStore("segments", { keyPath: ["session", "source", "utterance"] });
  database.createObjectStore("heldBack", { keyPath: ["session", "source", "startSample"] });
  createGaps(database);
  for (const name of ["marks", "deleted"] as const) database.createObjectStore(name, { keyPath: "session" });
}

function createGaps(database: IDBPDatabase<TranscriptSchema>) {
  return database.createObjectStore("gaps", { keyPath: ["session", "source", "startSample", "reason"] });
}
