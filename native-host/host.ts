import { AUDIO_SOURCES, type AudioSource } from "../protocol/audio.ts";
import { EarshotError } from "../protocol/errors.ts";
import type { AnyEvent } from "../protocol/messages.ts";
import type { HealthReport, ProcessMetrics } from "../protocol/reports.ts";
import { ModelDownloads } from "./download/model-downloads.ts";
import type { ExtensionWriter } from "./extension/extension-writer.ts";
import { SessionFolders } from "./journal/session-folders.ts";
import type { SampleRange } from "./journal/struck.ts";
import type { SessionKeys } from "./keys/session-keys.ts";
import { EventRouter } from "./pumps/event-intake.ts";
import type { Clock } from "./runtime/clock.ts";
import { errorFacts, type Log } from "./runtime/log.ts";
import type { Session } from "./session/session.ts";
import { SessionRegistry } from "./session/session-registry.ts";
import type { Sidecar, SidecarListener } from "./sidecar/sidecar.ts";
import { HealthMonitor, HealthWatch } from "./supervision/sidecar-health.ts";
import { SidecarSetup } from "./supervision/sidecar-setup.ts";
import { Supervisor } from "./supervision/supervisor.ts";

export interface HostParts {
  readonly dataDirectory: string;
  readonly keys: SessionKeys;
  readonly extension: ExtensionWriter;
  readonly clock: Clock;
  readonly log: Log;
  readonly startSidecar: (listener: SidecarListener) => Sidecar;
  readonly startDownload: (listener: SidecarListener) => Sidecar;
}

/**
 * Joins the one session to the one sidecar at a time: what either says or suffers, the other parts learn from here.
 * `host-requests.ts` says what the extension may ask of them.
 */
export class Host {
  readonly keys: SessionKeys;
  readonly folders: SessionFolders;
  readonly sessions: SessionRegistry;
  readonly sidecarSetup: SidecarSetup;
  readonly downloads: ModelDownloads;
  readonly #parts: HostParts;
  #tidying: Promise<void> | null = null;
  readonly #supervisor: Supervisor;
  readonly #health: HealthMonitor;
  readonly #healthWatch: HealthWatch;

  constructor(parts: HostParts) {
    this.#parts = parts;
    this.keys = parts.keys;
    this.folders = new SessionFolders(parts.dataDirectory, parts.keys, parts.log);
    this.downloads = new ModelDownloads(parts);
    const currentSession = (): Session | null => this.sessions.current;
    this.sessions = new SessionRegistry({
      ...parts,
      session: {
        ...parts,
        measureProcesses: () => [measureHost(), ...this.#health.sidecarProcess],
        freeBytes: () => this.folders.freeBytes(),
        storageChanged: () => this.#health.tellNews(),
        model: () => this.#health.model,
      },
      settings: () => this.sidecarSetup.settings,
      opened: (session) => this.sidecarSetup.sessionOpened(session),
      left: (session) => this.sidecarSetup.sessionLeft(session),
    });
    this.#health = new HealthMonitor(parts.extension, {
      lagSamples: () => this.#lagSamples(),
      recogniser: () => this.#supervisor.report,
      storage: () => currentSession()?.upkeep.storage.error ?? null,
      corrections: () => currentSession()?.corrections.progress ?? null,
      keyStorage: () => parts.keys.storage,
    });
    const events = new EventRouter({
      currentSession,
      isKnown: (session) => this.sessions.isKnown(session),
      receive: (session, event) => this.#receive(session, event),
      forward: (message) => parts.extension.forward(message),
      modelIs: (model) => this.#health.modelIs(model),
      sidecarSays: (health) => this.#health.sidecarSays(health),
      refused: (why, name) => this.#notPassedOn(why, name),
    });
    const supervisor = new Supervisor(parts, {
      event: (event) => events.event(event),
      error: (error) => events.error(error),
      corruptLine: () => this.#count("parseErrors"),
      writeFailed: () => this.#count("ipcErrors"),
      drained: () => currentSession()?.transcription.pump?.wake(),
      running: (sidecar) => {
        this.sidecarSetup.sidecarRuns(sidecar);
        void this.#healthWatch.ask();
      },
      lost: (error, isLast) => this.#sidecarLost(error, isLast),
      replaced: (error) => this.#sidecarReplaced(error),
      changed: () => this.#health.tellNews(),
    });
    this.#supervisor = supervisor;
    this.sidecarSetup = new SidecarSetup({ ...parts, supervisor, currentSession });
    supervisor.start();
    this.#healthWatch = new HealthWatch({ ...parts, health: this.#health, supervisor, currentSession });
  }

  freshHealth(): Promise<HealthReport> {
    return this.#healthWatch.fresh();
  }

  /** Finds the keys, and begins with what earlier hosts and versions have left. */
  async prepare(): Promise<void> {
    await this.keys.open();
    this.#tidying ??= this.folders.tidy();
  }

  /** Resolves when every session that an earlier version left can be read, also one that another host died over. */
  async readable(): Promise<void> {
    await this.#tidying;
    if (this.folders.isSealingUnfinished) this.#tidying = this.folders.tidy();
    await this.#tidying;
  }

  /** @throws session_already_running for the session of now */
  requireNotRunning(session: string): void {
    if (this.sessions.current?.id === session)
      throw new EarshotError("session_already_running", `${session} runs`);
  }

  /** The sidecar goes with what it heard, and another one begins behind what is settled. @throws disk_full, journal_unwritable */
  strike(session: string, range: SampleRange): void {
    this.sessions.require(session).strike(range, () => this.#supervisor.replace());
  }

  reportRefused(error: EarshotError): void {
    this.#count("ipcErrors");
    this.#parts.log("warning", "message refused", errorFacts(error));
  }

  /** The browser closed the port and may kill this process in two seconds: the audio first. */
  async end(): Promise<void> {
    this.#healthWatch.stop();
    this.sessions.current?.flush();
    await Promise.all([this.#supervisor.end(), this.downloads.end()]);
    const session = this.sessions.current;
    if (session !== null) await this.sessions.close(session, { keepsJournal: true });
  }

  #notPassedOn(why: string, name: string): void {
    this.#count("ipcErrors");
    this.#parts.log("warning", `${why} was not passed on`, { name });
  }

  /** Settled audio is what a sidecar is there for: one that settles stored audio has earned its restarts again. */
  #receive(session: Session, event: AnyEvent): void {
    const { journal } = session;
    const before = journal.settled;
    session.events.receive(event);
    const after = journal.settled;
    const hasSettled = (source: AudioSource): boolean =>
      before[source] < after[source] && before[source] < journal.endSample(source);
    if (AUDIO_SOURCES.some(hasSettled)) this.#supervisor.succeeded();
  }

  /** The audio goes on into the journal; the next sidecar takes it from there. */
  #sidecarLost(error: EarshotError, isLast: boolean): void {
    const session = this.sessions.current;
    this.#parts.extension.event("process_died", {
      code: error.code,
      message: error.message,
      recoverable: !isLast,
    });
    session?.sidecarLost(error);
    if (isLast) session?.transcription.markUnavailable(error);
    else if (session !== null) session.counters.restarts += 1;
    this.#health.sidecarLost();
  }

  #sidecarReplaced(error: EarshotError): void {
    this.sessions.current?.sidecarLost(error);
    this.#health.sidecarLost();
  }

  #count(counter: "parseErrors" | "ipcErrors"): void {
    const session = this.sessions.current;
    if (session !== null) session.counters[counter] += 1;
  }

  #lagSamples(): HealthReport["lag_samples"] {
    const journal = this.sessions.current?.journal;
    return { tab: journal?.lagSamples("tab") ?? 0, mic: journal?.lagSamples("mic") ?? 0 };
  }
}

/** What this process has used so far, as the sidecar says it of itself. */
function measureHost(): ProcessMetrics {
  const { user, system } = process.cpuUsage();
  return {
    name: "native-host",
    pid: process.pid,
    cpu_seconds: (user + system) / 1e6,
    peak_rss_bytes: process.resourceUsage().maxRSS * 1024,
  };
}
