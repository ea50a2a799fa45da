import { setTimeout as delay } from "node:timers/promises";
import { AUDIO_SOURCES, SAMPLE_RATE } from "../../protocol/audio.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import type {
  HealthReport,
  KeyStorage,
  ModelProgress,
  ProcessMetrics,
  RecogniserReport,
} from "../../protocol/reports.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import { errorFacts, type Log } from "../runtime/log.ts";
import type { Clock } from "../runtime/system.ts";
import type { Session } from "../session/session.ts";
import type { Supervisor } from "./supervisor.ts";

/** Questions without an answer, in a row, that make a sidecar hung: 30 s at one per period. */
const MAX_UNANSWERED = 6;
/** Lag that is to be expected: an utterance that is still being spoken. */
const ORDINARY_LAG_SAMPLES = 3 * SAMPLE_RATE;

export type AskSidecar = () => Promise<HealthReport>;

/** What the host itself knows about its health. */
export interface HealthSources {
  readonly lagSamples: () => HealthReport["lag_samples"];
  readonly recogniser: () => RecogniserReport;
  /** Why audio cannot be stored at present. */
  readonly storage: () => ErrorCode | null;
  /** How far the corrections are; null where none are wanted. */
  readonly corrections: () => HealthReport["corrections"] | null;
  /** Where the keys of new sessions are kept; null while that is not known. */
  readonly keyStorage: () => KeyStorage | null;
}

/** What the sidecar alone knows of itself. */
type SidecarHealth = Pick<
  HealthReport,
  "model" | "engine" | "coverage" | "echo" | "network_sandbox" | "process"
>;

const NOTHING_KNOWN: SidecarHealth = { model: null };

/**
 * What the extension gets to know of model, engine, sidecar, disk and lag. Model and engine are as the sidecar reported last; the lag is
 * the host's own: samples in the journal that no final, end of speech or silence verdict covers yet. So it
 * grows while someone speaks, falls back with each final, and goes on growing when the sidecar cannot keep up.
 */
export class HealthMonitor {
  readonly #extension: ExtensionWriter;
  readonly #sources: HealthSources;
  #sidecar: SidecarHealth = NOTHING_KNOWN;
  #process: ProcessMetrics | undefined;
  #published: HealthReport | null = null;
  #asking: Promise<void> | null = null;
  /** The question asked at the last check or before has no answer yet. */
  #isUnanswered = false;
  #unanswered = 0;

  constructor(extension: ExtensionWriter, sources: HealthSources) {
    this.#extension = extension;
    this.#sources = sources;
  }

  get report(): HealthReport {
    const corrections = this.#sources.corrections();
    const keyStorage = this.#sources.keyStorage();
    return {
      ...this.#sidecar,
      ...(corrections === null ? {} : { corrections }),
      lag_samples: this.#sources.lagSamples(),
      recogniser: this.#sources.recogniser(),
      storage: this.#sources.storage(),
      ...(keyStorage === null ? {} : { key_storage: keyStorage }),
    };
  }

  /** The sidecar has answered its last question, and its model is there. */
  get isWell(): boolean {
    return this.#unanswered === 0 && this.model?.state === "ready";
  }

  /** What the sidecar reported last of its model; null before it reported anything. */
  get model(): ModelProgress | null {
    return this.#sidecar.model;
  }

  /** What the sidecar has used, as it reported last; empty before it reported anything. */
  get sidecarProcess(): readonly ProcessMetrics[] {
    return this.#process === undefined ? [] : [this.#process];
  }

  /** Stored audio is not settled yet. */
  get isLagging(): boolean {
    const { tab, mic } = this.#sources.lagSamples();
    return tab + mic > 0;
  }

  /** As the sidecar reports it; published at once when the model is another or in another state. */
  modelReported(model: ModelProgress | null): void {
    this.sidecarReported({ ...this.#sidecar, model });
  }

  /** As `modelReported`, of all that the sidecar knows; what it leaves out is not known any more. */
  sidecarReported({ network_sandbox: sandbox, ...reported }: SidecarHealth): void {
    const { model, engine, coverage, echo, process } = reported;
    this.#process = process ?? this.#process;
    this.#sidecar = {
      model,
      ...(engine === undefined ? {} : { engine }),
      ...(coverage === undefined ? {} : { coverage }),
      ...(echo === undefined ? {} : { echo }),
      ...(sandbox === undefined ? {} : { network_sandbox: sandbox }),
    };
    this.publishChanges();
  }

  publish(): void {
    this.#published = this.report;
    this.#extension.event("health", this.#published);
  }

  /** Publishes what cannot wait for the next period; nothing when it was published already. */
  publishChanges(): void {
    if (essence(this.report) !== essence(this.#published)) this.publish();
  }

  /** As `publishChanges`, and the lag as well when it is or was out of the ordinary. */
  publishLag(): void {
    const lag = this.report.lag_samples;
    const published = this.#published?.lag_samples ?? lag;
    const isLagging = Math.max(lag.tab, lag.mic, published.tab, published.mic) > ORDINARY_LAG_SAMPLES;
    if (isLagging && (lag.tab !== published.tab || lag.mic !== published.mic)) this.publish();
    else this.publishChanges();
  }

  /** Asks the sidecar, unless it has not answered yet. @throws what it answers instead */
  refresh(ask: AskSidecar): Promise<void> {
    if (this.#asking !== null) return this.#asking;
    const asking = this.#ask(ask).finally(() => {
      if (this.#asking === asking) this.#expectNoAnswer();
    });
    this.#asking = asking;
    return asking;
  }

  /**
   * One question per period. Counted in questions and not by a clock: a host that was stopped or slept has waited for
   * nothing meanwhile.
   *
   * @returns true when the sidecar has left six in a row without an answer
   */
  check(ask: () => void): boolean {
    this.#unanswered = this.#isUnanswered ? this.#unanswered + 1 : 0;
    ask();
    this.#isUnanswered = this.#asking !== null;
    return this.#unanswered >= MAX_UNANSWERED;
  }

  /** Nothing is known of the next one yet, and nothing was asked of it. */
  sidecarLost(): void {
    this.#sidecar = NOTHING_KNOWN;
    this.#process = undefined;
    this.#unanswered = 0;
    this.#expectNoAnswer();
  }

  async #ask(ask: AskSidecar): Promise<void> {
    this.sidecarReported(await ask());
  }

  #expectNoAnswer(): void {
    this.#asking = null;
    this.#isUnanswered = false;
  }
}

/** What varies with the audio: published with the next report. Downloaded bytes have an event of their own. */
const VARYING: readonly string[] = ["lag_samples", "coverage", "partial_interval_ms", "redone", "suppressed"];

/** All that is published at once when it changes. */
function essence(report: HealthReport | null): string {
  return JSON.stringify(report, (key, value: unknown) =>
    key.endsWith("_bytes") || VARYING.includes(key) ? undefined : value,
  );
}

const HEALTH_PERIOD_MS = 5_000;
const CHANGES_PERIOD_MS = 1_000;
/** How long a question about health waits for the sidecar before its last report has to do. */
const PATIENCE_MS = 2_000;

export interface HealthWatchParts {
  readonly health: HealthMonitor;
  readonly supervisor: Supervisor;
  readonly currentSession: () => Session | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** What happens every few seconds: the sidecar is asked, its health published, standstills are counted. */
export class HealthWatch {
  readonly #parts: HealthWatchParts;
  readonly #deadlocks = new DeadlockWatch();
  readonly #timers: readonly (() => void)[];

  constructor(parts: HealthWatchParts) {
    this.#parts = parts;
    this.#check();
    this.#timers = [
      parts.clock.every(HEALTH_PERIOD_MS, () => this.#check()),
      parts.clock.every(CHANGES_PERIOD_MS, () => parts.health.publishLag()),
    ];
  }

  /** The report with what the sidecar reports now, if it gives it in time. */
  async fresh(): Promise<HealthReport> {
    await Promise.race([this.ask(), delay(PATIENCE_MS, null, { ref: false })]);
    return this.#parts.health.report;
  }

  /** Has the sidecar report on itself, where one runs. */
  async ask(): Promise<void> {
    const { health, supervisor, log } = this.#parts;
    const { sidecar } = supervisor;
    if (sidecar === null) return;
    try {
      await health.refresh(() => sidecar.request("get_health", {}));
    } catch (error) {
      log("info", "sidecar reports no health", errorFacts(error));
    }
  }

  stop(): void {
    for (const stopTimer of this.#timers) stopTimer();
  }

  #check(): void {
    const { health, supervisor } = this.#parts;
    health.publish();
    const isHung = health.check(() => void this.ask());
    if (isHung) supervisor.hung("The transcription process has not answered for 30 s.");
    // Nothing is left to settle: a model that lasts until it is looked at is all there is to succeed in.
    else if (health.isWell && !health.isLagging) supervisor.succeeded();
    this.#countDeadlocks();
  }

  #countDeadlocks(): void {
    const session = this.#parts.currentSession();
    if (session === null) return;
    const { next, resumeFrom } = session.journal;
    const { consumed } = session.transcription.positions;
    const hasAudio = AUDIO_SOURCES.some((source) => consumed[source] < next[source]);
    const isWorking = hasAudio && this.#parts.health.isWell;
    const positions = [consumed.tab, consumed.mic, resumeFrom.tab, resumeFrom.mic];
    if (this.#deadlocks.periodPassed({ isWorking, positions })) session.counters.deadlocks += 1;
  }
}

/** Health periods that make 30 s. */
const DEADLOCK_PERIODS = 6;

export interface SidecarProgress {
  /** There is audio for the sidecar, and it says of itself that it is well. */
  readonly isWorking: boolean;
  /** How far audio was taken in and settled; what counts is that it moves. */
  readonly positions: readonly number[];
}

/**
 * Counts what must never happen (IPC-14): audio waits, the sidecar answers and has its model, and for 30 s nothing moves.
 * It is a counter and no ground for a restart: one decode may take longer on a slow machine.
 */
export class DeadlockWatch {
  #positions = "";
  #periods = 0;

  /** A health period has passed. @returns true once per 30 s of standstill */
  periodPassed({ isWorking, positions }: SidecarProgress): boolean {
    const reached = positions.join();
    const stands = isWorking && reached === this.#positions;
    this.#positions = reached;
    this.#periods = stands ? this.#periods + 1 : 0;
    if (this.#periods < DEADLOCK_PERIODS) return false;
    this.#periods = 0;
    return true;
  }
}
