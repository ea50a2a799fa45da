import { type EventMark, markStored, NO_EVENTS } from "../../src/background/event-mark.ts";
import type { EventBatch, TranscriptDatabase } from "../../src/background/transcript-database.ts";
import type { SessionRecord } from "../../src/background/transcript-schema.ts";
import { type Correction, corrected } from "../../src/shared/segment-versions.ts";
import type { Segment, Transcript } from "../../src/shared/transcript.ts";

type PublicPart = Pick<TranscriptDatabase, keyof TranscriptDatabase>;

/** The database without a browser; the real one is tested in one (`tests/e2e/transcript-database.test.ts`). */
export class MemoryDatabase implements PublicPart {
  readonly records = new Map<string, SessionRecord>();
  readonly batches: EventBatch[] = [];
  readonly deleted = new Set<string>();
  readonly #marks = new Map<string, EventMark>();
  /** Set to make every write fail. */
  failure: Error | null = null;

  putSession(record: SessionRecord): Promise<void> {
    return this.#write(() => {
      this.records.set(record.session, record);
    });
  }

  amendSession(session: string, change: Partial<SessionRecord>): Promise<void> {
    return this.#write(() => {
      const record = this.records.get(session);
      if (record !== undefined) this.records.set(session, { ...record, ...change });
    });
  }

  storeEvents(batch: EventBatch): Promise<EventMark | null> {
    return this.#write(() => {
      const { session, numbers, record } = batch;
      if (!this.records.has(session)) {
        if (record === null) return null;
        this.records.set(session, record);
      }
      this.batches.push(batch);
      const mark = numbers.reduce(markStored, this.#marks.get(session) ?? NO_EVENTS);
      this.#marks.set(session, mark);
      return mark;
    });
  }

  load(session: string): Promise<Transcript | null> {
    const record = this.records.get(session);
    const batches = this.batches.filter((batch) => batch.session === session);
    const corrections = batches.flatMap((batch) => batch.corrections);
    const segments = batches
      .flatMap((batch) => batch.segments)
      .map((segment) => corrections.filter(isOf(segment)).reduce(improve, segment));
    const gaps = batches.flatMap((batch) => batch.gaps);
    const heldBack = batches.flatMap((batch) => batch.heldBack);
    return Promise.resolve(record === undefined ? null : { ...record, segments, gaps, heldBack });
  }

  async loadLatest(): Promise<Transcript | null> {
    const latest = (await this.listSessions()).at(-1);
    return latest === undefined ? null : this.load(latest.session);
  }

  listSessions(): Promise<SessionRecord[]> {
    return Promise.resolve([...this.records.values()].toSorted((a, b) => a.startedAtMs - b.startedAtMs));
  }

  async hasContent(session: string): Promise<boolean> {
    const transcript = await this.load(session);
    return (
      transcript !== null &&
      transcript.segments.length + transcript.gaps.length + transcript.heldBack.length > 0
    );
  }

  deleteSession(session: string): Promise<void> {
    return this.#write(() => {
      this.records.delete(session);
      this.deleted.add(session);
    });
  }

  listDeleted(): Promise<string[]> {
    return Promise.resolve([...this.deleted]);
  }

  forgetDeleted(session: string): Promise<void> {
    return this.#write(() => {
      this.deleted.delete(session);
    });
  }

  #write<T>(operation: () => T): Promise<T> {
    return this.failure === null ? Promise.resolve(operation()) : Promise.reject(this.failure);
  }
}

function isOf({ source, utterance }: Segment) {
  return (correction: Correction) => correction.source === source && correction.utterance === utterance;
}

function improve(segment: Segment, correction: Correction): Segment {
  return corrected(segment, correction) ?? segment;
}
