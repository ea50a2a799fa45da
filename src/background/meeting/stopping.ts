import type { NextFrames } from "../../../protocol/audio.ts";
import type { AudioGap } from "../../../protocol/audio-schema.ts";
import { EarshotError, type ErrorReport } from "../../../protocol/errors.ts";
import type { ActiveSession } from "../../shared/session.ts";
import { isOnlyImproving } from "../../shared/status.ts";
import type { CaptureEnvironment } from "../browser/capture-environment.ts";
import type { CaptionHub } from "../transcript/caption-hub.ts";
import type { StatusStore } from "../views/status-store.ts";
import type { DiagnosticsCollector } from "./diagnostics.ts";
import type { HostSession } from "./host-session.ts";
import type { End, Ended, RememberedSession, SessionMemory, Stop } from "./session-memory.ts";

/** One utterance is being decoded when the user has enough of corrections; it is waited for before anything else is tried. */
const LAST_CORRECTION_MS = 10_000;
/** What is on its way to the disk gets there within this; only a queue that is not taken any more is dropped. */
const QUEUE_PATIENCE_MS = 1000;

/**
 * How far this worker has brought the end of a meeting. What is requested of it stands in the memory, which the next worker reads;
 * how far things have come since, document and host report to that worker themselves.
 */
type Phase =
  /** Nothing has ended it. */
  | { readonly name: "running" }
  | ({ readonly name: "stopping" } & Pending)
  /** What it has in the browser and at the host is being taken down. */
  | { readonly name: "closing" }
  | { readonly name: "ended" };

/** What a meeting that stops waits for, in this order. */
type Pending =
  /** The document delivers what is queued. */
  | { readonly pending: "capture" }
  /** The document is gone: what the host has on disk is all there is; the host says how much once it is open. */
  | { readonly pending: "frame-count" }
  /** The host has every frame that there will be; once it is open it is asked to finish. */
  | { readonly pending: "host"; readonly captured: Captured }
  /** The host transcribes what is left and delivers the last finals. */
  | { readonly pending: "finals"; readonly captured: Captured };

interface Captured {
  /** Counts of all frames. */
  readonly next: NextFrames;
  readonly gaps: readonly AudioGap[];
}

interface StoppingNeeds {
  readonly statusStore: StatusStore;
  readonly hub: Pick<CaptionHub, "addGaps" | "amend" | "dropTentative">;
  readonly memory: SessionMemory;
  readonly environment: CaptureEnvironment;
  readonly atHost: Pick<HostSession, "close" | "endCorrections" | "isKnownToHost" | "open" | "stop">;
  readonly diagnostics: Pick<DiagnosticsCollector, "finished">;
  readonly onEnded: (how: Ended) => void;
}

/**
 * What happens on Stop, whoever or whatever asks for it (the user, a closed tab, a lost document, a host that is unavailable):
 *
 * 1. The request is written down (`session-memory.ts`), sent to the offscreen document and shown, in this order (ADR-022).
 * 2. The document takes no new frames, has 2 s for its last chunks, and says so once the host has all (`src/offscreen/capture-session.ts`).
 * 3. The host transcribes what is left, corrects what is to be corrected, and answers once the extension has stored the last final
 *    (`native-host/session/session-ending.ts`). "Finish now" ends the wait: first for corrections, then for everything. After its
 *    answer the host deletes the session's folder (`native-host/host-requests.ts`; `SessionRegistry.close`).
 * 4. The meeting is taken down: overlay, record, document, memory; then the views show that nothing runs.
 * 5. What waited for the end is done (`afterMeeting` in `src/background/recovery/schedule.ts`): an update of the extension, keys of
 *    struck spans, meetings that have expired, and the recovery of others.
 *
 * However far it came, a worker that follows goes on from the record. A meeting that does not get to the last final stays
 * unfinished: `open` in the database and on the host's disk, for the recovery.
 */
export class Stopping {
  readonly #active: ActiveSession;
  readonly #needs: StoppingNeeds;
  #phase: Phase = { name: "running" };
  /** The corrections that are left were called off a moment ago. */
  #areCorrectionsEnding = false;
  /** The host had finished it when this worker came. */
  #isFinishedAtHost = false;

  /** `left`: what a worker before this one wrote down; null when the meeting begins now. */
  constructor(active: ActiveSession, left: Pick<RememberedSession, "stop"> | null, needs: StoppingNeeds) {
    this.#active = active;
    this.#needs = needs;
    if (left !== null && left.stop !== null) this.#phase = { name: "stopping", pending: "capture" };
  }

  /** Whether it has begun, or is over. */
  get hasBegun(): boolean {
    return this.#phase.name !== "running";
  }

  /** Whether everything that the meeting had is taken down. */
  get hasEnded(): boolean {
    return this.#phase.name === "ended";
  }

  /** No new frames; what is queued is delivered and transcribed, however long that takes (IPC-11). */
  async request(cause: ErrorReport | null): Promise<void> {
    if (!(await this.#requestStop(cause))) return;
    this.resend();
    this.#showStopping();
  }

  /** Sends the document (again) what was requested: it may have missed it, or come to life only now. */
  resend(): void {
    const stop = this.#needs.memory.current?.stop ?? null;
    if (stop === null) return;
    this.#needs.environment.toOffscreen({ type: "stop-capture", session: this.#active.session });
    if (stop.waitsFor === "nothing") this.#giveUpQueueSoon();
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
    else await this.#needs.atHost.open();
  }

  /** The host is there (again), with everything below `next`. */
  async hostReady(next: NextFrames): Promise<void> {
    if (this.#pending?.pending === "frame-count")
      this.#awaits({ pending: "host", captured: { next, gaps: [] } });
    await this.#finish();
  }

  /** The host is unavailable for good: what it has on disk is finished later, what it has not is a gap. */
  async hostFailed(error: ErrorReport): Promise<void> {
    const { memory, environment } = this.#needs;
    const { current } = memory;
    if (current === null || isClosing(this.#phase) || !this.#needs.atHost.isKnownToHost)
      return this.end(error, { isComplete: false });
    // It had finished a session that was being stopped, and this worker's predecessor ended before it could note that.
    this.#isFinishedAtHost = error.code === "session_unknown" && current.stop !== null;
    const cause = this.#isFinishedAtHost ? (current.stop?.cause ?? null) : error;
    if (!isCaptureOver(this.#phase)) this.#awaits({ pending: "capture" });
    await memory.change({ stop: { cause, waitsFor: "nothing" } });
    if (isCaptureOver(this.#phase)) return this.#leaveUnfinished();
    const { session } = this.#active;
    for (const type of ["stop-capture", "give-up-queue"] as const) environment.toOffscreen({ type, session });
    this.#showStopping();
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
    await this.close({ error, isUnfinished: !isComplete && this.#needs.atHost.isKnownToHost });
  }

  /** Takes the session down; done again after a worker that did not get through. The state is idle afterwards. */
  async close(end: End): Promise<void> {
    const { statusStore, hub, memory, environment, onEnded } = this.#needs;
    if (memory.current === null || isClosing(this.#phase)) return;
    this.#phase = { name: "closing" };
    const { session, tabId } = this.#active;
    const isFinishedLater = this.#isHurried;
    if (memory.current.end === null) await memory.change({ end });
    environment.toOffscreen({ type: "abandon-capture", session });
    hub.dropTentative();
    environment.leaveTab();
    const closed = this.#needs.atHost.close({ isUnfinished: end.isUnfinished });
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
      isAudioStored: false,
    });
    await closed;
    onEnded({ isFinishedLater, tryOut: tabId === null ? session : null });
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
    return memory.current?.session === this.#active.session;
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
      environment.toOffscreen({ type: "give-up-queue", session: this.#active.session });
    }, QUEUE_PATIENCE_MS);
  }

  /** A host that does not come to an end all the same can be left a moment later. */
  async #endCorrections(): Promise<void> {
    this.#areCorrectionsEnding = true;
    this.#needs.environment.schedule(() => {
      this.#areCorrectionsEnding = false;
    }, LAST_CORRECTION_MS);
    await this.#needs.atHost.endCorrections();
  }

  /** Once all frames are at the host: waits until the last finals are stored, then ends. */
  async #finish(): Promise<void> {
    // Document and host say again where they stand; the host is asked once.
    if (this.#pending?.pending !== "host") return;
    const { captured } = this.#pending;
    this.#awaits({ pending: "finals", captured });
    try {
      const stopped = this.#needs.atHost.stop(captured.next, captured.gaps);
      if (this.#needs.memory.current?.stop?.waitsFor === "captions") void this.#endCorrections();
      const done = await stopped;
      if (isClosing(this.#phase)) return;
      // A host that died is opened again and comes back here by `hostReady`; a finished session stays finished.
      if (done === false) return this.#awaits({ pending: "host", captured });
      this.#needs.diagnostics.finished(done);
    } catch (cause) {
      return this.end(EarshotError.from(cause).toReport(true), { isComplete: false });
    }
    await this.end(this.#causeOfStop, { isComplete: true });
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

function isClosing({ name }: Phase): boolean {
  return name === "closing" || name === "ended";
}

/** Whether nothing more comes from the offscreen document. */
function isCaptureOver(phase: Phase): boolean {
  return isClosing(phase) || (phase.name === "stopping" && phase.pending !== "capture");
}
