import type { EventBatch } from "../../../src/background/transcript/database/event-batch.ts";
import {
  type EventMark,
  markStored,
  NO_EVENTS,
} from "../../../src/background/transcript/database/event-mark.ts";
import type { TranscriptDatabase } from "../../../src/background/transcript/database/transcript-database.ts";
import type {
  HeadChange,
  SessionEntry,
  SessionHead,
  SessionRecord,
} from "../../../src/background/transcript/database/transcript-schema.ts";
import type { SuppressedLine } from "../../../src/shared/suppressed.ts";
import { type Correction, corrected } from "../../../src/shared/segment-versions.ts";
import {
  isStruck,
  reachesInto,
  type SampleRange,
  type StruckRange,
  withStruck,
} from "../../../src/shared/struck.ts";
import type { Segment, Transcript } from "../../../src/shared/transcript.ts";

const UNKNOWN_HEAD: SessionHead = {
  title: "",
  language: "en",
  model: "demo",
  speakers: { tab: "Others", mic: "You" },
};

type PublicPart = Pick<TranscriptDatabase, keyof TranscriptDatabase>;

/** The database as steps of one turn each, which the real one over any IndexedDB does not have. */
export class MemoryDatabase implements PublicPart {
  readonly records = new Map<string, SessionRecord>();
  readonly batches: EventBatch[] = [];
  readonly deleted = new Set<string>();
  readonly #marks = new Map<string, EventMark>();
  /** Set to make every write fail. */
  failure: Error | null = null;

  /** Puts a whole record there, as a meeting leaves it. */
  async putRecord(record: SessionRecord): Promise<void> {
    await this.addSession(record);
    await this.putHead(record.session, record);
  }

  addSession({ session, startedAtMs, completeness }: SessionEntry): Promise<void> {
    return this.#write(() => {
      if (this.records.has(session) || this.deleted.has(session)) return;
      this.records.set(session, { ...UNKNOWN_HEAD, session, startedAtMs, completeness });
    });
  }

  amendEntry(session: string, change: Partial<SessionEntry>): Promise<void> {
    return this.#amend(session, change);
  }

  amendHead(session: string, change: HeadChange): Promise<void> {
    return this.#amend(session, change);
  }

  putHead(session: string, { title, language, model, speakers, consent }: SessionHead): Promise<void> {
    const head = { title, language, model, speakers, ...(consent === undefined ? {} : { consent }) };
    return this.#amend(session, head);
  }

  titleOf(session: string): Promise<string> {
    return Promise.resolve(this.records.get(session)?.title ?? "");
  }

  adopt(): Promise<void> {
    throw new Error("nothing was stored before there were keys");
  }

  storeEvents(batch: EventBatch): Promise<EventMark | null> {
    return this.#write(() => {
      const { session, numbers, record } = batch;
      if (!this.records.has(session)) {
        if (record === null) return null;
        this.records.set(session, record);
      }
      const struck = this.records.get(session)?.struck ?? [];
      const isLeft = (line: Segment | SuppressedLine) => !isStruck(line, struck);
      const { segments, suppressed } = batch;
      this.batches.push({ ...batch, segments: segments.filter(isLeft), suppressed: suppressed.filter(isLeft) });
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
    const suppressed = batches.flatMap((batch) => batch.suppressed);
    return Promise.resolve(record === undefined ? null : { ...record, segments, gaps, suppressed });
  }

  listSessions(): Promise<SessionRecord[]> {
    return Promise.resolve([...this.records.values()].toSorted((a, b) => a.startedAtMs - b.startedAtMs));
  }

  async hasContent(session: string): Promise<boolean> {
    const transcript = await this.load(session);
    return (
      transcript !== null &&
      transcript.segments.length + transcript.gaps.length + transcript.suppressed.length > 0
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

  strike(session: string, range: SampleRange): Promise<void> {
    return this.#struck(session, { ...range, isDone: false });
  }

  deleteStruck(session: string, range: SampleRange): Promise<void> {
    return this.#write(() => {
      for (const [index, batch] of this.batches.entries()) {
        const { segments, suppressed } = batch;
        if (batch.session !== session) continue;
        this.batches[index] = {
          ...batch,
          segments: segments.filter((line) => !reachesInto(line, range)),
          suppressed: suppressed.filter((line) => !reachesInto(line, range)),
        };
      }
    });
  }

  struckAtHost(session: string, range: SampleRange): Promise<void> {
    return this.#struck(session, { ...range, isDone: true });
  }

  struckKeyDestroyed(session: string, range: SampleRange): Promise<void> {
    return this.#struck(session, { ...range, isDone: true, isKeyDestroyed: true });
  }

  reseal(): Promise<void> {
    return this.#write(() => {});
  }

  #struck(session: string, range: StruckRange): Promise<void> {
    return this.#amend(session, { struck: withStruck(this.records.get(session)?.struck ?? [], range) });
  }

  #amend(
    session: string,
    change: Partial<SessionRecord> | ((record: SessionRecord) => Partial<SessionRecord>),
  ): Promise<void> {
    return this.#write(() => {
      const record = this.records.get(session);
      if (record === undefined) return;
      const part = typeof change === "function" ? change(record) : change;
      this.records.set(session, { ...record, ...part });
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

/** No earlier version ran in this browser. */
export const NOTHING_UNSEALED = {
  has: () => Promise.resolve(false),
  seal: () => Promise.resolve(false),
  sweep: () => Promise.resolve(),
  delete: () => Promise.resolve(),
};
