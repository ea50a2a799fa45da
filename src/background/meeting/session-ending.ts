import type { NextFrames } from "../../../protocol/audio.ts";
import type { AudioGap } from "../../../protocol/audio-schema.ts";
import { EarshotError, type ErrorReport } from "../../../protocol/errors.ts";
import type { CoverageReport, SessionMetrics } from "../../../protocol/reports.ts";
import { isOnlyImproving } from "../../shared/status.ts";
import type { HostSession } from "./host-session.ts";
import { closeSession } from "./session-close.ts";
import type { End, Stop } from "./session-memory.ts";
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
 * The way from Stop, or from what cut a capture off, to the last final. What is wanted is in the memory before any view
 * shows it, so that the next worker goes on from there. Whatever does not get to the last final stays unfinished: `open`
 * in the database and on the host's disk, for the recovery.
 */
export class SessionEnding {
  readonly #needs: EndingNeeds;
  #hostSession: HostSession | null = null;
  #captured: Captured | null = null;
  #isCaptureGone = false;
  /** The host had finished it when this worker came. */
  #isFinishedAtHost = false;
  /** The corrections that are left were called off a moment ago. */
  #isUncorrected = false;
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
    this.#isFinishedAtHost = false;
    this.#isUncorrected = false;
    this.#isFinishing = false;
    this.#isEnding = false;
  }

  /** No new frames; what is queued is delivered and transcribed, however long that takes (IPC-11). */
  async stop(cause: ErrorReport | null): Promise<void> {
    if (!(await this.#wantStop(cause))) return;
    this.tellCapture();
    this.#showStopping();
  }

  /** Tells the document (again) how far the user wants to wait: it may have missed it, or come to life only now. */
  tellCapture(): void {
    const { memory, environment } = this.#needs;
    if (memory.current === null || memory.current.stop === null) return;
    const { session, stop } = memory.current;
    environment.toOffscreen({ type: "stop-capture", session });
    if (stop.waitsFor === "nothing") this.#giveUpQueueSoon();
  }

  /** The offscreen document is gone: what the host has on disk is all there is, and it is transcribed. */
  async captureGone(): Promise<void> {
    const { current } = this.#needs.memory;
    if (current === null || current.end !== null || this.#captured !== null || this.#isCaptureGone) return;
    this.#isCaptureGone = true;
    const cause = new EarshotError("capture_stalled", "the capture's document is gone").toReport(true);
    await this.#wantStop(cause);
    this.#showStopping();
    if (this.#isHurried) await this.#leaveUnfinished();
    else await this.#hostSession?.open();
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
    const { board, memory } = this.#needs;
    const stop = memory.current?.stop ?? null;
    if (stop === null || stop.waitsFor === "nothing" || this.#isUncorrected) return memory.stored;
    if (isOnlyImproving(board.status)) {
      await memory.change({ stop: { ...stop, waitsFor: "captions" } });
      return this.#endCorrections();
    }
    await memory.change({ stop: { ...stop, waitsFor: "nothing" } });
    if (this.#captured !== null || this.#isCaptureGone) await this.#leaveUnfinished();
    else this.#giveUpQueueSoon();
  }

  /** The host is given up: what it has on disk is finished later, what it has not is a gap. */
  async hostFailed(error: ErrorReport): Promise<void> {
    const { memory, environment } = this.#needs;
    const { current } = memory;
    if (current === null || this.#hostSession?.isKnownToHost !== true) {
      return this.end(error, { isComplete: false });
    }
    // It had finished a session that was being stopped, and this worker's predecessor ended before it could note that.
    this.#isFinishedAtHost = error.code === "session_unknown" && current.stop !== null;
    const cause = this.#isFinishedAtHost ? (current.stop?.cause ?? null) : error;
    await memory.change({ stop: { cause, waitsFor: "nothing" } });
    if (this.#captured !== null || this.#isCaptureGone) return this.#leaveUnfinished();
    const { session } = current;
    for (const type of ["stop-capture", "give-up-queue"] as const) environment.toOffscreen({ type, session });
    this.#showStopping();
  }

  /** Ends the session as it stands; `error` is why, null when the user wished it. */
  async end(error: ErrorReport | null, { isComplete }: { readonly isComplete: boolean }): Promise<void> {
    const { memory } = this.#needs;
    if (memory.current === null || this.#isEnding) return;
    // A session that never reached the host has nothing that could be recovered.
    const isUnfinished = !isComplete && this.#hostSession?.isKnownToHost === true;
    await this.close({ error, isUnfinished });
  }

  /** Takes the session down; a worker that comes after goes on with that. */
  async close(end: End): Promise<void> {
    const { memory } = this.#needs;
    const { current } = memory;
    if (current === null || this.#isEnding) return;
    this.#isEnding = true;
    const hostSession = this.#hostSession;
    this.#hostSession = null;
    const isFinishedLater = this.#isHurried;
    if (current.end === null) await memory.change({ end });
    await closeSession(current, hostSession, end, this.#needs);
    this.#needs.onEnded({ isFinishedLater });
  }

  /** Nobody waits for the transcription: the user did not want to, or there is no host to wait for. */
  get #isHurried(): boolean {
    return this.#needs.memory.current?.stop?.waitsFor === "nothing";
  }

  /** @returns false when it was wanted before, or there is nothing to stop */
  async #wantStop(cause: Stop["cause"]): Promise<boolean> {
    const { memory } = this.#needs;
    const { current } = memory;
    if (current === null || current.stop !== null) {
      await memory.stored;
      return false;
    }
    await memory.change({ stop: { cause, waitsFor: "corrections" } });
    return memory.current?.session === current.session;
  }

  #showStopping(): void {
    const { board, memory } = this.#needs;
    if (board.status.session.name === "stopping") return;
    board.advance({ type: "stop-requested", cause: memory.current?.stop?.cause ?? null });
    const { tab, mic } = board.status.lagMs;
    board.update({ lagAtStopMs: Math.max(tab, mic) });
  }

  #giveUpQueueSoon(): void {
    const { memory, environment } = this.#needs;
    const session = memory.current?.session;
    environment.schedule(() => {
      const isStillQueued = memory.current?.session === session && this.#captured === null;
      if (isStillQueued && session !== undefined) environment.toOffscreen({ type: "give-up-queue", session });
    }, QUEUE_PATIENCE_MS);
  }

  /** A host that does not come to an end all the same can be left a moment later. */
  async #endCorrections(): Promise<void> {
    this.#isUncorrected = true;
    this.#needs.environment.schedule(() => {
      this.#isUncorrected = false;
    }, LAST_CORRECTION_MS);
    await this.#hostSession?.endCorrections();
  }

  /** Once all frames are at the host: waits until the last finals are stored, then ends. */
  async #finish(): Promise<void> {
    // The document tells the end again to a worker that may have missed it; the host is asked once.
    if (this.#captured === null || this.#hostSession === null || this.#isFinishing) return;
    const { next, gaps } = this.#captured;
    const hostSession = this.#hostSession;
    this.#isFinishing = true;
    try {
      const stopped = hostSession.stop(next, gaps);
      if (this.#needs.memory.current?.stop?.waitsFor === "captions") void this.#endCorrections();
      const done = await stopped;
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
    await this.end(this.#causeOfStop(), { isComplete: this.#isFinishedAtHost });
  }

  #causeOfStop(): ErrorReport | null {
    return this.#needs.memory.current?.stop?.cause ?? null;
  }
}
