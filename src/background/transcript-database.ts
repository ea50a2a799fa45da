import { type IDBPDatabase, openDB } from "idb";
import type { HeldBackLine } from "../shared/held-back.ts";
import { type Correction, corrected } from "../shared/segment-versions.ts";
import type { Segment, Transcript, TranscriptGap } from "../shared/transcript.ts";
import { type EventMark, markStored, NO_EVENTS } from "./event-mark.ts";
import {
  DATABASE_VERSION,
  type SessionRecord,
  type TranscriptSchema,
  upgradeTranscripts,
} from "./transcript-schema.ts";

/** What came of one session and is stored together. */
export interface EventBatch {
  readonly session: string;
  /** Finals. One that is stored already stays as it is: it may be corrected or edited by now. */
  readonly segments: readonly Segment[];
  /** Behind the finals. One of a line that is not known changes nothing. */
  readonly corrections: readonly Correction[];
  readonly gaps: readonly TranscriptGap[];
  readonly heldBack: readonly HeldBackLine[];
  /** The events' numbers, in the order they came. */
  readonly numbers: readonly number[];
  /** Stored first if the session has no record yet; null when there is none to store. */
  readonly record: SessionRecord | null;
}

/**
 * Transcripts on disk: what a stopped worker, a closed panel or a crashed browser cannot take away. Opened by the
 * first use and again after the browser closed it, so that a database that fails now may work later.
 */
export class TranscriptDatabase {
  readonly #name: string;
  #opened: Promise<IDBPDatabase<TranscriptSchema>> | null = null;

  constructor(name = "earshot") {
    this.#name = name;
  }

  async putSession({
    session,
    title,
    startedAtMs,
    language,
    model,
    speakers,
    completeness,
  }: SessionRecord): Promise<void> {
    const record = { session, title, startedAtMs, language, model, speakers, completeness };
    await (await this.#open()).put("sessions", record);
  }

  /** Changes a session that is known; another stays unknown. */
  async amendSession(session: string, change: Partial<Omit<SessionRecord, "session">>): Promise<void> {
    const transaction = (await this.#open()).transaction("sessions", "readwrite");
    const record = await transaction.store.get(session);
    if (record !== undefined) await transaction.store.put({ ...record, ...change });
    await transaction.done;
  }

  /**
   * Stores a batch, twice if need be: the second time changes nothing. Resolves once they are on disk
   * (`strict`: about 0.5 ms more than without, paid once per batch).
   * @returns how far the session's events are stored; null when the session is not known
   */
  async storeEvents({ session, numbers, record, ...batch }: EventBatch): Promise<EventMark | null> {
    const database = await this.#open();
    const names = ["sessions", "segments", "gaps", "heldBack", "marks", "deleted"] as const;
    const transaction = database.transaction(names, "readwrite", { durability: "strict" });
    const store = async (): Promise<EventMark | null> => {
      const sessions = transaction.objectStore("sessions");
      if ((await sessions.getKey(session)) === undefined) {
        // A batch that was on its way when the user deleted the session does not bring it back.
        const isDeleted = (await transaction.objectStore("deleted").getKey(session)) !== undefined;
        if (record === null || isDeleted) return null;
        await sessions.put(record);
      }
      const lines = transaction.objectStore("segments");
      for (const segment of batch.segments) {
        const key = await lines.getKey([session, segment.source, segment.utterance]);
        if (key === undefined) await lines.add({ ...segment, session });
      }
      for (const correction of batch.corrections) {
        const known = await lines.get([session, correction.source, correction.utterance]);
        const changed = known === undefined ? null : corrected(known, correction);
        if (changed !== null) await lines.put(changed);
      }
      for (const gap of batch.gaps) await transaction.objectStore("gaps").put({ ...gap, session });
      for (const line of batch.heldBack) await transaction.objectStore("heldBack").put({ ...line, session });
      const marks = transaction.objectStore("marks");
      const mark = numbers.reduce(markStored, (await marks.get(session)) ?? NO_EVENTS);
      await marks.put({ ...mark, session });
      return mark;
    };
    const [mark] = await Promise.all([store(), transaction.done]);
    return mark;
  }

  async load(session: string): Promise<Transcript | null> {
    const database = await this.#open();
    const [record, segments, gaps, heldBack] = await Promise.all([
      database.get("sessions", session),
      database.getAllFromIndex("segments", "session", session),
      database.getAllFromIndex("gaps", "session", session),
      database.getAllFromIndex("heldBack", "session", session),
    ]);
    if (record === undefined) return null;
    return { ...record, segments: inOrder(segments), gaps: inOrder(gaps), heldBack: inOrder(heldBack) };
  }

  /** The session that started last, null before the first. */
  async loadLatest(): Promise<Transcript | null> {
    const database = await this.#open();
    const cursor = await database
      .transaction("sessions")
      .store.index("startedAtMs")
      .openKeyCursor(null, "prev");
    return cursor === null ? null : this.load(cursor.primaryKey);
  }

  /** Every session, oldest first. */
  async listSessions(): Promise<SessionRecord[]> {
    return (await this.#open()).getAllFromIndex("sessions", "startedAtMs");
  }

  /** Whether there is anything to show. */
  async hasContent(session: string): Promise<boolean> {
    const database = await this.#open();
    const keys = await Promise.all([
      database.getKeyFromIndex("segments", "session", session),
      database.getKeyFromIndex("gaps", "session", session),
      database.getKeyFromIndex("heldBack", "session", session),
    ]);
    return keys.some((key) => key !== undefined);
  }

  /** Deletes a transcript and remembers that the host's part has to go, too. */
  async deleteSession(session: string): Promise<void> {
    const database = await this.#open();
    const transaction = database.transaction(
      ["sessions", "segments", "gaps", "heldBack", "marks", "deleted"],
      "readwrite",
    );
    const clear = async () => {
      await transaction.objectStore("deleted").put({ session });
      await transaction.objectStore("sessions").delete(session);
      await transaction.objectStore("marks").delete(session);
      for (const name of ["segments", "gaps", "heldBack"] as const) {
        for await (const cursor of transaction.objectStore(name).index("session").iterate(session)) {
          await cursor.delete();
        }
      }
    };
    await Promise.all([clear(), transaction.done]);
  }

  /** Sessions that were deleted here and perhaps not yet at the host. */
  async listDeleted(): Promise<string[]> {
    return (await this.#open()).getAllKeys("deleted");
  }

  /** The host has nothing left of it. */
  async forgetDeleted(session: string): Promise<void> {
    await (await this.#open()).delete("deleted", session);
  }

  #open(): Promise<IDBPDatabase<TranscriptSchema>> {
    this.#opened ??= openDB<TranscriptSchema>(this.#name, DATABASE_VERSION, {
      upgrade(database, oldVersion, _newVersion, transaction) {
        // Its failure fails the opening.
        void upgradeTranscripts(database, oldVersion, transaction);
      },
      terminated: () => {
        this.#opened = null;
      },
    }).catch((cause: unknown) => {
      this.#opened = null;
      throw cause;
    });
    return this.#opened;
  }
}

/** As they stand in the transcript: in order, and without the key that only the database needs. */
function inOrder<T extends Pick<Segment, "source" | "startSample"> & { readonly session: string }>(
  stored: readonly T[],
): Omit<T, "session">[] {
  return stored
    .toSorted((a, b) => a.startSample - b.startSample || (a.source > b.source ? -1 : 1))
    .map(({ session: _session, ...placed }) => placed);
}
