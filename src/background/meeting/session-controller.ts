import { EarshotError } from "../../../protocol/errors.ts";
import type { EventData } from "../../../protocol/events.ts";
import type { AnyEvent } from "../../../protocol/messages.ts";
import { type ActiveSession, activeSession } from "../../shared/session.ts";
import type { SampleRange } from "../../shared/struck.ts";
import type { HostConnection } from "../host/host-connection.ts";
import type { HostReports } from "../host/host-reports.ts";
import { DiagnosticsCollector } from "./diagnostics.ts";
import { FlowMonitor } from "./flow-monitor.ts";
import { HostSession } from "./host-session.ts";
import { OffscreenReports } from "./offscreen-reports.ts";
import { SessionEnding } from "./session-ending.ts";
import type { LeftSession, RememberedSession } from "./session-memory.ts";
import type { SessionNeeds } from "./session-needs.ts";
import { openCapture } from "./session-start.ts";
import { Silencing } from "./silencing.ts";

interface Parts extends SessionNeeds {
  readonly host: HostConnection;
  readonly reports: HostReports;
  /** Resolves once the host works on no other session. */
  readonly makeRoom: () => Promise<void>;
  /** Tells the offscreen document again what was struck. */
  readonly tellStruck: (session: string) => Promise<void>;
  /** The host works on the session: what was struck meanwhile is told there. */
  readonly onKnownAtHost: (session: string, struck: readonly SampleRange[]) => void;
  readonly onEnded: (how: { readonly isFinishedLater: boolean }) => void;
}

/** Drives one session at a time from the click to the last final, through losses of the host and of this worker. */
export class SessionController {
  readonly silencing: Silencing;
  readonly ending: SessionEnding;
  readonly offscreen: OffscreenReports;
  readonly #parts: Parts;
  readonly #flow: FlowMonitor;
  #diagnostics: DiagnosticsCollector | null = null;
  #hostSession: HostSession | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { board, hub, host, environment } = parts;
    this.#flow = new FlowMonitor(board, environment.now);
    this.silencing = new Silencing(parts);
    this.ending = new SessionEnding({
      ...parts,
      onMetrics: (metrics) => {
        if (this.#diagnostics !== null) this.#diagnostics.host = metrics;
      },
      onCoverage: (coverage) => this.#diagnostics?.heard({ coverage }),
    });
    this.offscreen = new OffscreenReports({
      board,
      hub,
      host,
      flow: this.#flow,
      silencing: this.silencing,
      ending: this.ending,
      toOffscreen: environment.toOffscreen,
      diagnostics: () => this.#diagnostics,
    });
  }

  get diagnostics(): DiagnosticsCollector | null {
    return this.#diagnostics;
  }

  /** Captures the tab the user invoked Earshot on. A refusal is shown, never thrown. */
  async start(tabId: number): Promise<void> {
    await (await this.begin(tabId))?.open();
  }

  /**
   * Writes down and shows that captions of this tab are wanted; `open` then goes all the way to the host. Null when they
   * are not to be had, or when `session` was begun before: one start may come twice.
   */
  async begin(
    tabId: number,
    session = this.#parts.environment.newId(),
  ): Promise<{ readonly open: () => Promise<void> } | null> {
    const { board, memory, environment } = this.#parts;
    if (memory.lastSession === session) {
      await memory.stored;
      return null;
    }
    if (memory.current !== null) {
      const error = new EarshotError("session_already_running", "one meeting at a time");
      board.update({ problem: error.toReport(true) });
      return null;
    }
    const requestedAtMs = environment.now();
    const active = { session, tabId, startedAtMs: requestedAtMs };
    await memory.begin(active);
    this.#begin(active, requestedAtMs, "no");
    return { open: () => this.#open(active) };
  }

  /**
   * Shows what a worker before this one left as it stood, with its transcript.
   * `carryOn` then picks the session up.
   */
  async restore(left: LeftSession): Promise<void> {
    const { board, hub, host, memory } = this.#parts;
    const { running, last } = left;
    memory.takeOver(left);
    board.update({ session: { name: "idle", lastError: last?.error ?? null } });
    if (running !== null) {
      this.#show(running);
      // The host starts while the transcript is read; its events must find the transcript there. Why it does not start
      // is told by `open` in `carryOn`.
      void host.ensure().catch(() => null);
    }
    if (running !== null) await hub.restore(running.session);
  }

  /** Goes on with what was restored, from whatever step it had come to. */
  async carryOn(): Promise<void> {
    const { memory, environment } = this.#parts;
    if (memory.current === null) return;
    if (memory.current.end !== null) return this.ending.close(memory.current.end);
    const captured = await environment.capturedSession();
    const { current } = memory;
    if (current === null) return;
    if (captured !== current.session) return this.#withoutCapture(current);
    if (!current.isCaptured) void memory.change({ isCaptured: true });
    this.#tellWishes();
    void this.#parts.tellStruck(current.session);
    this.chooseMicrophone(environment.settings().microphoneDeviceId);
    await this.#hostSession?.open();
  }

  /** Acknowledgements and reports about the session; captions go to the hub. */
  fromHost(event: AnyEvent): void {
    switch (event.event) {
      case "audio_ack":
        return this.#acknowledged(event.data);
      case "final_text":
      case "corrected_text":
      case "suppressed_text":
      case "gap":
        return event.data.session === this.#active?.session ? this.#hostSession?.progressed() : undefined;
      case "model_progress":
        return this.#modelIs(event.data.loaded?.model ?? null);
      case "metrics":
        if (this.#diagnostics?.session === event.data.session) this.#diagnostics.host = event.data.metrics;
        return;
      default:
        return;
    }
  }

  /** The host is gone: frames wait in the offscreen document until it is back. */
  hostLost(error: EarshotError): void {
    const active = this.#active;
    if (active === null) return;
    // The next host hears the open utterances anew, perhaps beginning at another sample: no half line may stay.
    this.#parts.hub.dropTentative();
    this.#parts.environment.toOffscreen({ type: "hold", session: active.session });
    this.#hostSession?.lost(error);
  }

  /** Called about once a second: is audio flowing (CAP-7), does the tab's page live? */
  async check(): Promise<void> {
    this.#flow.check();
    const active = this.#active;
    // A tab that is being closed has nothing more to tell.
    if (active === null || this.#parts.board.status.session.name === "stopping") return;
    const isCrashed = await this.#parts.environment.isTabCrashed(active.tabId);
    if (isCrashed === null || active.session !== this.#active?.session) return;
    this.silencing.tabIs({ isCrashed });
  }

  /** The user chose another microphone; a running capture takes it at once. */
  chooseMicrophone(deviceId: string | null): void {
    const active = this.#active;
    if (active === null) return;
    this.#parts.environment.toOffscreen({ type: "choose-microphone", session: active.session, deviceId });
  }

  get #active(): ActiveSession | null {
    return activeSession(this.#parts.board.status.session);
  }

  #show({ session, tabId, startedAtMs, isKnownToHost, isPaused, stop, end }: RememberedSession): void {
    const { board, environment } = this.#parts;
    this.#begin({ session, tabId, startedAtMs }, environment.now(), isKnownToHost ? "yes" : "perhaps");
    if (isPaused) board.advance({ type: "pause-requested" });
    if (stop === null && end === null) return;
    board.advance({ type: "stop-requested", cause: end?.error ?? stop?.cause ?? null });
  }

  async #open(active: ActiveSession): Promise<void> {
    const { memory, environment, makeRoom } = this.#parts;
    const hasRoom = makeRoom();
    try {
      const isOpen = await openCapture(active, this.#parts);
      if (!isOpen) return await this.ending.end(null, { isComplete: false });
    } catch (error) {
      return this.ending.end(EarshotError.from(error).toReport(true), { isComplete: false });
    }
    this.#tellWishes();
    await memory.change({ isCaptured: true });
    const isOverlayWanted =
      environment.settings().isOverlayWanted && this.#active?.session === active.session;
    if (isOverlayWanted) void environment.showOverlay(active.tabId);
    await hasRoom;
    await this.#hostSession?.open();
  }

  /** What was asked for before the document could take it in, or was told by a worker that is no more. */
  #tellWishes(): void {
    this.silencing.tellAll();
    this.ending.tellCapture();
  }

  /** The document does not capture what was restored: it had not come to that, or is gone. */
  async #withoutCapture({ session, tabId, startedAtMs, isCaptured, stop }: RememberedSession): Promise<void> {
    if (isCaptured) return this.ending.captureGone();
    if (stop !== null) return this.ending.end(stop.cause, { isComplete: false });
    await this.#open({ session, tabId, startedAtMs });
  }

  #begin(active: ActiveSession, requestedAtMs: number, known: "yes" | "no" | "perhaps"): void {
    const { board } = this.#parts;
    this.#diagnostics = new DiagnosticsCollector(active.session, requestedAtMs);
    this.#flow.begin();
    this.silencing.begin();
    this.#hostSession = this.#newHostSession(active, known);
    this.ending.begin(this.#hostSession);
    board.update({ problem: null, lagMs: { tab: 0, mic: 0 }, lagAtStopMs: null });
    board.advance({ type: "start-requested", active });
  }

  #newHostSession(active: ActiveSession, known: "yes" | "no" | "perhaps"): HostSession {
    const { host, hub, reports, memory, environment } = this.#parts;
    return new HostSession(active, known, host, {
      settings: () => environment.settings().transcription,
      schedule: environment.schedule,
      onKnown: () => void memory.change({ isKnownToHost: true }),
      onReady: (next, struck) => {
        void hub.keysAvailable(active.session);
        this.#parts.onKnownAtHost(active.session, struck);
        environment.toOffscreen({ type: "welcome", session: active.session, next });
        void this.ending.hostReady(next);
      },
      onFreeSpace: (bytes) => reports.freeSpace(bytes),
      onFailed: (error) => void this.ending.hostFailed(error.toReport(true)),
    });
  }

  #acknowledged({ session, source, next_seq, resend = false }: EventData<"audio_ack">): void {
    if (this.#active?.session !== session) return;
    const { environment } = this.#parts;
    environment.toOffscreen({
      type: "acknowledged",
      session,
      source,
      nextSeq: next_seq,
      isResendWanted: resend,
    });
    if (!this.#flow.stored(source, next_seq)) return;
    this.#diagnostics?.frameStored(environment.now());
    this.#hostSession?.progressed();
  }

  /** The transcript names the model that works on it; one that is loaded between meetings works on none. */
  #modelIs(model: string | null): void {
    const { hub } = this.#parts;
    const active = this.#active;
    if (model === null || active === null || hub.transcript?.model === model) return;
    void hub.amendHead(active.session, { model });
  }
}
