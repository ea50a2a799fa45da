import type { SessionRecord } from "../../../src/background/transcript/database/transcript-schema.ts";
import type { Segment } from "../../../src/shared/transcript.ts";
import { TestDatabase } from "../test-database.ts";
import { TestKeys } from "../test-keys.ts";

/** The transcripts of one browser: every worker opens them for itself, and the test reads what lies there. */
export class StoredTranscripts {
  readonly #name = crypto.randomUUID();
  readonly #keys = new TestKeys();
  readonly #reader = this.open();
  /** What lay there when it was last read: the sessions, oldest first, and the lines of each. */
  records: ReadonlyMap<string, SessionRecord> = new Map();
  lines: ReadonlyMap<string, readonly Segment[]> = new Map();
  deleted: ReadonlySet<string> = new Set();

  open(): TestDatabase {
    return new TestDatabase(this.#name, this.#keys);
  }

  /** Stores a whole record, as a meeting leaves it. */
  putRecord(record: SessionRecord): Promise<void> {
    return this.#reader.putRecord(record);
  }

  async read(): Promise<void> {
    const records = new Map<string, SessionRecord>();
    const lines = new Map<string, readonly Segment[]>();
    for (const session of await this.#reader.sessions()) {
      const transcript = await this.#reader.load(session);
      if (transcript === null) continue;
      const { segments, gaps: _gaps, suppressed: _suppressed, ...record } = transcript;
      records.set(session, record);
      lines.set(session, segments);
    }
    this.records = records;
    this.lines = lines;
    this.deleted = new Set(await this.#reader.listDeleted());
  }
}
