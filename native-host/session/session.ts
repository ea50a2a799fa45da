import type { AudioGap } from "../../protocol/audio-schema.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { ModelProgress, ProcessMetrics, SessionMetrics } from "../../protocol/reports.ts";
import type { Params } from "../../protocol/requests.ts";
import type { TranscriptionSettings } from "../../protocol/settings.ts";
import { journalError } from "../disk/storage.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import type { Journal } from "../journal/journal.ts";
import type { GapEvent } from "../journal/journal-event.ts";
import { isLine, reachesInto, type SampleRange } from "../journal/strike-at-host.ts";
import { AudioIntake } from "../pumps/audio-intake.ts";
import { EventDelivery } from "../pumps/event-delivery.ts";
import { EventIntake } from "../pumps/event-intake.ts";
import { PageNotes } from "../pumps/page-notes.ts";
import { SessionCounters } from "../pumps/session-metrics.ts";
import { StorageUpkeep } from "../pumps/storage-health.ts";
import { Transcription } from "../pumps/transcription.ts";
import { errorFacts, type Log } from "../runtime/log.ts";
import type { Clock } from "../runtime/system.ts";
import { Corrections } from "./corrections.ts";
import { SessionEnding } from "./session-ending.ts";

const UPKEEP_PERIOD_MS = 1_000;
const DISK_PERIOD_MS = 60_000;
const METRICS_PERIOD_MS = 10_000;

export interface SessionParts {
  readonly extension: ExtensionWriter;
  readonly clock: Clock;
  readonly log: Log;
  readonly measureProcesses: () => ProcessMetrics[];
  /** Undefined where the system does not say. */
  readonly freeBytes: () => number | undefined;
  /** `storageError` is another. */
  readonly storageChanged: () => void;
  /** What is known of the model that makes the live captions. */
  readonly model: () => ModelProgress | null;
}

/**
 * One meeting: the intake fills the journal, the transcription empties it, and neither waits for the other.
 * Without a sidecar only the second half stands still.
 */
export class Session {
  readonly id: string;
  readonly journal: Journal;
  readonly counters = new SessionCounters();
  /** For the life of the session, by one sidecar after the other. */
  readonly transcription: Transcription;
  readonly ending: SessionEnding;
  /** Takes frames from the extension. */
  readonly audio: AudioIntake;
  /** Takes events from the sidecar. */
  readonly eventIntake: EventIntake;
  readonly delivery: EventDelivery;
  readonly corrections: Corrections;
  readonly upkeep: StorageUpkeep;
  readonly #page: PageNotes;
  readonly #parts: SessionParts;
  readonly #timers: readonly (() => void)[];

  constructor(id: string, journal: Journal, parts: SessionParts) {
    this.id = id;
    this.journal = journal;
    this.#parts = parts;
    const { counters } = this;
    this.#page = new PageNotes(id);
    const transcription = new Transcription(id, journal, this.#page);
    this.transcription = transcription;
    this.upkeep = new StorageUpkeep({ ...parts, session: id, journal });
    const { storage } = this.upkeep;
    const delivery = new EventDelivery({ ...parts, journal, storage });
    this.delivery = delivery;
    const corrections = new Corrections({
      session: id,
      journal,
      transcription,
      model: parts.model,
      deliver: (event) => delivery.deliver(event),
      failed: (error) => this.#correctionsFailed(error),
    });
    this.corrections = corrections;
    const gap = (missing: AudioGap): void => delivery.deliverGap(this.#gapEvent(missing));
    journal.observeDamage(gap);
    const stored = (): void => transcription.pump?.wake();
    this.audio = new AudioIntake({ ...parts, session: id, journal, counters, storage, stored, gap });
    const received = (): void => corrections.wake();
    this.eventIntake = new EventIntake({ ...parts, counters, delivery, transcription, received });
    this.ending = new SessionEnding({
      session: id,
      intake: this.audio,
      transcription,
      corrections,
      delivery,
      gap,
      reportMetrics: () => this.reportMetrics(),
    });
    this.#timers = [
      parts.clock.every(UPKEEP_PERIOD_MS, () => this.#maintain()),
      parts.clock.every(DISK_PERIOD_MS, () => this.upkeep.watchDisk()),
      parts.clock.every(METRICS_PERIOD_MS, () => void this.reportMetrics()),
    ];
  }

  /** Delivers again what may not have reached the extension; applying a caption twice changes nothing. */
  replay(): void {
    this.delivery.replay(this.journal.gaps().map((gap) => this.#gapEvent(gap)));
  }

  /**
   * Deletes a span of both sources for good; done twice, it changes nothing more.
   *
   * @param forget makes the sidecar's memory of it go, before its words do: it says nothing more of it
   * @throws disk_full, journal_unwritable; then the next host, or the next try, finishes it
   */
  strike(range: SampleRange, forget: () => void): void {
    try {
      this.#page.strike(range);
      if (!this.journal.planStrike(range)) return;
      forget();
      this.delivery.strike((event) => isLine(event) && reachesInto(event.data, range));
      this.journal.strikeSpan(range);
    } catch (cause) {
      throw journalError(cause);
    }
    this.corrections.struck();
    // Also where gaps stand in the place of lines that the extension has: it gets them now.
    for (const gap of this.journal.struckGaps(range)) this.delivery.deliver(this.#gapEvent(gap));
  }

  /** What the meeting's page shows of who is there and who is audible. */
  notePage(note: Params<"page_note">): void {
    this.transcription.pageNoted(this.#page.take(note));
  }

  /** @throws disk_full, journal_unwritable */
  changeSettings(settings: TranscriptionSettings): void {
    try {
      this.journal.changeSettings(settings);
    } catch (cause) {
      throw journalError(cause);
    } finally {
      this.corrections.wake();
    }
  }

  /** The session waits for another sidecar, which says again what this one was about to say. */
  sidecarLost(error: EarshotError): void {
    this.transcription.lost(error);
    this.eventIntake.sidecarLost();
  }

  reportMetrics(): SessionMetrics {
    const { sent, consumed } = this.transcription.positions;
    const positions = { journalled: this.journal.next, sent, consumed };
    const metrics = this.counters.report(
      positions,
      this.journal.damagedRecords,
      this.#parts.measureProcesses(),
    );
    this.#parts.extension.event("metrics", { session: this.id, metrics });
    this.#parts.log("info", "metrics", { session: this.id, metrics });
    return metrics;
  }

  /** The process may be killed at once: everything stored is on the disk when this returns, if the disk takes it. */
  flush(): void {
    this.#stopTimers();
    try {
      this.journal.files.flush();
    } catch (error) {
      this.#parts.log("error", "journal not flushed", errorFacts(error));
    }
  }

  async close(): Promise<void> {
    this.#stopTimers();
    this.corrections.close();
    this.transcription.lost(new EarshotError("session_unknown", `${this.id} is closed`));
    await this.journal.close();
  }

  #stopTimers(): void {
    for (const stopTimer of this.#timers) stopTimer();
  }

  #maintain(): void {
    this.upkeep.maintain();
    this.delivery.tick();
    void this.audio.tick();
    this.corrections.wake();
  }

  /** The live captions stand; that there will be no better ones is reported once. */
  #correctionsFailed(error: EarshotError): void {
    this.#parts.log("warning", "corrections ended", errorFacts(error));
    this.#parts.extension.error(error, true, { session: this.id });
  }

  #gapEvent(gap: AudioGap): GapEvent {
    return { event: "gap", data: { ...gap, session: this.id } };
  }
}
