import type { AudioSource, NextFrames } from "../../protocol/audio.ts";
import { EarshotError, type ErrorReport } from "../../protocol/errors.ts";
import type { EventData } from "../../protocol/events.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import type { BackgroundToOffscreen, OffscreenToBackground } from "../shared/messages.ts";
import { type ActiveSession, activeSession } from "../shared/session.ts";
import type { Settings } from "../shared/settings.ts";
import { defaultSpeakers } from "../shared/speakers.ts";
import type { CaptionHub } from "./caption-hub.ts";
import { DiagnosticsCollector } from "./diagnostics.ts";
import { FrameWatch } from "./frame-watch.ts";
import type { HostConnection } from "./host-connection.ts";
import { HostSession } from "./host-session.ts";
import type { StatusBoard } from "./status-board.ts";

/** What the controller needs of the browser. */
export interface SessionEnvironment {
  /** @throws {EarshotError} when the tab cannot be captured */
  readonly openTab: (tabId: number) => Promise<{ streamId: string; title: string }>;
  /** Delivered once the offscreen document is connected. */
  readonly toOffscreen: (message: BackgroundToOffscreen) => void;
  readonly hasOffscreen: () => Promise<boolean>;
  readonly closeOffscreen: () => Promise<void>;
  readonly showOverlay: (tabId: number) => Promise<void>;
  readonly closeOverlay: () => void;
  readonly remember: (active: ActiveSession) => Promise<void>;
  readonly forget: () => Promise<void>;
  readonly settings: () => Settings;
  /** The browser's own language, BCP 47. */
  readonly uiLanguage: () => string;
  readonly now: () => number;
  readonly newId: () => string;
  readonly schedule: (action: () => void, delayMs: number) => void;
}

interface Parts {
  readonly board: StatusBoard;
  readonly hub: CaptionHub;
  readonly host: HostConnection;
  readonly environment: SessionEnvironment;
}

/** Drives one session at a time from the click to the last final, through losses of the host and of this worker. */
export class SessionController {
  readonly #board: StatusBoard;
  readonly #hub: CaptionHub;
  readonly #host: HostConnection;
  readonly #environment: SessionEnvironment;
  #diagnostics: DiagnosticsCollector | null = null;
  #watch = new FrameWatch();
  #hostSession: HostSession | null = null;
  /** Counts of all frames, once the capture has stopped. */
  #finalNext: NextFrames | null = null;
  #isCaptureGone = false;

  constructor({ board, hub, host, environment }: Parts) {
    this.#board = board;
    this.#hub = hub;
    this.#host = host;
    this.#environment = environment;
  }

  get diagnostics(): DiagnosticsCollector | null {
    return this.#diagnostics;
  }

  /** Captures the tab the user invoked Earshot on. A refusal is shown, never thrown. */
  async start(tabId: number): Promise<void> {
    const { openTab, toOffscreen, showOverlay, remember, now, newId, settings, uiLanguage } =
      this.#environment;
    if (activeSession(this.#board.status.session) !== null) {
      const error = new EarshotError("session_already_running", "one meeting at a time");
      return this.#board.update({ problem: error.toReport(true) });
    }
    const requestedAtMs = now();
    const active = { session: newId(), tabId, startedAtMs: requestedAtMs };
    this.#begin(active, requestedAtMs, false);
    try {
      const { streamId, title } = await openTab(tabId);
      // Stopped while the browser was still opening the tab: nothing has been captured.
      if (this.#board.status.session.name === "stopping") return await this.#end(null);
      const { isMicrophoneWanted, microphoneDeviceId, transcription } = settings();
      toOffscreen({
        type: "start-capture",
        session: active.session,
        streamId,
        isMicrophoneWanted,
        microphoneDeviceId,
      });
      const { language } = transcription;
      const model = this.#board.status.model?.loaded?.model ?? transcription.model;
      const speakers = defaultSpeakers(uiLanguage());
      await this.#hub.open({
        session: active.session,
        title,
        startedAtMs: requestedAtMs,
        language,
        model,
        speakers,
        gaps: [],
        completeness: "open",
      });
      await remember(active);
    } catch (error) {
      return this.#end(EarshotError.from(error).toReport(true));
    }
    if (settings().isOverlayWanted) void showOverlay(tabId);
    await this.#hostSession?.open();
  }

  /** Picks up the session of a worker that was stopped; its capture has gone on meanwhile. */
  async resume(active: ActiveSession): Promise<void> {
    this.#begin(active, this.#environment.now(), true);
    await this.#hub.restore(active.session);
    if (await this.#environment.hasOffscreen()) await this.#hostSession?.open();
    else this.captureGone();
  }

  /** The offscreen document is gone: what the host has on disk is all there is, and it is transcribed. */
  captureGone(): void {
    const { session } = this.#board.status;
    if (session.name === "idle" || this.#finalNext !== null) return;
    const cause = new EarshotError("capture_stalled", "the capture's document is gone").toReport(true);
    this.#board.advance({ type: "stop-requested", cause });
    this.#isCaptureGone = true;
    void this.#hostSession?.open();
  }

  /** No new frames; what is queued is delivered and transcribed, however long that takes (IPC-11). */
  stop(cause: ErrorReport | null): void {
    const active = activeSession(this.#board.status.session);
    if (active === null || this.#board.status.session.name === "stopping") return;
    this.#board.advance({ type: "stop-requested", cause });
    this.#environment.toOffscreen({ type: "stop-capture", session: active.session });
  }

  /** Everything the offscreen document says. */
  async fromOffscreen(message: OffscreenToBackground): Promise<void> {
    const active = activeSession(this.#board.status.session);
    switch (message.type) {
      case "frame":
        this.#watch.captured(message.request.params.source, this.#environment.now());
        return this.#host.link?.sendFrame(message.request);
      case "source-changed":
        return this.#setSource(message.source, message.state);
      case "counters":
        return this.#count(message);
      case "capture-started":
        if (message.session === active?.session) await this.#hub.amend({ startedAtMs: message.startedAtMs });
        return;
      case "capture-failed":
        return message.session === active?.session ? this.#end(message.error) : undefined;
      case "capture-ended":
        return message.session === active?.session ? this.stop(message.error) : undefined;
      case "capture-stopped":
        if (message.session !== active?.session) return;
        this.#finalNext = message.next;
        return this.#finish();
      case "hello":
        return this.#greeted(message);
      case "level":
        return;
      default:
        return message satisfies never;
    }
  }

  /** Acknowledgements and reports of the host; captions go to the hub. */
  fromHost(event: AnyEvent): void {
    switch (event.event) {
      case "audio_ack":
        return this.#acknowledged(event.data);
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
  hostLost(): void {
    const active = activeSession(this.#board.status.session);
    if (active === null) return;
    this.#environment.toOffscreen({ type: "hold", session: active.session });
    void this.#hostSession?.open();
  }

  /** Called about once a second: is audio flowing? (CAP-7) */
  checkFlow(): void {
    const { session } = this.#board.status;
    if (session.name === "idle" || session.name === "stopping") return;
    const code = this.#watch.verdict(this.#environment.now());
    if (code === null || (session.name === "stalled" && session.cause.code === code)) return;
    const cause = new EarshotError(code, "no frames for 3 seconds").toReport(true);
    this.#board.advance({ type: "frames-missing", cause });
  }

  #begin(active: ActiveSession, requestedAtMs: number, isKnownToHost: boolean): void {
    this.#diagnostics = new DiagnosticsCollector(active.session, requestedAtMs);
    this.#watch = new FrameWatch();
    this.#watch.expect("tab", this.#environment.now());
    this.#hostSession = this.#newHostSession(active, isKnownToHost);
    this.#finalNext = null;
    this.#isCaptureGone = false;
    this.#board.update({ problem: null, lagMs: { tab: 0, mic: 0 } });
    this.#board.advance({ type: "start-requested", active });
  }

  #newHostSession(active: ActiveSession, isKnownToHost: boolean): HostSession {
    const { settings, schedule, toOffscreen } = this.#environment;
    return new HostSession(active, isKnownToHost, this.#host, {
      settings: () => settings().transcription,
      schedule,
      onReady: (next) => {
        if (this.#isCaptureGone) this.#finalNext = next;
        toOffscreen({ type: "welcome", session: active.session, next });
        void this.#finish();
      },
      onFailed: (error) => void this.#end(error.toReport(true)),
    });
  }

  #acknowledged({ session, source, next_seq, resend = false }: EventData<"audio_ack">): void {
    if (activeSession(this.#board.status.session)?.session !== session) return;
    const nowMs = this.#environment.now();
    this.#watch.stored(source, nowMs);
    this.#diagnostics?.frameStored(nowMs);
    this.#environment.toOffscreen({
      type: "acknowledged",
      session,
      source,
      nextSeq: next_seq,
      isResendWanted: resend,
    });
    if (this.#watch.verdict(nowMs) === null) this.#board.advance({ type: "frames-stored" });
  }

  /** The transcript names the model that works on it; one that is loaded between meetings works on none. */
  #modelIs(model: string | null): void {
    if (model === null || activeSession(this.#board.status.session) === null) return;
    if (this.#hub.transcript?.model !== model) void this.#hub.amend({ model });
  }

  #count({ capture, lostMs }: Extract<OffscreenToBackground, { type: "counters" }>): void {
    if (this.#diagnostics === null) return;
    if (lostMs > this.#diagnostics.lostMs) {
      const error = new EarshotError("audio_lost", `${lostMs} ms of sound were never rendered`);
      this.#board.update({ problem: error.toReport(true) });
    }
    this.#diagnostics.capture = capture;
    this.#diagnostics.lostMs = lostMs;
  }

  #setSource(source: AudioSource, state: Parameters<StatusBoard["setSource"]>[1]): void {
    this.#board.setSource(source, state);
    if (state.name === "live") this.#watch.expect(source, this.#environment.now());
    else this.#watch.forget(source);
  }

  /** A new offscreen document, or a document greeting a new worker. */
  #greeted({ session, sources }: Extract<OffscreenToBackground, { type: "hello" }>): void {
    const active = activeSession(this.#board.status.session);
    if (active === null || session !== active.session) return;
    this.#setSource("tab", sources.tab);
    this.#setSource("mic", sources.mic);
    if (sources.tab.name === "unavailable") {
      this.stop(new EarshotError(sources.tab.reason, "the tab ended meanwhile").toReport(false));
    }
  }

  /** Once all frames are at the host: waits for the last finals, then ends. */
  async #finish(): Promise<void> {
    if (this.#finalNext === null || this.#hostSession === null) return;
    try {
      const done = await this.#hostSession.stop(this.#finalNext);
      // A host that died is opened again by `hostLost`, which comes back here.
      if (done === false) return;
      if (done.metrics !== null && this.#diagnostics !== null) this.#diagnostics.host = done.metrics;
    } catch (cause) {
      return this.#end(EarshotError.from(cause).toReport(true));
    }
    const { session: state } = this.#board.status;
    await this.#end(state.name === "stopping" ? state.cause : null);
  }

  async #end(error: ErrorReport | null): Promise<void> {
    const active = activeSession(this.#board.status.session);
    if (active === null) return;
    const { toOffscreen, closeOffscreen, closeOverlay, forget } = this.#environment;
    this.#hostSession?.close();
    this.#hostSession = null;
    toOffscreen({ type: "abandon-capture", session: active.session });
    this.#hub.dropTentative();
    closeOverlay();
    this.#board.advance({ type: "stopped", error });
    this.#board.update({
      sources: { tab: { name: "off" }, mic: { name: "off" } },
      lagMs: { tab: 0, mic: 0 },
    });
    await forget();
    await closeOffscreen();
  }
}
