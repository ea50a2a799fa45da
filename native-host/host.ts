import { AUDIO_SOURCES, type AudioSource } from "../protocol/audio.ts";
import { EarshotError } from "../protocol/errors.ts";
import type { AnyEvent, ErrorMessage } from "../protocol/messages.ts";
import type { HealthReport, ProcessMetrics } from "../protocol/reports.ts";
import { ModelDownloads } from "./download/model-downloads.ts";
import type { ExtensionWriter } from "./extension/extension-writer.ts";
import { SessionFolders } from "./journal/session-folders.ts";
import type { SampleRange } from "./journal/strike-at-host.ts";
import type { SessionKeys } from "./keys/session-keys.ts";
import { errorFacts, type Log } from "./runtime/log.ts";
import type { Clock } from "./runtime/system.ts";
import type { Session } from "./session/session.ts";
import { SessionRegistry } from "./session/session-registry.ts";
import { SIDECARS_OWN_WORDS, type Sidecar, type SidecarListener } from "./sidecar/sidecar.ts";
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
        storageChanged: () => this.#health.publishChanges(),
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
    const supervisor = new Supervisor(parts, {
      event: (event) => this.#sidecarEvent(event),
      error: (error) => this.#sidecarError(error),
      corruptLine: () => this.#count("parseErrors"),
      writeFailed: () => this.#count("ipcErrors"),
      drained: () => currentSession()?.transcription.pump?.wake(),
      running: (sidecar) => {
        this.sidecarSetup.sidecarRuns(sidecar);
        void this.#healthWatch.ask();
      },
      lost: (error, isLast) => this.#sidecarLost(error, isLast),
      replaced: (error) => this.#sidecarReplaced(error),
      changed: () => this.#health.publishChanges(),
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

  /** The sidecar ends with the audio that it holds, and another one begins after what is settled. @throws disk_full, journal_unwritable */
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

  #sidecarEvent(event: AnyEvent): void {
    switch (event.event) {
      case "health":
        return this.#health.sidecarReported(event.data);
      case "model_progress":
        this.#parts.extension.forward(event);
        return this.#health.modelReported(event.data);
      case "audio_ack":
      case "gap":
      case "metrics":
      case "process_died":
      case "corrected_text":
      case "model_download":
        return this.#notPassedOn("an event that is the host's own", event.event);
      default:
        return this.#sessionEvent(event, event.data.session);
    }
  }

  /** Late events of a session that has ended go to the extension under its own id, those of no session nowhere (IPC-4). */
  #sessionEvent(event: AnyEvent, id: string): void {
    const session = this.sessions.current;
    if (session?.id === id) this.#receive(session, event);
    else if (!this.sessions.isKnown(id)) this.#notPassedOn("an event of no session", event.event);
    else if (event.event !== "audio_consumed") this.#parts.extension.forward(event);
  }

  /** The code says what happened; what the sidecar says beside it may be anything. */
  #sidecarError({ error, ...message }: ErrorMessage): void {
    const { code, session } = error;
    if (session === undefined || this.sessions.isKnown(session))
      this.#parts.extension.forward({ ...message, error: { ...error, message: SIDECARS_OWN_WORDS } });
    else this.#notPassedOn("an error of no session", code);
  }

  /** @param name of an event, or a code, never its content */
  #notPassedOn(why: string, name: string): void {
    this.#count("ipcErrors");
    this.#parts.log("warning", `${why} was not passed on`, { name });
  }

  /** Settled audio is what a sidecar is there for: one that settles stored audio has earned its restarts again. */
  #receive(session: Session, event: AnyEvent): void {
    const { journal } = session;
    const before = journal.settled;
    session.eventIntake.receive(event);
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
