import type { IDBPDatabase } from "idb";
import type { LineEdit } from "../../../shared/lines/segment-versions.ts";
import type { MeetingHead } from "../../../shared/listed-meetings.ts";
import type { SampleRange } from "../../../shared/struck-ranges.ts";
import type { Transcript } from "../../../shared/transcript.ts";
import { AudioRecords, deleteStruckAudio, isAudioOf } from "./audio-records.ts";
import { changedLines } from "./changed-lines.ts";
import { type EditedLines, editLines } from "./edited-lines.ts";
import { type EventBatch, hasWords, withoutStruck } from "./event-batch.ts";
import { type EventMark, markStored, NO_EVENTS } from "./event-mark.ts";
import { readMeetingHeads } from "./meeting-heads.ts";
import { resealSession } from "./resealing.ts";
import { SealedRecords } from "./sealed-records.ts";
import { SearchRecords } from "./search-records.ts";
import { deleteStruckLines, putStruck } from "./struck-records.ts";
import {
  ALL_STORES,
  addWhole,
  amend,
  deleteAll,
  isGone,
  loadWhole,
  putContent,
  sealWhole,
} from "./transactions.ts";
import type { TranscriptKeyStore } from "./transcript-key-store.ts";
import {
  CONTENT_STORES,
  databaseOpener,
  entryOf,
  type HeadChange,
  ofSession,
  type SessionEntry,
  type SessionHead,
  type TranscriptSchema,
} from "./transcript-schema.ts";

export interface TranscriptDatabaseOptions {
  readonly keys: Pick<TranscriptKeyStore, "get" | "create">;
  /** What stands for a head that never came to be stored. */
  readonly unknownHead: () => SessionHead;
  readonly name?: string;
  /** So many records of a session did not open: their bytes are not those that were stored. */
  readonly onDamaged: (session: string, count: number) => void;
}

type Database = IDBPDatabase<TranscriptSchema>;

/**
 * Transcripts on disk: what a stopped worker, a closed panel or a crashed browser cannot take away, and what no one
 * reads without the host, which has the keys (ADR-028).
 *
 * Encrypting takes turns of the event loop, in which IndexedDB ends a transaction: everything is sealed before its
 * transaction begins, and one change is made after the other, so that nothing changes in between.
 */
export class TranscriptDatabase {
  readonly audio: AudioRecords;
  readonly searchTexts: SearchRecords;
  readonly #options: TranscriptDatabaseOptions;
  readonly #records: SealedRecords;
  /** Deleted in this worker's life: what was begun before that, by whomever, brings none of them back. */
  readonly #gone = new Set<string>();
  readonly #open: () => Promise<Database>;
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(options: TranscriptDatabaseOptions) {
    this.#options = options;
    this.#open = databaseOpener(options.name);
    this.#records = new SealedRecords(options.keys, options.onDamaged);
    this.audio = new AudioRecords({
      records: this.#records,
      open: this.#open,
      makeChange: (change) => this.#change(change),
      changeWithKey: (session, change) => this.#changeWithKey(session, change),
    });
    this.searchTexts = new SearchRecords({
      records: this.#records,
      open: this.#open,
      makeChange: (change) => this.#change(change),
      load: (session) => this.load(session),
    });
  }

  /** Stores that there is a session; it needs no key. One that is known or deleted stays as it is. */
  addSession({ session, startedAtMs, completeness }: SessionEntry): Promise<void> {
    if (this.#gone.has(session)) return Promise.resolve();
    return this.#change(async (database) => {
      const transaction = database.transaction(["sessions", "deleted"], "readwrite");
      const sessions = transaction.objectStore("sessions");
      const isKnown = (await sessions.getKey(session)) !== undefined;
      const isDeleted = (await transaction.objectStore("deleted").getKey(session)) !== undefined;
      if (!isKnown && !isDeleted) await sessions.add({ session, startedAtMs, completeness, sealed: null });
      await transaction.done;
    });
  }

  /** Changes when a known session started and whether it is complete; another stays unknown. */
  amendEntry(session: string, change: Partial<Omit<SessionEntry, "session">>): Promise<void> {
    return this.#change((database) => amend(database, session, change));
  }

  /**
   * Replaces the head of a known session; another stays unknown.
   * @throws {EarshotError} why there is no key
   */
  async putHead(session: string, head: SessionHead): Promise<void> {
    await this.#changeWithKey(session, async (database) => {
      await amend(database, session, { sealed: await this.#records.sealHead(session, head) });
    });
  }

  /**
   * Changes part of the head of a known session; another stays unknown.
   * @throws {EarshotError} why there is no key
   */
  async amendHead(session: string, change: HeadChange): Promise<void> {
    if ((await (await this.#open()).getKey("sessions", session)) === undefined) return;
    await this.#changeWithKey(session, async (database) => {
      const entry = await database.get("sessions", session);
      const head = entry && ((await this.#records.openHead(entry)) ?? this.#options.unknownHead());
      if (head === undefined) return;
      const part = typeof change === "function" ? change(head) : change;
      await amend(database, session, { sealed: await this.#records.sealHead(session, { ...head, ...part }) });
    });
  }

  /**
   * Stores a batch, twice if need be: the second time changes nothing. Resolves once they are on disk
   * (`strict`: about 0.5 ms more than without, paid once per batch).
   * @returns how far the session's events are stored; null when the session is not known
   * @throws {EarshotError} why there is no key for its words
   */
  storeEvents({ session, numbers, record, ...given }: EventBatch): Promise<EventMark | null> {
    return this.#change(async (database) => {
      const isDeleted = (await database.getKey("deleted", session)) !== undefined;
      const known = await database.get("sessions", session);
      if (isDeleted || (known === undefined && record === null)) return null;
      const batch = withoutStruck(given, known?.struck ?? []);
      const struck = [
        ...given.segments.filter((line) => !batch.segments.includes(line)),
        ...given.suppressed.filter((line) => !batch.suppressed.includes(line)),
      ];
      const head = await this.#records.sealHeadOf(known, record, batch.labels ?? [], hasWords(batch));
      const lines = await this.#records.sealAll(
        session,
        "segments",
        await changedLines(database, this.#records, session, batch, record?.speakers),
      );
      const suppressed = await this.#records.sealAll(session, "heldBack", batch.suppressed);

      const transaction = database.transaction(ALL_STORES, "readwrite", { durability: "strict" });
      const store = async (): Promise<EventMark | null> => {
        if (await isGone(transaction, session, known !== undefined)) return null;
        const entry = known ?? record;
        if (entry !== null && (known === undefined || head !== null))
          await transaction.objectStore("sessions").put({ ...entryOf(entry), sealed: head });
        await putContent(transaction, session, { lines, gaps: batch.gaps, suppressed });
        if (struck.length > 0)
          await deleteStruckAudio(transaction.objectStore("audio"), session, isAudioOf(struck));
        const marks = transaction.objectStore("marks");
        const mark = numbers.reduce(markStored, (await marks.get(session)) ?? NO_EVENTS);
        await marks.put({ ...mark, session });
        return mark;
      };
      const [mark] = await Promise.all([store(), transaction.done]);
      return mark;
    });
  }

  /**
   * Stores what the user made of some lines at `atMs`, all of it or nothing. Resolves once it is on disk.
   * @throws {EarshotError} why there is no key
   */
  async editSegments(session: string, edits: readonly LineEdit[], atMs: number): Promise<EditedLines> {
    const isKnown = (await (await this.#open()).getKey("sessions", session)) !== undefined;
    if (!isKnown) return { changed: [], missing: edits };
    return this.#changeWithKey(session, (database) =>
      editLines(database, this.#records, session, edits, atMs),
    );
  }

  /**
   * A session with all its words; null when it is not known. A record that was changed on disk is left out and reported.
   * @throws {EarshotError} why there is no key
   */
  async load(session: string): Promise<Transcript | null> {
    return loadWhole(await this.#open(), this.#records, session, this.#options.unknownHead);
  }

  /**
   * What a session is called; empty when its head was never stored, or it is not known.
   * @throws {EarshotError} why there is no key
   */
  async titleOf(session: string): Promise<string> {
    const entry = await (await this.#open()).get("sessions", session);
    return entry === undefined ? "" : ((await this.#records.openHead(entry))?.title ?? "");
  }

  /** What a list shows of those sessions that are known, also where their keys cannot be had. */
  async headsOf(sessions: readonly string[]): Promise<MeetingHead[]> {
    return readMeetingHeads(await this.#open(), this.#records, sessions, this.#options.unknownHead);
  }

  /** Every session, oldest first. */
  async listSessions(): Promise<SessionEntry[]> {
    const entries = await (await this.#open()).getAllFromIndex("sessions", "startedAtMs");
    return entries.map(entryOf);
  }

  /**
   * Writes down that a span of a known session is struck, with the gap in its place: from now on nothing of it is stored
   * or read, though it may take the key to find its lines. Resolves once it is on disk.
   */
  strike(session: string, range: SampleRange): Promise<void> {
    return this.#change((database) => putStruck(database, session, { ...range, isDone: false }));
  }

  /**
   * Deletes the lines that reach into a struck range. Resolves once they are gone from the database.
   * @throws {EarshotError} why there is no key to find them by
   */
  deleteStruck(session: string, range: SampleRange): Promise<void> {
    return deleteStruckLines((change) => this.#change(change), this.#records, session, range);
  }

  /** The host has nothing of a struck range any more, and says nothing of it that was not on its way before. */
  struckAtHost(session: string, range: SampleRange): Promise<void> {
    return this.#change((database) => putStruck(database, session, { ...range, isDone: true }));
  }

  /** The key that sealed the lines of a struck range is destroyed. */
  struckKeyDestroyed(session: string, range: SampleRange): Promise<void> {
    const isKeyDestroyed = true;
    return this.#change((database) =>
      putStruck(database, session, { ...range, isDone: true, isKeyDestroyed }),
    );
  }

  /**
   * Seals everything of a session by its newest key. Resolves once it is on disk, and no record is left that only the key from
   * before opens; captions are stored meanwhile.
   * @throws {EarshotError} why there is no key
   */
  reseal(session: string): Promise<void> {
    return resealSession((change) => this.#change(change), this.#records, session);
  }

  /** Whether there is anything to show. */
  async hasContent(session: string): Promise<boolean> {
    const database = await this.#open();
    const range = ofSession(session);
    const keys = await Promise.all(CONTENT_STORES.map((name) => database.getKey(name, range)));
    return keys.some((key) => key !== undefined);
  }

  /**
   * Deletes a transcript and remembers, in the same transaction, that its key and the host's part have to go. Resolves
   * once that is on disk; waits for no change that waits for a key.
   */
  async deleteSession(session: string): Promise<void> {
    this.#gone.add(session);
    await deleteAll(await this.#open(), session);
  }

  /** Sessions that were deleted here and perhaps not yet at the host. */
  async listDeleted(): Promise<string[]> {
    return (await this.#open()).getAllKeys("deleted");
  }

  /** The host has nothing left of it, and no key. */
  async forgetDeleted(session: string): Promise<void> {
    await (await this.#open()).delete("deleted", session);
  }

  /**
   * Takes over a whole session that was stored elsewhere, in one transaction; one that is known or deleted is left alone.
   * @returns whether it was; @throws {EarshotError} why there is no key
   */
  async adopt(transcript: Transcript, mark: EventMark): Promise<boolean> {
    const { session } = transcript;
    await this.#options.keys.create(session);
    // Of a session that is not known nothing can change meanwhile: captions of another one do not wait for it.
    const sealed = await sealWhole(this.#records, transcript);
    return this.#change((database) => addWhole(database, sealed, mark, () => !this.#gone.has(session)));
  }

  /** As `#change`; nothing else waits for the key meanwhile. @throws {EarshotError} why there is none */
  async #changeWithKey<T>(session: string, change: (database: Database) => Promise<T>): Promise<T> {
    await this.#options.keys.get(session);
    return this.#change(change);
  }

  /** Makes one change after the other: none sees what another is about to replace. */
  #change<T>(change: (database: Database) => Promise<T>): Promise<T> {
    const changed = this.#lastChange.then(async () => change(await this.#open()));
    this.#lastChange = changed.catch(() => null);
    return changed;
  }
}
