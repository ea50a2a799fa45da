import { EarshotError } from "../../../protocol/errors.ts";
import type { EventMessage } from "../../../protocol/messages.ts";
import { type Correction, correctionOf } from "../../shared/lines/segment-versions.ts";
import { type SuppressedLine, suppressedLine } from "../../shared/lines/suppressed.ts";
import { labelOf, type VoiceLabel } from "../../shared/lines/voices.ts";
import { gapOf, type Segment, segmentOf, type TranscriptGap } from "../../shared/transcript.ts";
import type { TranscriptDatabase } from "./database/transcript-database.ts";
import type { SessionRecord } from "./database/transcript-schema.ts";

type DurableName = "final_text" | "corrected_text" | "suppressed_text" | "speaker" | "gap";
export type DurableEvent = { [Name in DurableName]: EventMessage<Name> }[DurableName];

/** Events of one transaction: what piled up while the one before was written. */
const MAX_BATCH = 200;

interface EventLedgerNeeds {
  readonly database: Pick<TranscriptDatabase, "storeEvents">;
  /** The record of a session that may not be stored yet. */
  readonly recordOf: (session: string) => SessionRecord | null;
  /** Everything of `session` below `nextNumber` is on disk. */
  readonly acknowledge: (session: string, nextNumber: number) => void;
  readonly onStored: () => void;
  /** The browser's database refused; the host will send again what is not acknowledged. */
  readonly onRefused: (error: EarshotError) => void;
  /** An event of a session that is not known here: the user deleted it (IPC-4), or it is a try-out. */
  readonly onUnknown: () => void;
}

/**
 * Writes texts and gaps to disk in the order they come and acknowledges them to the host only then (ADR-016).
 * One transaction at a time, with everything that came meanwhile: many events, one acknowledgement.
 */
export class EventLedger {
  readonly #needs: EventLedgerNeeds;
  #waiting: DurableEvent[] = [];
  /** What came during a `hold`. */
  #later: DurableEvent[] = [];
  #holds = 0;
  #isWriting = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(needs: EventLedgerNeeds) {
    this.#needs = needs;
  }

  /** Takes in the next event; whether it was stored comes by callback. */
  take(event: DurableEvent): void {
    if (this.#holds > 0) return void this.#later.push(event);
    this.#waiting.push(event);
    if (!this.#isWriting) this.#writing = this.#write();
  }

  /** Resolves when everything that was taken in by now is stored, or was refused. */
  get settled(): Promise<void> {
    return this.#writing;
  }

  /** Does `work` between what was taken in by now, which is stored before it, and what is taken in from now on. */
  async hold(work: () => Promise<void>): Promise<void> {
    this.#holds += 1;
    try {
      await this.settled;
      await work();
    } finally {
      this.#holds -= 1;
      const later = this.#holds > 0 ? [] : this.#later.splice(0);
      for (const event of later) this.take(event);
    }
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    let isRefused = false;
    while (this.#waiting.length > 0 && !isRefused) {
      const batch = this.#takeBatch();
      try {
        await this.#store(batch);
        this.#needs.onStored();
      } catch (cause) {
        isRefused = true;
        const words = "the browser's database refused finished captions";
        this.#needs.onRefused(new EarshotError("transcript_not_stored", words, { cause }));
        // What has no number the host cannot send again: it goes with the next event. The rest comes back by itself.
        this.#waiting = [...batch, ...this.#waiting].filter(({ data }) => data.number === undefined);
      }
    }
    this.#isWriting = false;
  }

  async #store(batch: readonly DurableEvent[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    const { session } = first.data;
    const numbers = batch.flatMap(({ data }) => (data.number === undefined ? [] : [data.number]));
    const record = this.#needs.recordOf(session);
    const mark = await this.#needs.database.storeEvents({ session, numbers, record, ...contentOf(batch) });
    if (mark === null) this.#needs.onUnknown();
    // Of a deleted session nothing is wanted any more: the host need not keep it.
    const next = mark?.next ?? Math.max(0, ...numbers.map((number) => number + 1));
    if (numbers.length > 0) this.#needs.acknowledge(session, next);
  }

  /** The longest run of events of one session at the head. */
  #takeBatch(): DurableEvent[] {
    const session = this.#waiting[0]?.data.session;
    const other = this.#waiting.findIndex(({ data }) => data.session !== session);
    const length = Math.min(other === -1 ? this.#waiting.length : other, MAX_BATCH);
    return this.#waiting.splice(0, length);
  }
}

function contentOf(batch: readonly DurableEvent[]) {
  const segments: Segment[] = [];
  const corrections: Correction[] = [];
  const labels: VoiceLabel[] = [];
  const gaps: TranscriptGap[] = [];
  const suppressed: SuppressedLine[] = [];
  for (const event of batch) {
    if (event.event === "final_text") segments.push(segmentOf(event));
    else if (event.event === "corrected_text") corrections.push(correctionOf(event.data));
    else if (event.event === "suppressed_text") suppressed.push(suppressedLine(event.data));
    else if (event.event === "speaker") labels.push(labelOf(event.data));
    else gaps.push(gapOf(event.data));
  }
  return { segments, corrections, labels, gaps, suppressed };
}
