import { AUDIO_SOURCES, type AudioSource, type NextFrames } from "../../protocol/audio.ts";
import type { AudioGap } from "../../protocol/audio-schema.ts";
import { EarshotError, type ErrorCode } from "../../protocol/errors.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import type { CoverageReport, ModelProgress, SessionMetrics } from "../../protocol/reports.ts";
import type { Params } from "../../protocol/requests.ts";
import type { TranscriptionSettings } from "../../protocol/settings.ts";
import type { Clock } from "../clock.ts";
import { Corrections } from "../correction/corrections.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import { type GapEvent, toKept } from "../journal/event-log.ts";
import type { Journal } from "../journal/journal.ts";
import { journalError } from "../journal/journal-error.ts";
import type { Log } from "../log.ts";
import { AudioIntake } from "./audio-intake.ts";
import { EventDelivery } from "./event-delivery.ts";
import { JournalKeeper } from "./journal-keeper.ts";
import { OpenUtterances } from "./open-utterances.ts";
import type { ProcessMetrics } from "./process-metrics.ts";
import { Promised } from "./promised.ts";
import { SessionCounters } from "./session-metrics.ts";
import { Transcription } from "./transcription.ts";

const TEND_PERIOD_MS = 1_000;
const DISK_PERIOD_MS = 60_000;
const METRICS_PERIOD_MS = 10_000;

export interface SessionParts {
  readonly extension: ExtensionWriter;
  readonly clock: Clock;
  readonly log: Log;
  readonly measureProcesses: () => ProcessMetrics[];
  /** Undefined where the system does not tell. */
  readonly freeBytes: () => number | undefined;
  /** `storageError` is another. */
  readonly storageChanged: () => void;
  /** What is known of the model that makes the live captions. */
  readonly model: () => ModelProgress | null;
}

/** What there is to tell at the end of a session. */
export interface StoppedSession {
  readonly metrics: SessionMetrics;
  /** The sidecar's ledger, if it keeps one. */
  readonly coverage: CoverageReport | undefined;
}

/**
 * One meeting: the intake fills the journal, the transcription empties it, and neither waits for the other.
 * Without a sidecar only the second half stands still.
 */
export class Session {
  readonly id: string;
  readonly journal: Journal;
  readonly counters = new SessionCounters();
  readonly #parts: SessionParts;
  readonly #keeper: JournalKeeper;
  readonly #intake: AudioIntake;
  readonly #delivery: EventDelivery;
  readonly #sourceEnds = new Map<AudioSource, Promise<void>>();
  readonly #timers: readonly (() => void)[];
  readonly #transcription: Transcription;
  readonly #corrections: Corrections;
  readonly #openUtterances = new OpenUtterances();
  readonly #abandoned = new Promised<never>();
  #stopping: Promise<StoppedSession> | null = null;

  constructor(id: string, journal: Journal, parts: SessionParts) {
    this.id = id;
    this.journal = journal;
    this.#parts = parts;
    this.#transcription = new Transcription(id, journal);
    this.#keeper = new JournalKeeper({ ...parts, session: id, journal });
    const { storage } = this.#keeper;
    this.#delivery = new EventDelivery({ ...parts, journal, storage });
    this.#corrections = new Corrections({
      session: id,
      journal,
      transcription: this.#transcription,
      model: parts.model,
      deliver: (event) => this.#delivery.deliver(event),
      failed: (error) => this.#correctionsFailed(error),
    });
    this.#intake = new AudioIntake({
      session: id,
      journal,
      counters: this.counters,
      storage,
      extension: parts.extension,
      clock: parts.clock,
      stored: () => this.wake(),
      gap: (gap) => this.#delivery.deliverGap(this.#gapEvent(gap)),
    });
    this.#timers = [
      parts.clock.every(TEND_PERIOD_MS, () => this.#tend()),
      parts.clock.every(DISK_PERIOD_MS, () => this.#keeper.watchDisk()),
      parts.clock.every(METRICS_PERIOD_MS, () => void this.reportMetrics()),
    ];
  }

  /** Why something cannot be stored at present; null while everything can. */
  get storageError(): ErrorCode | null {
    return this.#keeper.storage.error;
  }

  receiveFrame(params: Params<"process_audio_stream">): void {
    this.#intake.receive(params);
  }

  /** Its transcription, for the life of the session, by one sidecar after the other. */
  get transcription(): Transcription {
    return this.#transcription;
  }

  /** How far the corrections are; null where none are wanted. */
  get corrections(): Corrections["progress"] {
    return this.#corrections.progress;
  }

  /** There may be something to send to the sidecar, or room to send it. */
  wake(): void {
    this.#transcription.wake();
  }

  /** Takes an event of this session from the sidecar and passes on what is for the extension. */
  receiveEvent(event: AnyEvent): void {
    this.counters.eventsReceived += 1;
    if (event.event === "audio_consumed") return this.#consumed(event.data.source, event.data.next_seq);
    this.#openUtterances.note(event);
    const kept = toKept(event);
    if (kept === null) this.#parts.extension.forward(event);
    else this.#delivery.deliver(kept);
    this.#corrections.wake();
  }

  /** Delivers again what may not have reached the extension; applying a caption twice changes nothing. */
  replay(): void {
    this.#delivery.replay(this.journal.gaps().map((gap) => this.#gapEvent(gap)));
  }

  acknowledgeEvents(nextNumber: number): void {
    this.#delivery.acknowledge(nextNumber);
  }

  /** No frame from `nextSeq` on will come; resolves when the last final of the source has been passed on. */
  endSource(source: AudioSource, nextSeq: number): Promise<void> {
    const ended = this.#sourceEnds.get(source) ?? this.#unlessAbandoned(this.#drain(source, nextSeq));
    this.#sourceEnds.set(source, ended);
    return ended;
  }

  /**
   * Waits for every frame, every final, every correction that is wanted, the sidecar's end of the session, and the
   * extension's word that it has everything, however long it takes (IPC-11).
   *
   * @param gaps of sources that were silent to the very end
   */
  stop(next: NextFrames, gaps: readonly AudioGap[]): Promise<StoppedSession> {
    for (const gap of gaps) this.#delivery.deliverGap(this.#gapEvent(gap));
    this.#stopping ??= this.#unlessAbandoned(this.#stop(next));
    return this.#stopping;
  }

  /** The session is left as it is: whoever waits for its end is told so. */
  abandon(): void {
    this.#abandoned.reject(new EarshotError("session_unknown", `${this.id} was left unfinished`));
  }

  /** @throws disk_full, journal_unwritable */
  changeSettings(settings: TranscriptionSettings): void {
    try {
      this.journal.changeSettings(settings);
    } catch (cause) {
      throw journalError(cause);
    } finally {
      this.#corrections.wake();
    }
  }

  /** Another sidecar will say its words anew: what this one was about to say is not kept, and ends for the extension. */
  sidecarLost(error: EarshotError): void {
    this.#transcription.lost(error);
    for (const data of this.#openUtterances.close()) this.#parts.extension.event("speech_end", data);
  }

  reportMetrics(): SessionMetrics {
    const { sent, consumed } = this.#transcription;
    const positions = { journalled: this.journal.next, sent, consumed };
    const metrics = this.counters.report(positions, this.#parts.measureProcesses());
    this.#parts.extension.event("metrics", { session: this.id, metrics });
    this.#parts.log("info", "metrics", { session: this.id, metrics });
    return metrics;
  }

  /** The process may be killed at once: everything stored is on the disk when this returns, if the disk takes it. */
  flush(): void {
    this.#stopTimers();
    try {
      this.journal.flush();
    } catch (error) {
      this.#parts.log("error", "journal not flushed", { reason: journalError(error).message });
    }
  }

  async close(): Promise<void> {
    this.#stopTimers();
    this.#corrections.close();
    this.#transcription.lost(new EarshotError("session_unknown", `${this.id} is closed`));
    await this.journal.close();
  }

  #stopTimers(): void {
    for (const stopTimer of this.#timers) stopTimer();
  }

  #tend(): void {
    this.#keeper.tend();
    this.#delivery.tick();
    void this.#intake.tick();
    this.#corrections.wake();
  }

  /** The live captions stand; that there will be no better ones is told once. */
  #correctionsFailed(error: EarshotError): void {
    this.#parts.log("warning", "corrections ended", { code: error.code, reason: error.message });
    this.#parts.extension.error(error, true, { session: this.id });
  }

  #gapEvent(gap: AudioGap): GapEvent {
    return { event: "gap", data: { ...gap, session: this.id } };
  }

  #consumed(source: AudioSource, nextSeq: number): void {
    this.counters.framesConsumed(source, nextSeq, this.#parts.clock.nowMs());
    this.#transcription.returnCredit(source, nextSeq);
  }

  #unlessAbandoned<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#abandoned.promise]);
  }

  async #drain(source: AudioSource, nextSeq: number): Promise<void> {
    await this.#intake.end(source, nextSeq);
    await this.#transcription.endSource(source);
  }

  async #stop(next: NextFrames): Promise<StoppedSession> {
    await Promise.all(AUDIO_SOURCES.map((source) => this.endSource(source, next[source])));
    await this.#corrections.finish();
    const coverage = await this.#transcription.stop();
    await this.#delivery.finished();
    return { metrics: this.reportMetrics(), coverage };
  }
}
