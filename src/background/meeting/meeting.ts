import type { NextFrames } from "../../../protocol/audio.ts";
import type { AudioGap } from "../../../protocol/audio-schema.ts";
import { EarshotError, type ErrorReport } from "../../../protocol/errors.ts";
import type { ActiveSession } from "../../shared/session.ts";
import { isOnlyImproving } from "../../shared/status.ts";
import type { SampleRange } from "../../shared/struck.ts";
import type { CaptureEnvironment } from "../browser/capture-environment.ts";
import type { HostConnection } from "../host/host-connection.ts";
import type { HostReports } from "../host/host-reports.ts";
import type { CaptionHub } from "../transcript/caption-hub.ts";
import type { StatusStore } from "../views/status-store.ts";
import { AudioFlow } from "./audio-flow.ts";
import { DiagnosticsCollector } from "./diagnostics.ts";
import { HostSession } from "./host-session.ts";
import { MeetingTab } from "./meeting-tab.ts";
import { isCaptureOver, isClosing, type Pending, type Phase } from "./phase.ts";
import type { End, RememberedSession, SessionMemory, Stop } from "./session-memory.ts";
import { Silencing } from "./silencing.ts";

/** One utterance is being decoded when the user has enough of corrections; it is waited for before anything else is tried. */
const LAST_CORRECTION_MS = 10_000;
/** What is on its way to the disk gets there within this; only a queue that is not taken any more is dropped. */
const QUEUE_PATIENCE_MS = 1000;

export interface MeetingNeeds {
  readonly statusStore: StatusStore;
  readonly hub: CaptionHub;
  readonly host: HostConnection;
  readonly reports: HostReports;
  readonly memory: SessionMemory;
  readonly environment: CaptureEnvironment;
  /** The host works on the session, and has struck these spans of it: what was struck meanwhile is sent there. */
  readonly onKnownAtHost: (session: string, struck: readonly SampleRange[]) => void;
  /** `isFinishedLater`: the user did not want to wait for the transcription. */
  readonly onEnded: (how: { readonly isFinishedLater: boolean }) => void;
}

/**
 * One meeting: what it has in the browser and at the host, and the way from Stop, or from what ended the capture, to the last
 * final. What is requested is in the memory before any view shows it (ADR-022). A meeting that does not get to the last final
 * stays unfinished: `open` in the database and on the host's disk, for the recovery.
 */
export class Meeting {
  readonly active: ActiveSession;
  readonly diagnostics: DiagnosticsCollector;
  readonly flow: AudioFlow;
  readonly silencing: Silencing;
  readonly tab: MeetingTab;
  readonly atHost: HostSession;
  readonly #needs: MeetingNeeds;
  #phase: Phase = { name: "starting" };
  /** The corrections that are left were called off a moment ago. */
  #areCorrectionsEnding = false;
  /** The host had finished it when this worker came. */
  #isFinishedAtHost = false;

  /** `left`: what a worker before this one wrote down; null when it begins now. */
  constructor(active: ActiveSession, left: RememberedSession | null, needs: MeetingNeeds) {
    const { statusStore, environment } = needs;
    this.active = active;
    this.#needs = needs;
    this.diagnostics = new DiagnosticsCollector(active.session, environment.now());
    this.flow = new AudioFlow(statusStore, environment.now);
    this.silencing = new Silencing(active.session, needs);
    this.atHost = new HostSession(active, left, {
      ...needs,
      onReady: (next, struck) => void this.#hostReady(next, struck),
      onFailed: (error) => void this.#hostFailed(error.toReport(true)),
    });
    this.tab = new MeetingTab(active, this.silencing, needs);
    if (left !== null && left.stop !== null) this.#phase = { name: "stopping", pending: "capture" };
    else if (left?.isCaptured === true) this.#phase = { name: "capturing" };
  }

  /** False once everything it had is taken down. */
  get isRunning(): boolean {
    return this.#phase.name !== "ended";
  }

  /** Whether nothing has been captured yet, and is still to be. */
  get isStarting(): boolean {
    return this.#phase.name === "starting";
  }

  /** The offscreen document captures it. */
  captureStarted(): void {
    if (this.isStarting) this.#phase = { name: "capturing" };
  }

  /** Sends the document (again) what the user requested: it may have missed it, or come to life only now. */
  resendRequests(): void {
    this.silencing.sendAll();
    this.#sendStop();
  }

  /** The host is gone: frames wait in the offscreen document until it is back. */
  hostLost(error: EarshotError): void {
    // The next host recognises the open utterances again, perhaps from another sample on: no half line may stay.
    this.#needs.hub.dropTentative();
    this.#needs.environment.toOffscreen({ type: "hold", session: this.active.session });
    this.atHost.lost(error);
  }

  /** No new frames; what is queued is delivered and transcribed, however long that takes (IPC-11). */
  async stop(cause: ErrorReport | null): Promise<void> {
    if (!(await this.#requestStop(cause))) return;
    this.#sendStop();
    this.#showStopping();
  }

  /** The document has delivered its last frame; it says so again to a worker that may have missed it. */
  async captureStopped(next: NextFrames, gaps: readonly AudioGap[]): Promise<void> {
    if (isClosing(this.#phase)) return;
    if (this.#pending?.pending !== "finals") this.#awaits({ pending: "host", captured: { next, gaps } });
    await (this.#isHurried ? this.#leaveUnfinished() : this.#finish());
  }

  /** The offscreen document is gone without that: what the host has on disk is transcribed. */
  async captureGone(): Promise<void> {
    const { current } = this.#needs.memory;
    if (current === null || current.end !== null || isCaptureOver(this.#phase)) return;
    this.#awaits({ pending: "frame-count" });
    const cause = new EarshotError("capture_stalled", "the capture's document is gone").toReport(true);
    await this.#requestStop(cause);
    this.#showStopping();
    if (this.#isHurried) await this.#leaveUnfinished();
    else await this.atHost.open();
  }

  /**
   * The user does not want to wait: what is not transcribed by now is, at the next start. Where only corrections are
   * left, they are not made, and the session is complete.
   */
  async finishNow(): Promise<void> {
    const { statusStore, memory } = this.#needs;
    const stop = memory.current?.stop ?? null;
    if (stop === null || stop.waitsFor === "nothing" || this.#areCorrectionsEnding) return memory.stored;
    if (isOnlyImproving(statusStore.status)) {
      await memory.change({ stop: { ...stop, waitsFor: "captions" } });
      return this.#endCorrections();
    }
    await memory.change({ stop: { ...stop, waitsFor: "nothing" } });
    if (isCaptureOver(this.#phase)) await this.#leaveUnfinished();
    else this.#giveUpQueueSoon();
  }

  /** Ends the session as it stands; `error` is why, null when the user requested it. */
  async end(error: ErrorReport | null, { isComplete }: { readonly isComplete: boolean }): Promise<void> {
    if (this.#needs.memory.current === null || isClosing(this.#phase)) return;
    // A session that never reached the host has nothing that could be recovered.
    await this.close({ error, isUnfinished: !isComplete && this.atHost.isKnownToHost });
  }

  /** Takes the session down; done again after a worker that did not get through. The state is idle afterwards. */
  async close(end: End): Promise<void> {
    const { statusStore, hub, memory, environment, onEnded } = this.#needs;
    if (memory.current === null || isClosing(this.#phase)) return;
    this.#phase = { name: "closing" };
    const { session } = this.active;
    const isFinishedLater = this.#isHurried;
    if (memory.current.end === null) await memory.change({ end });
    environment.toOffscreen({ type: "abandon-capture", session });
    hub.dropTentative();
    environment.closeOverlay();
    const closed = this.atHost.close({ isUnfinished: end.isUnfinished });
    if (!end.isUnfinished) await hub.amend(session, { completeness: "complete" });
    // Before the session is forgotten: no document may go on without a worker that knows of it. And before the state is
    // idle: the next session's document must not be the one that is closed.
    await environment.closeOffscreen();
    await memory.forget(end.error);
    this.#phase = { name: "ended" };
    statusStore.advance({ type: "stopped", error: end.error });
    statusStore.update({
      sources: { tab: { name: "off" }, mic: { name: "off" } },
      lagMs: { tab: 0, mic: 0 },
      lagAtStopMs: null,
      corrections: null,
    });
    await closed;
    onEnded({ isFinishedLater });
  }

  get #pending(): Pending | null {
    return this.#phase.name === "stopping" ? this.#phase : null;
  }

  /** The transcription is not waited for: the user did not want to, or there is no host to wait for. */
  get #isHurried(): boolean {
    return this.#needs.memory.current?.stop?.waitsFor === "nothing";
  }

  #awaits(pending: Pending): void {
    this.#phase = { name: "stopping", ...pending };
  }

  /** @returns false when it was requested before, or there is nothing to stop */
  async #requestStop(cause: Stop["cause"]): Promise<boolean> {
    const { memory } = this.#needs;
    if (memory.current === null || memory.current.stop !== null) {
      await memory.stored;
      return false;
    }
    if (!isCaptureOver(this.#phase)) this.#awaits({ pending: "capture" });
    await memory.change({ stop: { cause, waitsFor: "corrections" } });
    return memory.current?.session === this.active.session;
  }

  #sendStop(): void {
    const stop = this.#needs.memory.current?.stop ?? null;
    if (stop === null) return;
    this.#needs.environment.toOffscreen({ type: "stop-capture", session: this.active.session });
    if (stop.waitsFor === "nothing") this.#giveUpQueueSoon();
  }

  #showStopping(): void {
    const { statusStore, memory } = this.#needs;
    if (statusStore.status.session.name === "stopping") return;
    statusStore.advance({ type: "stop-requested", cause: memory.current?.stop?.cause ?? null });
    const { tab, mic } = statusStore.status.lagMs;
    statusStore.update({ lagAtStopMs: Math.max(tab, mic) });
  }

  #giveUpQueueSoon(): void {
    const { environment } = this.#needs;
    environment.schedule(() => {
      if (isCaptureOver(this.#phase)) return;
      environment.toOffscreen({ type: "give-up-queue", session: this.active.session });
    }, QUEUE_PATIENCE_MS);
  }

  /** A host that does not come to an end all the same can be left a moment later. */
  async #endCorrections(): Promise<void> {
    this.#areCorrectionsEnding = true;
    this.#needs.environment.schedule(() => {
      this.#areCorrectionsEnding = false;
    }, LAST_CORRECTION_MS);
    await this.atHost.endCorrections();
  }

  /** The host is there (again), with everything below `next`. */
  async #hostReady(next: NextFrames, struck: readonly SampleRange[]): Promise<void> {
    const { hub, environment, onKnownAtHost } = this.#needs;
    const { session } = this.active;
    void hub.keysAvailable(session);
    onKnownAtHost(session, struck);
    environment.toOffscreen({ type: "welcome", session, next });
    if (this.#pending?.pending === "frame-count")
      this.#awaits({ pending: "host", captured: { next, gaps: [] } });
    await this.#finish();
  }

  /** Once all frames are at the host: waits until the last finals are stored, then ends. */
  async #finish(): Promise<void> {
    // Document and host say again where they stand; the host is asked once.
    if (this.#pending?.pending !== "host") return;
    const { captured } = this.#pending;
    this.#awaits({ pending: "finals", captured });
    try {
      const stopped = this.atHost.stop(captured.next, captured.gaps);
      if (this.#needs.memory.current?.stop?.waitsFor === "captions") void this.#endCorrections();
      const done = await stopped;
      if (isClosing(this.#phase)) return;
      // A host that died is opened again and comes back here by `#hostReady`; a finished session stays finished.
      if (done === false) return this.#awaits({ pending: "host", captured });
      this.diagnostics.finished(done);
    } catch (cause) {
      return this.end(EarshotError.from(cause).toReport(true), { isComplete: false });
    }
    await this.end(this.#causeOfStop, { isComplete: true });
  }

  /** The host is unavailable for good: what it has on disk is finished later, what it has not is a gap. */
  async #hostFailed(error: ErrorReport): Promise<void> {
    const { memory, environment } = this.#needs;
    const { current } = memory;
    if (current === null || isClosing(this.#phase) || !this.atHost.isKnownToHost)
      return this.end(error, { isComplete: false });
    // It had finished a session that was being stopped, and this worker's predecessor ended before it could note that.
    this.#isFinishedAtHost = error.code === "session_unknown" && current.stop !== null;
    const cause = this.#isFinishedAtHost ? (current.stop?.cause ?? null) : error;
    if (!isCaptureOver(this.#phase)) this.#awaits({ pending: "capture" });
    await memory.change({ stop: { cause, waitsFor: "nothing" } });
    if (isCaptureOver(this.#phase)) return this.#leaveUnfinished();
    const { session } = this.active;
    for (const type of ["stop-capture", "give-up-queue"] as const) environment.toOffscreen({ type, session });
    this.#showStopping();
  }

  async #leaveUnfinished(): Promise<void> {
    // The host is not asked to stop, so it does not learn of the gaps that no frame has carried.
    const pending = this.#pending;
    const gaps = pending !== null && "captured" in pending ? pending.captured.gaps : [];
    await this.#needs.hub.addGaps(gaps);
    await this.end(this.#causeOfStop, { isComplete: this.#isFinishedAtHost });
  }

  get #causeOfStop(): ErrorReport | null {
    return this.#needs.memory.current?.stop?.cause ?? null;
  }
}
