import { setTimeout as delay } from "node:timers/promises";
import { EarshotError } from "../protocol/errors.ts";
import type { HealthReport } from "../protocol/reports.ts";
import type { Clock } from "./clock.ts";
import { EventRouter } from "./event-router.ts";
import type { ExtensionWriter } from "./extension/extension-writer.ts";
import { HealthMonitor } from "./health-monitor.ts";
import { Journal } from "./journal/journal.ts";
import { journalError, systemCode } from "./journal/journal-error.ts";
import type { SessionRecord } from "./journal/session-record.ts";
import type { Log } from "./log.ts";
import { measureProcesses } from "./session/process-metrics.ts";
import { Session } from "./session/session.ts";
import type { Sidecar, SidecarListener } from "./sidecar/sidecar.ts";

const HEALTH_PERIOD_MS = 5_000;
/** How long a question about health waits for the sidecar before its last word has to do. */
const HEALTH_PATIENCE_MS = 2_000;

export interface HostParts {
  readonly dataDirectory: string;
  readonly extension: ExtensionWriter;
  readonly clock: Clock;
  readonly log: Log;
  readonly startSidecar: (listener: SidecarListener) => Sidecar;
}

/** Errors after which a session cannot go on even with its audio: what the sidecar says is not to be trusted. */
const ENDS_SESSION: readonly string[] = ["sidecar_corrupt_output", "incompatible_protocol_version"];

/** The one sidecar and the one session. `host-requests.ts` says what the extension may ask of them. */
export class Host {
  readonly sidecar: Sidecar;
  readonly #parts: HostParts;
  readonly #health: HealthMonitor;
  readonly #stopHealth: () => void;
  /** Every session of this process; an event of any other is nobody's (IPC-4). */
  readonly #known = new Set<string>();
  #session: Session | null = null;
  #isEnding = false;

  constructor(parts: HostParts) {
    this.#parts = parts;
    this.#health = new HealthMonitor(parts.extension, () => this.#lagSamples());
    const events = new EventRouter({
      currentSession: () => this.#session,
      isKnown: (session) => this.#known.has(session),
      forward: (message) => parts.extension.forward(message),
      modelIs: (model) => this.#health.modelIs(model),
      refused: (why, name) => this.#notPassedOn(why, name),
    });
    this.sidecar = parts.startSidecar({
      event: (event) => events.event(event),
      error: (error) => events.error(error),
      corruptLine: () => this.#count("parseErrors"),
      writeFailed: () => this.#count("ipcErrors"),
      drained: () => this.#session?.wake(),
      lost: (error) => this.#sidecarLost(error),
    });
    this.#checkHealth();
    this.#stopHealth = parts.clock.every(HEALTH_PERIOD_MS, () => this.#checkHealth());
  }

  get session(): Session | null {
    return this.#session;
  }

  /** @throws session_unknown */
  requireSession(id: string): Session {
    if (this.#session?.id === id) return this.#session;
    throw new EarshotError("session_unknown", `no session ${id} is running`);
  }

  /** @throws session_already_running, journal_unwritable, disk_full */
  createSession(id: string, record: SessionRecord): Session {
    return this.#open(id, () => Journal.create(this.#parts.dataDirectory, id, record));
  }

  /** The running session of that id, or the one that an earlier host left. @throws session_unknown and the above */
  resumeSession(id: string): Session {
    if (this.#session?.id === id) return this.#session;
    const session = this.#open(id, () => Journal.open(this.#parts.dataDirectory, id));
    this.transcribe(session);
    return session;
  }

  /** Gives the session to the sidecar; if that fails the user is told, and the audio is journalled all the same. */
  transcribe(session: Session): void {
    session.transcribeWith(this.sidecar).catch((error: unknown) => {
      this.#parts.extension.error(EarshotError.from(error), false, { session: session.id });
    });
  }

  /** Ends a session; its folder stays unless it ended well. */
  async closeSession(session: Session, { keepsJournal }: { keepsJournal: boolean }): Promise<void> {
    if (this.#session !== session) return;
    this.#session = null;
    await session.close();
    if (!keepsJournal) session.journal.delete();
    this.#parts.log("info", "session closed", { session: session.id, keepsJournal });
  }

  async freshHealth(): Promise<HealthReport> {
    await Promise.race([this.#refreshHealth(), delay(HEALTH_PATIENCE_MS, null, { ref: false })]);
    return this.#health.report;
  }

  reportRefused(error: EarshotError): void {
    this.#count("ipcErrors");
    this.#parts.log("warning", "message refused", { code: error.code, reason: error.message });
  }

  /** The browser closed the port and may kill this process in two seconds: the audio first. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#stopHealth();
    this.#session?.flush();
    await this.sidecar.stop();
    if (this.#session !== null) await this.closeSession(this.#session, { keepsJournal: true });
  }

  #open(id: string, openJournal: () => Journal): Session {
    if (this.#session !== null) throw new EarshotError("session_already_running", `${this.#session.id} runs`);
    try {
      const session = new Session(id, openJournal(), {
        ...this.#parts,
        measureProcesses: () => measureProcesses(this.sidecar.pid),
      });
      this.#session = session;
      this.#known.add(id);
      this.#parts.log("info", "session opened", { session: id, next: session.journal.next });
      return session;
    } catch (cause) {
      if (systemCode(cause) !== "ENOENT") throw journalError(cause);
      throw new EarshotError("session_unknown", `no session ${id} on disk`, { cause });
    }
  }

  #notPassedOn(why: string, name: string): void {
    this.#count("ipcErrors");
    this.#parts.log("warning", `${why} was not passed on`, { name });
  }

  /** The one place where a lost sidecar is answered. A restart policy belongs here. */
  #sidecarLost(error: EarshotError): void {
    const { extension, log } = this.#parts;
    const session = this.#session;
    session?.sidecarLost(error);
    if (this.#isEnding) return;
    log("error", "sidecar lost", { code: error.code, reason: error.message });
    this.#health.modelIs(null);
    if (error.code === "sidecar_died")
      extension.event("process_died", { code: error.code, message: error.message, recoverable: false });
    extension.error(error, false, session === null ? {} : { session: session.id });
    if (session !== null && ENDS_SESSION.includes(error.code)) {
      session.reportMetrics();
      void this.closeSession(session, { keepsJournal: session.hasAudio });
    }
  }

  #checkHealth(): void {
    this.#health.tell();
    void this.#refreshHealth();
  }

  async #refreshHealth(): Promise<void> {
    try {
      await this.#health.refresh(() => this.sidecar.request("get_health", {}));
    } catch (error) {
      this.#parts.log("info", "sidecar tells no health", { reason: EarshotError.from(error).code });
    }
  }

  #count(counter: "parseErrors" | "ipcErrors"): void {
    if (this.#session !== null) this.#session.counters[counter] += 1;
  }

  #lagSamples(): HealthReport["lag_samples"] {
    const journal = this.#session?.journal;
    return { tab: journal?.lagSamples("tab") ?? 0, mic: journal?.lagSamples("mic") ?? 0 };
  }
}
