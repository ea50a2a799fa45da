import { setTimeout as delay } from "node:timers/promises";
import { AUDIO_SOURCES } from "../../protocol/audio.ts";
import type { HealthReport } from "../../protocol/reports.ts";
import type { Clock } from "../runtime/clock.ts";
import { errorFacts } from "../runtime/error-facts.ts";
import type { Log } from "../runtime/log.ts";
import type { Session } from "../session/session.ts";
import { DeadlockWatch } from "./deadlock-watch.ts";
import type { HealthMonitor } from "./health-monitor.ts";
import type { Supervisor } from "./supervisor.ts";

const HEALTH_PERIOD_MS = 5_000;
const CHANGES_PERIOD_MS = 1_000;
/** How long a question about health waits for the sidecar before its last word has to do. */
const PATIENCE_MS = 2_000;

export interface HealthWatchParts {
  readonly health: HealthMonitor;
  readonly supervisor: Supervisor;
  readonly currentSession: () => Session | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** What happens every few seconds: the sidecar is asked, the extension told, standstills are counted. */
export class HealthWatch {
  readonly #parts: HealthWatchParts;
  readonly #deadlocks = new DeadlockWatch();
  readonly #timers: readonly (() => void)[];

  constructor(parts: HealthWatchParts) {
    this.#parts = parts;
    this.#check();
    this.#timers = [
      parts.clock.every(HEALTH_PERIOD_MS, () => this.#check()),
      parts.clock.every(CHANGES_PERIOD_MS, () => parts.health.tellLag()),
    ];
  }

  /** The report with the sidecar's word of now, if it gives it in time. */
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
      log("info", "sidecar tells no health", errorFacts(error));
    }
  }

  stop(): void {
    for (const stopTimer of this.#timers) stopTimer();
  }

  #check(): void {
    const { health, supervisor } = this.#parts;
    health.tell();
    const isHung = health.check(() => void this.ask());
    if (isHung) supervisor.hung("The transcription process has not answered for 30 s.");
    // Nothing is left to settle: a model that lasts until it is looked at is all there is to succeed in.
    else if (health.isWell && !health.isBehind) supervisor.succeeded();
    this.#countDeadlocks();
  }

  #countDeadlocks(): void {
    const session = this.#parts.currentSession();
    if (session === null) return;
    const { next, resumeFrom } = session.journal;
    const { consumed } = session.transcription;
    const isBehind = AUDIO_SOURCES.some((source) => consumed[source] < next[source]);
    const isWorking = isBehind && this.#parts.health.isWell;
    const positions = [consumed.tab, consumed.mic, resumeFrom.tab, resumeFrom.mic];
    if (this.#deadlocks.periodPassed({ isWorking, positions })) session.counters.deadlocks += 1;
  }
}
