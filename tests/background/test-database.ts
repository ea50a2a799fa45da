// oxlint-disable-next-line import/no-unassigned-import -- it is a global that the database opens
import "fake-indexeddb/auto";
import type { EventBatch } from "../../src/background/transcript/database/event-batch.ts";
import type { EventMark } from "../../src/background/transcript/database/event-mark.ts";
import { TranscriptDatabase } from "../../src/background/transcript/database/transcript-database.ts";
import type {
  HeadChange,
  SessionEntry,
  SessionHead,
  SessionRecord,
} from "../../src/background/transcript/database/transcript-schema.ts";
import { TestKeys } from "./test-keys.ts";

const UNKNOWN_HEAD: SessionHead = {
  title: "",
  language: "en",
  model: "demo",
  speakers: { tab: "Others", mic: "You" },
};

/** The real database over an IndexedDB in memory, with what a test wants to see of it and a way to make it fail. */
export class TestDatabase extends TranscriptDatabase {
  readonly keys: TestKeys;
  readonly damaged: number[];
  /** Batches that were stored. */
  readonly batches: EventBatch[] = [];
  /** Set to make every write fail. */
  failure: Error | null = null;

  constructor(name: string = crypto.randomUUID(), keys = new TestKeys()) {
    const damaged: number[] = [];
    super({
      name,
      keys,
      unknownHead: () => UNKNOWN_HEAD,
      onDamaged: (_session, count) => void damaged.push(count),
    });
    this.keys = keys;
    this.damaged = damaged;
  }

  /** Stores a session's record as a start does: first its entry, then its head. */
  async putRecord(record: SessionRecord): Promise<void> {
    await this.addSession(record);
    await this.putHead(record.session, record);
  }

  async recordOf(session: string): Promise<SessionRecord | null> {
    const transcript = await this.load(session);
    if (transcript === null) return null;
    const { segments: _segments, gaps: _gaps, suppressed: _suppressed, ...record } = transcript;
    return record;
  }

  async sessions(): Promise<string[]> {
    return (await this.listSessions()).map(({ session }) => session);
  }

  override addSession(entry: SessionEntry): Promise<void> {
    return this.#unlessFailing(() => super.addSession(entry));
  }

  override amendEntry(session: string, change: Partial<SessionEntry>): Promise<void> {
    return this.#unlessFailing(() => super.amendEntry(session, change));
  }

  override putHead(session: string, head: SessionHead): Promise<void> {
    return this.#unlessFailing(() => super.putHead(session, head));
  }

  override amendHead(session: string, change: HeadChange): Promise<void> {
    return this.#unlessFailing(() => super.amendHead(session, change));
  }

  override async storeEvents(batch: EventBatch): Promise<EventMark | null> {
    const mark = await this.#unlessFailing(() => super.storeEvents(batch));
    if (mark !== null) this.batches.push(batch);
    return mark;
  }

  #unlessFailing<T>(write: () => Promise<T>): Promise<T> {
    return this.failure === null ? write() : Promise.reject(this.failure);
  }
}
