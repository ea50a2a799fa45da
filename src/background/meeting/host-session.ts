import type { NextFrames } from "../../../protocol/audio.ts";
import type { AudioGap } from "../../../protocol/audio-schema.ts";
import { EarshotError } from "../../../protocol/errors.ts";
import type { CoverageReport, SessionMetrics } from "../../../protocol/reports.ts";
import { backoffMs, MAX_ATTEMPTS } from "../../shared/backoff.ts";
import type { ActiveSession } from "../../shared/session.ts";
import { type SampleRange, struckRanges } from "../../shared/struck-ranges.ts";
import type { CaptureEnvironment } from "../browser/capture-environment.ts";
import { isWorthRetrying } from "../host/disconnect-reason.ts";
import type { HostConnection } from "../host/host-connection.ts";
import type { HostReports } from "../host/host-reports.ts";
import type { NativeLink } from "../host/native-link.ts";
import type { RememberedSession, SessionMemory } from "./session-memory.ts";

interface HostSessionNeeds {
  readonly host: HostConnection;
  readonly memory: Pick<SessionMemory, "change">;
  readonly reports: Pick<HostReports, "freeSpace">;
  readonly environment: Pick<CaptureEnvironment, "settings" | "schedule">;
  /** The host takes frames from `next` on, and has struck these spans of what it has. */
  readonly onReady: (next: NextFrames, struck: readonly SampleRange[]) => void;
  /** The host cannot be used, and trying again will not help. */
  readonly onFailed: (error: EarshotError) => void;
}

interface Opened {
  readonly next: NextFrames;
  readonly struck: readonly SampleRange[];
}

/** One session at the host: started once, resumed after every loss, marked unavailable after the attempts of IPC-9. */
export class HostSession {
  readonly #active: ActiveSession;
  readonly #needs: HostSessionNeeds;
  #isKnownToHost: boolean;
  /** A worker before this one may have started it there without hearing of it. */
  #mayBeKnownToHost: boolean;
  #attempt = 0;
  #isOpening = false;
  #isClosed = false;

  /** `left`: what a worker before this one wrote down; it may have begun the session at the host and not noted that. */
  constructor(
    active: ActiveSession,
    left: Pick<RememberedSession, "isKnownToHost"> | null,
    needs: HostSessionNeeds,
  ) {
    this.#active = active;
    this.#isKnownToHost = left?.isKnownToHost === true;
    this.#mayBeKnownToHost = left?.isKnownToHost === false;
    this.#needs = needs;
  }

  /** Whether the host has a folder for it, as far as is known. */
  get isKnownToHost(): boolean {
    return this.#isKnownToHost || this.#mayBeKnownToHost;
  }

  /** Starts or resumes the session; the outcome comes by callback. */
  async open(): Promise<void> {
    if (this.#isClosed || this.#isOpening) return;
    this.#isOpening = true;
    try {
      const { next, struck } = await this.#opened();
      this.#isOpening = false;
      if (!this.#isClosed) this.#needs.onReady(next, struck);
    } catch (cause) {
      this.#isOpening = false;
      this.#tryAgain(EarshotError.from(cause));
    }
  }

  /** The connection that stood is gone; while it is being opened, the failed attempt sees to the next. */
  lost(error: EarshotError): void {
    if (!this.#isOpening) this.#tryAgain(error);
  }

  /** Something was achieved: only losses with nothing in between count as attempts in a row. */
  progressed(): void {
    this.#attempt = 0;
  }

  /**
   * Drains the session at the host: every frame below `next` transcribed, the last finals delivered and stored.
   * @returns false when the host died meanwhile: once it is back (`onReady`), stop again
   * @throws {EarshotError} why the host cannot finish
   */
  async stop(
    next: NextFrames,
    gaps: readonly AudioGap[],
  ): Promise<{ metrics: SessionMetrics | null; coverage: CoverageReport | undefined } | false> {
    const { link } = this.#needs.host;
    if (link === null) return false;
    try {
      const { session } = this.#active;
      const params = { session, next, gaps: gaps.map((gap) => ({ ...gap, reason: link.known(gap.reason) })) };
      const { metrics, coverage } = await link.request("stop_session", params);
      return { metrics, coverage };
    } catch (cause) {
      const error = EarshotError.from(cause);
      if (isWorthRetrying(error.code)) return false;
      throw error;
    }
  }

  /** No more finished lines are transcribed again: a stop that is waited for ends with what is there. */
  async endCorrections(): Promise<void> {
    const settings = { ...this.#needs.environment.settings().transcription, correction_model: null };
    try {
      await this.#needs.host.link?.request("update_settings", { settings });
    } catch (error) {
      // A host that is gone comes back to the session with the settings that it wrote down, or asks again.
      console.warn("Earshot could not end the corrections:", EarshotError.from(error).code);
    }
  }

  /** No callback comes any more. `isUnfinished`: the host keeps what it has, to be finished later. */
  async close({ isUnfinished }: { readonly isUnfinished: boolean }): Promise<void> {
    this.#isClosed = true;
    const { link } = this.#needs.host;
    if (!isUnfinished || !this.isKnownToHost || link === null) return;
    try {
      await link.request("abandon_session", { session: this.#active.session });
    } catch (error) {
      // A host that is gone, or has closed the session after its own error, works on it no further either.
      console.warn("Earshot could not abandon the session:", EarshotError.from(error).code);
    }
  }

  #tryAgain(error: EarshotError): void {
    if (this.#isClosed) return;
    // A keychain that a busy machine has kept waiting, or that is locked for a moment, must not end a meeting.
    const isPassing = isWorthRetrying(error.code) || error.code === "keychain_unavailable";
    if (!isPassing || this.#attempt >= MAX_ATTEMPTS) return this.#needs.onFailed(error);
    this.#needs.environment.schedule(() => void this.open(), backoffMs(this.#attempt++));
  }

  async #opened(): Promise<Opened> {
    const link = await this.#needs.host.ensure();
    if (this.#isKnownToHost) return this.#resume(link);
    const resumed = this.#mayBeKnownToHost ? await this.#resumeIfKnown(link) : null;
    const opened = resumed ?? { next: await this.#start(link), struck: [] };
    this.#isKnownToHost = true;
    // A session that was closed meanwhile is not the one that is remembered now.
    if (!this.#isClosed) void this.#needs.memory.change({ isKnownToHost: true });
    return opened;
  }

  async #start(link: NativeLink): Promise<NextFrames> {
    const { session, startedAtMs } = this.#active;
    const started_at = new Date(startedAtMs).toISOString();
    const settings = this.#needs.environment.settings().transcription;
    try {
      const { next, free_bytes } = await link.request("start_session", { session, started_at, settings });
      if (free_bytes !== undefined) this.#needs.reports.freeSpace(free_bytes);
      return next;
    } catch (cause) {
      // Lost with the host was perhaps only the answer; a refusal leaves no folder.
      this.#mayBeKnownToHost = isWorthRetrying(EarshotError.from(cause).code);
      throw cause;
    }
  }

  async #resume(link: NativeLink): Promise<Opened> {
    const { session } = this.#active;
    const resumed = await link.request("resume_session", { session, sources: ["tab", "mic"] });
    return { next: resumed.next, struck: struckRanges(resumed) };
  }

  async #resumeIfKnown(link: NativeLink): Promise<Opened | null> {
    try {
      return await this.#resume(link);
    } catch (cause) {
      if (EarshotError.from(cause).code === "session_unknown") return null;
      throw cause;
    }
  }
}
