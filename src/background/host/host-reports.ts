import { samplesToMs } from "../../../protocol/audio.ts";
import { EarshotError, type ErrorCode, type ErrorReport, errorKind } from "../../../protocol/errors.ts";
import type { EventData } from "../../../protocol/events.ts";
import type { StatusBoard } from "../views/status-board.ts";

/** One hour of both sources as int16: less free space than this is told before it is a trouble. */
const AN_HOUR_OF_SOUND_BYTES = 230_400_000;

/** Problems that are over once sound can be stored again. */
const STORAGE_CODES: readonly ErrorCode[] = ["disk_full", "journal_unwritable"];

/** Turns what the host says about itself, its sidecar and its disk into the status. */
export class HostReports {
  readonly #board: StatusBoard;
  #recogniserProblem: ErrorReport | null = null;

  constructor(board: StatusBoard) {
    this.#board = board;
  }

  health(report: EventData<"health">): void {
    const { model, lag_samples, engine, corrections, recogniser, storage } = report;
    const { status } = this.#board;
    const lagMs = { tab: samplesToMs(lag_samples.tab), mic: samplesToMs(lag_samples.mic) };
    const isIdle = status.session.name === "idle";
    const worstMs = Math.max(lagMs.tab, lagMs.mic);
    this.#board.update({
      // Between meetings the lag is that of a session being recovered, which is told there.
      lagMs: isIdle ? status.lagMs : lagMs,
      // Sound that was still on its way to the host at the stop counts as to be transcribed, too.
      lagAtStopMs: status.lagAtStopMs === null ? null : Math.max(status.lagAtStopMs, worstMs),
      model: model ?? status.model,
      engine: engine ?? status.engine,
      recogniser: recogniser ?? status.recogniser,
      networkSandbox: report.network_sandbox ?? status.networkSandbox,
      storage: storage ?? null,
      keyStorage: report.key_storage ?? status.keyStorage,
      corrections: isIdle ? null : (corrections ?? null),
    });
    if (recogniser?.state === "running") this.#clear(this.#recogniserProblem);
    if (storage === null && status.storage !== null) this.#clearStorageProblem();
  }

  /** A restart is shown by the recogniser's state; only its end is a problem of its own. */
  processDied({ code, message, recoverable }: EventData<"process_died">): void {
    if (recoverable) return;
    this.#recogniserProblem = { code, message, recoverable };
    this.#board.update({ problem: this.#recogniserProblem });
  }

  error({ code, message, recoverable }: ErrorReport): void {
    this.#board.update({ problem: { code, message, recoverable } });
  }

  freeSpace(bytes: number): void {
    if (bytes >= AN_HOUR_OF_SOUND_BYTES) return;
    const error = new EarshotError("disk_nearly_full", `${bytes} bytes are free`);
    this.#board.update({ problem: error.toReport(true) });
  }

  /** The browser's database refuses to read or write. The host keeps what it has no acknowledgement for. */
  transcriptRefused(cause: unknown): void {
    console.warn("Earshot's database failed:", errorKind(cause));
    const error = new EarshotError("transcript_not_stored", EarshotError.from(cause).message, { cause });
    this.#board.update({ problem: error.toReport(true) });
  }

  /** So many stored lines do not open: the rest of the meeting is shown. */
  transcriptDamaged(count: number): void {
    const error = new EarshotError("transcript_damaged", `${count} records do not open`);
    this.#board.update({ problem: error.toReport(true) });
  }

  /** The database took what it was given. */
  transcriptStored(): void {
    const { problem } = this.#board.status;
    if (problem?.code === "transcript_not_stored") this.#clear(problem);
  }

  /** Nobody tells any more: what was said last says nothing about the next host. */
  lost(): void {
    this.#board.update({
      recogniser: { state: "starting", error: null },
      storage: null,
      engine: null,
      corrections: null,
    });
  }

  #clearStorageProblem(): void {
    const { problem } = this.#board.status;
    if (problem !== null && STORAGE_CODES.includes(problem.code)) this.#clear(problem);
  }

  #clear(problem: ErrorReport | null): void {
    if (problem !== null && this.#board.status.problem === problem) this.#board.update({ problem: null });
  }
}
