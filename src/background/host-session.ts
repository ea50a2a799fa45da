import type { NextFrames } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { SessionMetrics } from "../../protocol/reports.ts";
import type { TranscriptionSettings } from "../../protocol/settings.ts";
import type { ActiveSession } from "../shared/session.ts";
import { backoffMs, MAX_ATTEMPTS } from "./backoff.ts";
import { isWorthRetrying } from "./disconnect-reason.ts";
import type { HostConnection } from "./host-connection.ts";

interface HostSessionCallbacks {
  readonly settings: () => TranscriptionSettings;
  readonly schedule: (action: () => void, delayMs: number) => void;
  /** The host takes frames from `next` on. */
  readonly onReady: (next: NextFrames) => void;
  /** The host cannot be used, and trying again will not help. */
  readonly onFailed: (error: EarshotError) => void;
}

/** One session at the host: started once, resumed after every loss, given up after the attempts of IPC-9. */
export class HostSession {
  readonly #active: ActiveSession;
  readonly #host: HostConnection;
  readonly #callbacks: HostSessionCallbacks;
  #isKnownToHost: boolean;
  #attempt = 0;
  #isClosed = false;

  /** `isKnownToHost`: the host has this session on disk already, from a worker before this one. */
  constructor(
    active: ActiveSession,
    isKnownToHost: boolean,
    host: HostConnection,
    callbacks: HostSessionCallbacks,
  ) {
    this.#active = active;
    this.#isKnownToHost = isKnownToHost;
    this.#host = host;
    this.#callbacks = callbacks;
  }

  /** Starts or resumes the session; the outcome comes by callback. */
  async open(): Promise<void> {
    if (this.#isClosed) return;
    try {
      const next = await this.#nextFrames();
      this.#attempt = 0;
      if (!this.#isClosed) this.#callbacks.onReady(next);
    } catch (cause) {
      this.#failed(EarshotError.from(cause));
    }
  }

  /**
   * Drains the session at the host: every frame below `next` transcribed, the last finals delivered.
   * @returns false when the host died meanwhile: `open` brings it back, then stop again
   * @throws {EarshotError} why the host cannot finish
   */
  async stop(next: NextFrames): Promise<{ metrics: SessionMetrics | null } | false> {
    const { link } = this.#host;
    if (link === null) return false;
    try {
      const { metrics } = await link.request("stop_session", { session: this.#active.session, next });
      return { metrics };
    } catch (cause) {
      const error = EarshotError.from(cause);
      if (isWorthRetrying(error.code)) return false;
      throw error;
    }
  }

  /** The session is over: no callback comes any more. */
  close(): void {
    this.#isClosed = true;
  }

  #failed(error: EarshotError): void {
    if (this.#isClosed) return;
    if (!isWorthRetrying(error.code) || this.#attempt >= MAX_ATTEMPTS) return this.#callbacks.onFailed(error);
    this.#callbacks.schedule(() => void this.open(), backoffMs(this.#attempt++));
  }

  async #nextFrames(): Promise<NextFrames> {
    const { session, startedAtMs } = this.#active;
    const link = await this.#host.ensure();
    if (this.#isKnownToHost) {
      return (await link.request("resume_session", { session, sources: ["tab", "mic"] })).next;
    }
    const started_at = new Date(startedAtMs).toISOString();
    const settings = this.#callbacks.settings();
    const { next } = await link.request("start_session", { session, started_at, settings });
    this.#isKnownToHost = true;
    return next;
  }
}
