import { AUDIO_SOURCES } from "../protocol/audio.ts";
import { EarshotError } from "../protocol/errors.ts";
import type { AnyEvent } from "../protocol/messages.ts";
import type { HealthReport } from "../protocol/reports.ts";
import type { Params, Result } from "../protocol/requests.ts";
import type { TranscriptionSettings } from "../protocol/settings.ts";
import type { Clock } from "./clock.ts";
import { EventRouter } from "./event-router.ts";
import type { ExtensionWriter } from "./extension/extension-writer.ts";
import { HealthMonitor } from "./health-monitor.ts";
import { Journal } from "./journal/journal.ts";
import { journalError, systemCode } from "./journal/journal-error.ts";
import { SessionFolders } from "./journal/session-folders.ts";
import type { SessionRecord } from "./journal/session-record.ts";
import type { Log } from "./log.ts";
import { measureProcesses } from "./session/process-metrics.ts";
import { Session } from "./session/session.ts";
import type { Sidecar, SidecarListener } from "./sidecar/sidecar.ts";
import { HealthWatch } from "./supervision/health-watch.ts";
import { Supervisor } from "./supervision/supervisor.ts";

export interface HostParts {
  readonly dataDirectory: string;
  readonly extension: ExtensionWriter;
  readonly clock: Clock;
  readonly log: Log;
  readonly startSidecar: (listener: SidecarListener) => Sidecar;
}

/** The one sidecar at a time and the one session. `host-requests.ts` says what the extension may ask of them. */
export class Host {
  readonly folders: SessionFolders;
  readonly #parts: HostParts;
  readonly #supervisor: Supervisor;
  readonly #health: HealthMonitor;
  readonly #healthWatch: HealthWatch;
  /** Every session of this process; an event of any other is nobody's (IPC-4). */
  readonly #known = new Set<string>();
  #session: Session | null = null;
  /** The settings asked for last: a sidecar that is started anew knows of none. */
  #settings: TranscriptionSettings | null = null;

  constructor(parts: HostParts) {
    this.#parts = parts;
    this.folders = new SessionFolders(parts.dataDirectory, parts.log);
    this.#health = new HealthMonitor(parts.extension, {
      lagSamples: () => this.#lagSamples(),
      recogniser: () => this.#supervisor.report,
      storage: () => this.#session?.storageError ?? null,
      corrections: () => this.#session?.corrections ?? null,
    });
    const events = new EventRouter({
      currentSession: () => this.#session,
      isKnown: (session) => this.#known.has(session),
      receive: (session, event) => this.#receive(session, event),
      forward: (message) => parts.extension.forward(message),
      modelIs: (model) => this.#health.modelIs(model),
      sidecarSays: (health) => this.#health.sidecarSays(health),
      refused: (why, name) => this.#notPassedOn(why, name),
    });
    this.#supervisor = new Supervisor(parts, {
      event: (event) => events.event(event),
      error: (error) => events.error(error),
      corruptLine: () => this.#count("parseErrors"),
      writeFailed: () => this.#count("ipcErrors"),
      drained: () => this.#session?.wake(),
      running: (sidecar) => this.#giveWork(sidecar),
      lost: (error, isLast) => this.#sidecarLost(error, isLast),
      changed: () => this.#health.tellNews(),
    });
    this.#supervisor.start();
    this.#healthWatch = new HealthWatch({
      ...parts,
      health: this.#health,
      supervisor: this.#supervisor,
      currentSession: () => this.#session,
    });
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
    return this.#open(id, () => Journal.open(this.#parts.dataDirectory, id));
  }

  /**
   * Resolves when the recogniser can be talked to, or is being seen to: a meeting is recorded without one as well.
   *
   * @throws incompatible_protocol_version
   */
  async recogniserFits(): Promise<void> {
    this.retryTranscription();
    await this.#supervisor.versionFits();
  }

  /** Another try of a recogniser that was given up: the user asks for it, or begins a session. */
  retryTranscription(): void {
    if (this.#supervisor.failure === null) return;
    this.#session?.transcription.hope();
    this.#supervisor.retry();
  }

  /** Keeps the settings for the session and for every sidecar to come. @throws what the sidecar answers */
  async changeSettings(settings: TranscriptionSettings): Promise<void> {
    this.#session?.changeSettings(settings);
    this.#settings = settings;
    const sidecar = this.#supervisor.sidecar;
    try {
      await sidecar?.request("update_settings", { settings });
    } catch (error) {
      // A lost sidecar is told by itself, and the next one gets the settings.
      if (this.#supervisor.sidecar === sidecar) throw error;
    }
  }

  /** What is the sidecar's alone. @throws sidecar_died while there is none, and what it answers */
  askSidecar<M extends "list_models" | "download_model" | "cancel_download" | "remove_model">(
    method: M,
    params: Params<M>,
  ): Promise<Result<M>> {
    const { running, failure } = this.#supervisor;
    if (running === null)
      return Promise.reject(failure ?? new EarshotError("sidecar_died", "the sidecar is being started"));
    return running.request(method, params);
  }

  /** Ends a session; its folder stays unless it ended well. */
  async closeSession(session: Session, { keepsJournal }: { keepsJournal: boolean }): Promise<void> {
    if (this.#session !== session) return;
    this.#session = null;
    if (keepsJournal) this.#abandon(session);
    await session.close();
    if (!keepsJournal) session.journal.delete();
    this.#parts.log("info", "session closed", { session: session.id, keepsJournal });
  }

  freshHealth(): Promise<HealthReport> {
    return this.#healthWatch.fresh();
  }

  reportRefused(error: EarshotError): void {
    this.#count("ipcErrors");
    this.#parts.log("warning", "message refused", { code: error.code, reason: error.message });
  }

  /** The browser closed the port and may kill this process in two seconds: the audio first. */
  async end(): Promise<void> {
    this.#healthWatch.stop();
    this.#session?.flush();
    await this.#supervisor.end();
    if (this.#session !== null) await this.closeSession(this.#session, { keepsJournal: true });
  }

  #open(id: string, openJournal: () => Journal): Session {
    if (this.#session !== null) throw new EarshotError("session_already_running", `${this.#session.id} runs`);
    try {
      const session = new Session(id, openJournal(), {
        ...this.#parts,
        measureProcesses: () => measureProcesses(this.#supervisor.sidecar?.pid),
        freeBytes: () => this.folders.freeBytes(),
        storageChanged: () => this.#health.tellNews(),
        model: () => this.#health.model,
      });
      this.#session = session;
      this.#known.add(id);
      this.#settings ??= session.journal.record.settings;
      this.#transcribe(session);
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

  /** Gives the session to the sidecar there is; if it refuses the user is told, and the audio is journalled all the same. */
  #transcribe(session: Session): void {
    const { running, failure } = this.#supervisor;
    if (failure !== null) session.transcription.giveUp(failure);
    if (running === null) return;
    session.transcription.begin(running).catch((error: unknown) => {
      this.#parts.extension.error(EarshotError.from(error), false, { session: session.id });
    });
  }

  #abandon(session: Session): void {
    session.transcription.abandon().catch((error: unknown) => {
      this.#parts.log("info", "sidecar keeps the session", { reason: EarshotError.from(error).code });
    });
  }

  #giveWork(sidecar: Sidecar): void {
    if (this.#session !== null) return this.#transcribe(this.#session);
    if (this.#settings === null) return;
    sidecar.request("update_settings", { settings: this.#settings }).catch((error: unknown) => {
      this.#parts.log("warning", "settings not taken", { reason: EarshotError.from(error).code });
    });
  }

  /** Settled audio is what a sidecar is there for: whoever settles some has earned its restarts anew. */
  #receive(session: Session, event: AnyEvent): void {
    const before = this.#lagSamples();
    session.receiveEvent(event);
    const after = this.#lagSamples();
    if (AUDIO_SOURCES.some((source) => after[source] < before[source])) this.#supervisor.succeeded();
  }

  /** The audio goes on into the journal; the next sidecar takes it from there. */
  #sidecarLost(error: EarshotError, isLast: boolean): void {
    const session = this.#session;
    this.#parts.extension.event("process_died", {
      code: error.code,
      message: error.message,
      recoverable: !isLast,
    });
    session?.sidecarLost(error);
    if (isLast) session?.transcription.giveUp(error);
    else if (session !== null) session.counters.restarts += 1;
    this.#health.sidecarLost();
  }

  #count(counter: "parseErrors" | "ipcErrors"): void {
    if (this.#session !== null) this.#session.counters[counter] += 1;
  }

  #lagSamples(): HealthReport["lag_samples"] {
    const journal = this.#session?.journal;
    return { tab: journal?.lagSamples("tab") ?? 0, mic: journal?.lagSamples("mic") ?? 0 };
  }
}
