import type { NextFrames } from "../../protocol/audio.ts";
import type { AudioGap } from "../../protocol/audio-schema.ts";
import { EarshotError, type ErrorReport } from "../../protocol/errors.ts";
import type { CoverageReport, SessionMetrics } from "../../protocol/reports.ts";
import { type ActiveSession, activeSession } from "../shared/session.ts";
import { isOnlyImproving } from "../shared/status.ts";
import type { HostSession } from "./host-session.ts";
import { closeSession } from "./session-close.ts";
import type { SessionNeeds } from "./session-needs.ts";

/** One stretch is being decoded when the user has enough of corrections; that is waited for before anything else is tried. */
const LAST_CORRECTION_MS = 10_000;
/** What is on its way to the disk gets there within this; only a queue that nobody takes is given up. */
const QUEUE_PATIENCE_MS = 1000;

interface EndingNeeds extends SessionNeeds {
  readonly onMetrics: (metrics: SessionMetrics) => void;
  readonly onCoverage: (coverage: CoverageReport) => void;
  /** `isFinishedLater`: the user did not want to wait for the transcription. */
  readonly onEnded: (how: { readonly isFinishedLater: boolean }) => void;
}

interface Captured {
  /** Counts of all frames. */
  readonly next: NextFrames;
  readonly gaps: readonly AudioGap[];
}

/**
 * The way from Stop, or from what cut a capture off, to the last final. Whatever does not get there stays
 * unfinished: `open` in the database and on the host's disk, for the recovery.
 */
export class SessionEnding {
  readonly #needs: EndingNeeds;
  #hostSession: HostSession | null = null;
  #captured: Captured | null = null;
  #isCaptureGone = false;
  /** Nobody waits for the transcription: the user did not want to, or there is no host to wait for. */
  #isHurried = false;
  /** The corrections that are left were called off a moment ago. */
  #isUncorrected = false;
  #hostFailure: ErrorReport | null = null;
  #isFinishing = false;
  #isEnding = false;

  constructor(needs: EndingNeeds) {
    this.#needs = needs;
  }

  /** A session begins. */
  begin(hostSession: HostSession): void {
    this.#hostSession = hostSession;
    this.#captured = null;
    this.#isCaptureGone = false;
    this.#isHurried = false;
    this.#isUncorrected = false;
    this.#hostFailure = null;
    this.#isFinishing = false;
    this.#isEnding = false;
  }

  /** No new frames; what is queued is delivered and transcribed, however long that takes (IPC-11). */
  async stop(cause: ErrorReport | null): Promise<void> {
    const active = this.#beginStopping(cause);
    if (active === null) return;
    const { environment } = this.#needs;
    environment.toOffscreen({ type: "stop-capture", session: active.session });
    await environment.remember({ ...active, isStopping: true });
  }

  /** The offscreen document is gone: what the host has on disk is all there is, and it is transcribed. */
  captureGone(): void {
    if (this.#active === null || this.#captured !== null) return;
    this.#beginStopping(new EarshotError("capture_stalled", "the capture's document is gone").toReport(true));
    this.#isCaptureGone = true;
    void this.#hostSession?.open();
  }

  /** The host has every frame that there will be. */
  async captureStopped(next: NextFrames, gaps: readonly AudioGap[]): Promise<void> {
    this.#captured = { next, gaps };
    await (this.#isHurried ? this.#leaveUnfinished() : this.#finish());
  }

  /** The host is there (again), with everything below `next`. */
  async hostReady(next: NextFrames): Promise<void> {
    if (this.#isCaptureGone) this.#captured ??= { next, gaps: [] };
    await this.#finish();
  }

  /**
   * The user does not want to wait: what is not transcribed by now is, at the next start. Where only corrections are
   * left, they are not made, and the session is complete.
   */
  async finishNow(): Promise<void> {
    const { board, environment } = this.#needs;
    if (board.status.session.name !== "stopping" || this.#isHurried || this.#isUncorrected) return;
    if (isOnlyImproving(board.status)) {
      this.#isUncorrected = true;
      environment.schedule(() => {
        this.#isUncorrected = false;
      }, LAST_CORRECTION_MS);
      return this.#hostSession?.endCorrections();
    }
    this.#isHurried = true;
    if (this.#captured !== null || this.#isCaptureGone) {
      await this.#leaveUnfinished();
      return;
    }
    const { session } = board.status.session;
    environment.schedule(() => {
      const isStillQueued = this.#active?.session === session && this.#captured === null;
      if (isStillQueued) environment.toOffscreen({ type: "give-up-queue", session });
    }, QUEUE_PATIENCE_MS);
  }

  /** The host is given up: what it has on disk is finished later, what it has not is a gap. */
  hostFailed(error: ErrorReport): Promise<void> {
    const active = this.#active;
    if (active === null || this.#hostSession?.isKnownToHost !== true) {
      return this.end(error, { isComplete: false });
    }
    this.#isHurried = true;
    this.#hostFailure = error;
    if (this.#captured !== null || this.#isCaptureGone) return this.#leaveUnfinished();
    this.#beginStopping(error);
    for (const type of ["stop-capture", "give-up-queue"] as const)
      this.#needs.environment.toOffscreen({ type, session: active.session });
    return Promise.resolve();
  }

  /** Ends the session as it stands; `error` is why, null when the user wished it. */
  async end(error: ErrorReport | null, { isComplete }: { readonly isComplete: boolean }): Promise<void> {
    const active = this.#active;
    if (active === null || this.#isEnding) return;
    this.#isEnding = true;
    const hostSession = this.#hostSession;
    this.#hostSession = null;
    await closeSession(active, hostSession, { error, isComplete }, this.#needs);
    this.#needs.onEnded({ isFinishedLater: this.#isHurried });
  }

  get #active(): ActiveSession | null {
    return activeSession(this.#needs.board.status.session);
  }

  #beginStopping(cause: ErrorReport | null): ActiveSession | null {
    const { board } = this.#needs;
    const active = this.#active;
    if (active === null || board.status.session.name === "stopping") return null;
    board.advance({ type: "stop-requested", cause });
    const { tab, mic } = board.status.lagMs;
    board.update({ lagAtStopMs: Math.max(tab, mic) });
    return active;
  }

  /** Once all frames are at the host: waits until the last finals are stored, then ends. */
  async #finish(): Promise<void> {
    // The document tells the end again to a worker that may have missed it; the host is asked once.
    if (this.#captured === null || this.#hostSession === null || this.#isFinishing) return;
    const { next, gaps } = this.#captured;
    const hostSession = this.#hostSession;
    this.#isFinishing = true;
    try {
      const done = await hostSession.stop(next, gaps);
      // A host that died is opened again and comes back here by `hostReady`; a finished session stays finished.
      if (done === false || hostSession !== this.#hostSession) return;
      if (done.metrics !== null) this.#needs.onMetrics(done.metrics);
      if (done.coverage !== undefined) this.#needs.onCoverage(done.coverage);
    } catch (cause) {
      if (hostSession !== this.#hostSession) return;
      return await this.end(EarshotError.from(cause).toReport(true), { isComplete: false });
    } finally {
      this.#isFinishing = false;
    }
    await this.end(this.#causeOfStop(), { isComplete: true });
  }

  async #leaveUnfinished(): Promise<void> {
    // The host is not asked to stop, so it hears nothing of the gaps that no frame has told.
    await this.#needs.hub.addGaps(this.#captured?.gaps ?? []);
    await this.end(this.#causeOfStop(), { isComplete: false });
  }

  #causeOfStop(): ErrorReport | null {
    const { session } = this.#needs.board.status;
    return this.#hostFailure ?? (session.name === "stopping" ? session.cause : null);
  }
}
