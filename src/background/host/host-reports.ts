import { samplesToMs } from "../../../protocol/audio.ts";
import { EarshotError, type ErrorCode, type ErrorReport, errorKind } from "../../../protocol/errors.ts";
import type { EventData } from "../../../protocol/events.ts";
import type { StatusStore } from "../views/status-store.ts";

/** One hour of both sources as int16: less free space than this is shown before it is a trouble. */
const AN_HOUR_OF_AUDIO_BYTES = 230_400_000;

/** Problems that are over once audio can be stored again. */
const STORAGE_CODES: readonly ErrorCode[] = ["disk_full", "journal_unwritable"];

/** Turns what the host says about itself, its sidecar and its disk into the status. */
export class HostReports {
  readonly #statusStore: StatusStore;
  #sidecarProblem: ErrorReport | null = null;

  constructor(statusStore: StatusStore) {
    this.#statusStore = statusStore;
  }

  health(report: EventData<"health">): void {
    const { model, lag_samples, engine, corrections, recogniser, storage } = report;
    const { status } = this.#statusStore;
    const lagMs = { tab: samplesToMs(lag_samples.tab), mic: samplesToMs(lag_samples.mic) };
    const isIdle = status.session.name === "idle";
    const worstMs = Math.max(lagMs.tab, lagMs.mic);
    this.#statusStore.update({
      // Between meetings the lag is that of a session being recovered, which is shown there.
      lagMs: isIdle ? status.lagMs : lagMs,
      // Audio that was still on its way to the host at the stop counts as to be transcribed, too.
      lagAtStopMs: status.lagAtStopMs === null ? null : Math.max(status.lagAtStopMs, worstMs),
      model: model ?? status.model,
      engine: engine ?? status.engine,
      recogniser: recogniser ?? status.recogniser,
      echo: report.echo ?? null,
      networkSandbox: report.network_sandbox ?? status.networkSandbox,
      storage: storage ?? null,
      keyStorage: report.key_storage ?? status.keyStorage,
      corrections: isIdle ? null : (corrections ?? null),
    });
    if (recogniser?.state === "running") this.#clear(this.#sidecarProblem);
    if (storage === null && status.storage !== null) this.#clearStorageProblem();
  }

  /** A restart is shown by the sidecar's state; only its end is a problem of its own. */
  processDied({ code, message, recoverable }: EventData<"process_died">): void {
    if (recoverable) return;
    this.#sidecarProblem = { code, message, recoverable };
    this.#statusStore.update({ problem: this.#sidecarProblem });
  }

  error({ code, message, recoverable }: ErrorReport): void {
    this.#statusStore.update({ problem: { code, message, recoverable } });
  }

  freeSpace(bytes: number): void {
    if (bytes >= AN_HOUR_OF_AUDIO_BYTES) return;
    const error = new EarshotError("disk_nearly_full", `${bytes} bytes are free`);
    this.#statusStore.update({ problem: error.toReport(true) });
  }

  /**
   * The browser's database refuses to read or write, or there is no key for what is written, which says why by itself. The host keeps
   * what it has no acknowledgement for.
   */
  transcriptRefused(cause: unknown): void {
    console.warn("Earshot's database failed:", errorKind(cause));
    const error =
      cause instanceof EarshotError
        ? cause
        : new EarshotError("transcript_not_stored", EarshotError.from(cause).message, { cause });
    this.#statusStore.update({ problem: error.toReport(true) });
  }

  /** So many stored lines do not open: the rest of the meeting is shown. */
  transcriptDamaged(count: number): void {
    const error = new EarshotError("transcript_damaged", `${count} records do not open`);
    this.#statusStore.update({ problem: error.toReport(true) });
  }

  /** The database took what it was given. */
  transcriptStored(): void {
    const { problem } = this.#statusStore.status;
    if (problem?.code === "transcript_not_stored") this.#clear(problem);
  }

  /** The host reports no more: its last reports say nothing about the next host. */
  lost(): void {
    this.#statusStore.update({
      recogniser: { state: "starting", error: null },
      storage: null,
      engine: null,
      echo: null,
      corrections: null,
    });
  }

  #clearStorageProblem(): void {
    const { problem } = this.#statusStore.status;
    if (problem !== null && STORAGE_CODES.includes(problem.code)) this.#clear(problem);
  }

  #clear(problem: ErrorReport | null): void {
    if (problem !== null && this.#statusStore.status.problem === problem)
      this.#statusStore.update({ problem: null });
  }
}
