import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { AudioSource } from "../../protocol/audio.ts";
import type { Segment, Transcript } from "../shared/transcript.ts";

/** A session without its segments. */
export type SessionRecord = Omit<Transcript, "segments">;

interface Schema extends DBSchema {
  sessions: { key: string; value: SessionRecord; indexes: { startedAtMs: number } };
  segments: {
    key: [session: string, source: AudioSource, utterance: number];
    value: Segment & { readonly session: string };
    indexes: { session: string };
  };
}

/** Finals on disk: what a stopped worker, a closed panel or a crashed browser cannot take away. */
export class TranscriptDatabase {
  readonly #database: IDBPDatabase<Schema>;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  static async open(name = "earshot"): Promise<TranscriptDatabase> {
    const database = await openDB<Schema>(name, 1, {
      upgrade(created) {
        created
          .createObjectStore("sessions", { keyPath: "session" })
          .createIndex("startedAtMs", "startedAtMs");
        created
          .createObjectStore("segments", { keyPath: ["session", "source", "utterance"] })
          .createIndex("session", "session");
      },
    });
    return new TranscriptDatabase(database);
  }

  async putSession(record: SessionRecord): Promise<void> {
    const { session, title, startedAtMs, language, model, speakers, gaps, completeness } = record;
    const stored = { session, title, startedAtMs, language, model, speakers, gaps, completeness };
    await this.#database.put("sessions", stored);
  }

  /** Writing the same final twice changes nothing. */
  async putFinal(session: string, segment: Segment): Promise<void> {
    await this.#database.put("segments", { ...segment, session });
  }

  async has(session: string): Promise<boolean> {
    return (await this.#database.getKey("sessions", session)) !== undefined;
  }

  async load(session: string): Promise<Transcript | null> {
    const record = await this.#database.get("sessions", session);
    if (record === undefined) return null;
    const segments = await this.#database.getAllFromIndex("segments", "session", session);
    return { ...record, segments: segments.toSorted((a, b) => a.startSample - b.startSample) };
  }

  /** The session that started last, null before the first. */
  async loadLatest(): Promise<Transcript | null> {
    const cursor = await this.#database
      .transaction("sessions")
      .store.index("startedAtMs")
      .openKeyCursor(null, "prev");
    return cursor === null ? null : this.load(cursor.primaryKey);
  }
}
