import { buildEvent } from "../../protocol/build.ts";
import { EarshotError } from "../../protocol/errors.ts";
import { SHORTEST_OVERLOAD_GAP } from "../../protocol/gaps.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import type { Journal } from "../journal/journal.ts";
import type { GapEvent, JournalEvent } from "../journal/journal-event.ts";
import { errorFacts, type Log } from "../runtime/log.ts";
import type { Clock } from "../runtime/system.ts";
import { Watermark } from "../runtime/waiting.ts";
import type { StorageHealth } from "./storage-health.ts";

/** Without an acknowledgement for so long, what was sent counts as not arrived. */
const RESEND_AFTER_MS = 5_000;
/** Events sent again at once; the rest follows as these are acknowledged. */
const MAX_AT_ONCE = 100;
/** Events that wait for the disk to take them. Without audio, which a full disk takes no more of either, few come. */
const MAX_WAITING = 1_000;

export interface DeliveryParts {
  readonly journal: Journal;
  readonly extension: ExtensionWriter;
  readonly storage: StorageHealth;
  readonly clock: Pick<Clock, "nowMs">;
  readonly log: Log;
}

/**
 * Texts and gaps on their way to the extension's database: stored first, sent under their number, and sent again until
 * they are acknowledged (ADR-016). One that the disk does not take is shown all the same, without a
 * number, and stored as soon as that is possible. What an older extension does not know is stored, not sent, and not
 * waited for: a stop would wait for its acknowledgement for ever.
 */
export class EventDelivery {
  readonly #parts: DeliveryParts;
  readonly #acknowledged: Watermark;
  readonly #taken = new Watermark(0);
  readonly #waiting: JournalEvent[] = [];
  #given = 0;
  #quietSinceMs: number;
  /** Sent again so far, and up to where that shall go on. */
  #resent = 0;
  #resendEnd = 0;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#acknowledged = new Watermark(parts.journal.events.acknowledged);
    this.#quietSinceMs = parts.clock.nowMs();
  }

  /** Stores an event and sends it. */
  deliver(event: JournalEvent): void {
    this.#given += 1;
    this.#storeWaiting();
    if (this.#waiting.length === 0 && this.#store(event)) return;
    this.#send(event, null);
    if (this.#waiting.length < MAX_WAITING) this.#waiting.push(event);
    else this.#notStored(new EarshotError("journal_unwritable", "too many events wait for the disk"));
  }

  /** Sends again whatever the extension may not have; `gaps` are those of the audio, known or not. */
  replay(gaps: readonly GapEvent[]): void {
    this.#resendAll();
    for (const gap of gaps) this.deliverGap(gap);
  }

  /** As `deliver`, unless it was stored before, or is too short to be shown. */
  deliverGap(gap: GapEvent): void {
    if (isTooShort(gap)) return;
    if (!this.#parts.journal.events.hasGap(gap)) this.deliver(gap);
  }

  /** Everything below `nextNumber` is in the extension's database. It cannot have more than there is. */
  acknowledge(nextNumber: number): void {
    const { journal, clock, log } = this.#parts;
    const acknowledged = Math.min(nextNumber, journal.events.nextNumber);
    if (acknowledged <= this.#acknowledged.value) return;
    this.#quietSinceMs = clock.nowMs();
    try {
      journal.events.acknowledge(acknowledged);
    } catch (error) {
      log("warning", "acknowledgement not stored", errorFacts(error));
    }
    this.#acknowledged.set(acknowledged);
    this.#resendMore();
  }

  /** What still waits for the disk goes, too, where it is of a span that was struck. */
  strike(isStruck: (event: JournalEvent) => boolean): void {
    const left = this.#waiting.filter((event) => !isStruck(event));
    this.#taken.set(this.#taken.value + this.#waiting.length - left.length);
    this.#waiting.splice(0, this.#waiting.length, ...left);
  }

  /** What could not be stored is tried again, and what was not acknowledged in time sent again. */
  tick(): void {
    this.#storeWaiting();
    const isPending = this.#acknowledged.value < this.#parts.journal.events.nextNumber;
    if (isPending && this.#parts.clock.nowMs() - this.#quietSinceMs >= RESEND_AFTER_MS) this.#resendAll();
  }

  /** Resolves when the extension has everything that was delivered. */
  async finished(): Promise<void> {
    await this.#taken.reach(this.#given);
    await this.#acknowledged.reach(this.#parts.journal.events.nextNumber);
  }

  #storeWaiting(): void {
    while (this.#waiting[0] !== undefined && this.#store(this.#waiting[0])) this.#waiting.shift();
  }

  /** @returns false when the disk does not take it at present */
  #store(event: JournalEvent): boolean {
    const { journal, storage, clock, extension } = this.#parts;
    try {
      if (this.#acknowledged.value === journal.events.nextNumber) this.#quietSinceMs = clock.nowMs();
      const number = journal.appendEvent(event);
      storage.works("events");
      this.#send(event, number);
      if (!extension.understands(event.event)) this.#passOver();
      this.#taken.set(this.#taken.value + 1);
      return true;
    } catch (error) {
      // What only the disk refuses it may take later.
      if (error instanceof EarshotError) {
        this.#send(event, null);
        this.#notStored(error);
        return true;
      }
      storage.failed("events", error);
      return false;
    }
  }

  /** Not written down: a newer extension that resumes the session is sent what the older one did not know. */
  #passOver(): void {
    const { journal, extension } = this.#parts;
    let next = this.#acknowledged.value;
    while (journal.events.numbered(next, next + 1).some(({ event }) => !extension.understands(event)))
      next += 1;
    this.#acknowledged.set(next);
  }

  #notStored(error: EarshotError): void {
    this.#parts.log("error", "event not stored", errorFacts(error));
    this.#taken.set(this.#taken.value + 1);
  }

  #resendAll(): void {
    this.#resent = 0;
    this.#resendEnd = this.#parts.journal.events.nextNumber;
    this.#quietSinceMs = this.#parts.clock.nowMs();
    this.#resendMore();
  }

  /** In order and from the first that is not acknowledged, so that the extension misses none. */
  #resendMore(): void {
    this.#passOver();
    const from = Math.max(this.#resent, this.#acknowledged.value);
    const to = Math.min(this.#resendEnd, this.#acknowledged.value + MAX_AT_ONCE);
    if (from >= to) return;
    const events = this.#parts.journal.events.numbered(from, to);
    for (const [index, event] of events.entries()) this.#send(event, from + index);
    this.#resent = to;
  }

  #send(event: JournalEvent, number: number | null): void {
    const { extension } = this.#parts;
    if (!extension.understands(event.event)) return;
    const numbered = number === null ? {} : { number };
    switch (event.event) {
      case "final_text":
        return extension.forward(buildEvent(event.event, { ...event.data, ...numbered }));
      case "gap": {
        const reason = extension.known(event.data.reason);
        return extension.forward(buildEvent(event.event, { ...event.data, reason, ...numbered }));
      }
      case "corrected_text":
        return extension.forward(buildEvent(event.event, { ...event.data, ...numbered }));
      case "suppressed_text":
        return extension.forward(buildEvent(event.event, { ...event.data, ...numbered }));
      case "speaker":
        return extension.forward(buildEvent(event.event, { ...event.data, ...numbered }));
      case "speech_end":
      case "no_speech":
        return extension.forward(buildEvent(event.event, event.data));
    }
  }
}

/** The sidecar takes it for silence, so a line goes on across it (ADR-014). */
function isTooShort({ data: { reason, start_sample, end_sample } }: GapEvent): boolean {
  return reason === "overload" && end_sample - start_sample < SHORTEST_OVERLOAD_GAP;
}
