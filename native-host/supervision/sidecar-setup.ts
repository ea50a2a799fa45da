import { EarshotError } from "../../protocol/errors.ts";
import type { Params, Result } from "../../protocol/requests.ts";
import type { TranscriptionSettings } from "../../protocol/settings.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import { errorFacts, type Log } from "../runtime/log.ts";
import type { Session } from "../session/session.ts";
import type { Sidecar } from "../sidecar/sidecar.ts";
import type { Supervisor } from "./supervisor.ts";

export interface SidecarSetupParts {
  readonly supervisor: Supervisor;
  readonly extension: Pick<ExtensionWriter, "error">;
  readonly log: Log;
  readonly currentSession: () => Session | null;
}

/**
 * What the host wants of its sidecar. One sidecar follows the other and none knows of the one before, so this holds
 * what each of them is to be given: the settings, and the session to transcribe.
 */
export class SidecarSetup {
  readonly #parts: SidecarSetupParts;
  #settings: TranscriptionSettings | null = null;

  constructor(parts: SidecarSetupParts) {
    this.#parts = parts;
  }

  /** The settings asked for last; null before the first session or request. */
  get settings(): TranscriptionSettings | null {
    return this.#settings;
  }

  /**
   * Resolves when the sidecar can be talked to, or is being started: a meeting is recorded without one as well.
   *
   * @throws incompatible_protocol_version
   */
  async fits(): Promise<void> {
    this.retry();
    await this.#parts.supervisor.versionFits();
  }

  /** Another try after the last restart failed: the user asks for it, or begins a session. */
  retry(): void {
    const { supervisor, currentSession } = this.#parts;
    if (supervisor.failure === null) return;
    currentSession()?.transcription.expectSidecar();
    supervisor.retry();
  }

  /** Holds the settings for the session and for every sidecar to come. @throws what the sidecar answers */
  async changeSettings(settings: TranscriptionSettings): Promise<void> {
    const { supervisor, currentSession } = this.#parts;
    currentSession()?.changeSettings(settings);
    this.#settings = settings;
    const { sidecar } = supervisor;
    try {
      await sidecar?.request("update_settings", { settings });
    } catch (error) {
      // A lost sidecar is reported by itself, and the next one gets the settings.
      if (supervisor.sidecar === sidecar) throw error;
    }
  }

  /** What is the sidecar's alone. @throws sidecar_died while there is none, and what it answers */
  ask<M extends "list_models" | "remove_model">(method: M, params: Params<M>): Promise<Result<M>> {
    const { running, failure } = this.#parts.supervisor;
    if (running === null)
      return Promise.reject(failure ?? new EarshotError("sidecar_died", "the sidecar is being started"));
    return running.request(method, params);
  }

  /** A session is there to be transcribed; the settings it was stored with count unless others were asked for. */
  sessionOpened(session: Session): void {
    this.#settings ??= session.journal.record.settings;
    this.#transcribe(session);
  }

  /** The host goes no further with a session that is not finished. */
  sessionLeft(session: Session): void {
    session.transcription.abandon().catch((error: unknown) => {
      this.#parts.log("info", "sidecar keeps the session", errorFacts(error));
    });
  }

  /** A new sidecar is there, and knows of nothing. */
  sidecarRuns(sidecar: Sidecar): void {
    const session = this.#parts.currentSession();
    if (session !== null) return this.#transcribe(session);
    if (this.#settings === null) return;
    sidecar.request("update_settings", { settings: this.#settings }).catch((error: unknown) => {
      this.#parts.log("warning", "settings not taken", errorFacts(error));
    });
  }

  /** Gives the session to the sidecar there is; if it refuses the user is notified, and the audio is journalled all the same. */
  #transcribe(session: Session): void {
    const { supervisor, extension } = this.#parts;
    const { running, failure } = supervisor;
    if (failure !== null) session.transcription.markUnavailable(failure);
    if (running === null) return;
    session.transcription.begin(running).catch((error: unknown) => {
      extension.error(EarshotError.from(error), false, { session: session.id });
    });
  }
}
