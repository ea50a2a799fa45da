import { EarshotError, errorKind } from "../../protocol/errors.ts";
import type { RecogniserReport } from "../../protocol/reports.ts";
import { errorFacts, type Log } from "../runtime/log.ts";
import { type Clock, systemCode } from "../runtime/system.ts";
import type { Sidecar, SidecarListener } from "../sidecar/sidecar.ts";

export interface SupervisorParts {
  readonly startSidecar: (listener: SidecarListener) => Sidecar;
  readonly clock: Pick<Clock, "after">;
  readonly log: Log;
}

export interface SupervisorListener extends Omit<SidecarListener, "lost"> {
  /** A sidecar whose version fits is there and may be given work. */
  running(sidecar: Sidecar): void;
  /** Called once per loss, before the next one is started. `isLast`: none will be, unless `retry` is called. */
  lost(error: EarshotError, isLast: boolean): void;
  /** One is being replaced on purpose: as `lost`, and nothing has failed. */
  replaced(error: EarshotError): void;
  /** `report` is another. */
  changed(): void;
}

/**
 * Keeps one sidecar alive (IPC-10). Whatever the loss – exit, failed start, hang, corrupt output, another major –
 * the process is killed first and the next one started only then: two would share one GPU's memory. It is started after 100 ms,
 * then after twice that, three times in a row at most; after the last loss only when a meeting begins or the user asks.
 *
 * A hang is what `sidecar-health.ts` calls one; the rest the process shows by itself (`native-host/sidecar/sidecar.ts`). The next one
 * is given settings and session by `sidecar-setup.ts`, and audio by `native-host/pumps/transcription.ts`: what is not settled, and
 * 100 frames before that as context. The line that the lost one was in the middle of ends by `native-host/pumps/event-intake.ts`.
 *
 * A strike has the sidecar replaced (`replace`, called by `native-host/host.ts`): the next one is started as soon as the process is
 * gone, without delay, and it counts as no loss.
 */
export class Supervisor {
  readonly #parts: SupervisorParts;
  readonly #listener: SupervisorListener;
  readonly #policy = new RestartPolicy();
  #report: RecogniserReport = { state: "starting", error: null };
  #sidecar: Sidecar | null = null;
  /** The one that was lost on purpose. */
  #replaced: Sidecar | null = null;
  #lastLoss: EarshotError | null = null;
  /** Resolves when the sidecar started last is running or lost. */
  #outcome: Promise<void> = Promise.resolve();
  /** Resolves when no process of a lost sidecar is left. */
  #gone: Promise<void> = Promise.resolve();
  /** Whether a sidecar of this program ever fitted: a reinstallation under way may end well, a wrong one does not. */
  #hasFitted = false;
  /** Whether one has fitted since the user, or a meeting, last asked for one. */
  #hasRun = false;
  #isEnding = false;

  constructor(parts: SupervisorParts, listener: SupervisorListener) {
    this.#parts = parts;
    this.#listener = listener;
  }

  /** Starts the first sidecar. */
  start(): void {
    void this.#start();
  }

  get report(): RecogniserReport {
    return this.#report;
  }

  /** The sidecar that may be given work; null while there is none. */
  get running(): Sidecar | null {
    return this.#report.state === "running" ? this.#sidecar : null;
  }

  /** The one that is there, even if its version is not known yet. */
  get sidecar(): Sidecar | null {
    return this.#sidecar;
  }

  /** Why there will be no further sidecar; null while there is or will be one. */
  get failure(): EarshotError | null {
    return this.#report.state === "failed" ? this.#lastLoss : null;
  }

  /**
   * Resolves when the first sidecar fits or is lost for another reason than its version: recording needs none.
   *
   * @throws incompatible_protocol_version
   */
  async versionFits(): Promise<void> {
    if (this.#report.state === "starting") await this.#outcome;
    if (this.failure?.code === "incompatible_protocol_version") throw this.failure;
  }

  /** The sidecar got on with its work. */
  succeeded(): void {
    this.#policy.reset();
  }

  /** The sidecar has left questions without an answer for too long. */
  hung(message: string): void {
    this.#sidecar?.fail(new EarshotError("sidecar_died", message));
  }

  /** Ends the sidecar that is there, so that it forgets what it received, and starts another. Where none is, nothing is to be done. */
  replace(): void {
    this.#replaced = this.#sidecar;
    this.#sidecar?.fail(new EarshotError("sidecar_died", "another takes its place"));
  }

  /** Another try after the last one failed; nothing while there is still one to come. */
  retry(): void {
    if (this.#report.state !== "failed" || this.#isEnding) return;
    this.#policy.reset();
    this.#hasRun = false;
    this.#set({ state: "starting", error: null });
    this.#outcome = this.#gone.then(() => this.#start());
  }

  /** Ends the sidecar gently; none is started any more. */
  async end(): Promise<void> {
    this.#isEnding = true;
    await Promise.all([this.#sidecar?.stop(), this.#gone]);
  }

  #start(): Promise<void> {
    if (this.#isEnding) return Promise.resolve();
    const sidecar = this.#spawn();
    this.#sidecar = sidecar;
    this.#outcome =
      sidecar?.ready.then(
        () => this.#fits(sidecar),
        () => {
          // `lost` reports it.
        },
      ) ?? Promise.resolve();
    return this.#outcome;
  }

  #spawn(): Sidecar | null {
    try {
      const sidecar = this.#parts.startSidecar({
        ...this.#listener,
        lost: (error) => this.#lost(sidecar, error),
      });
      return sidecar;
    } catch (cause) {
      // The system has no memory or no descriptors left for another process.
      const reason = systemCode(cause) ?? errorKind(cause);
      this.#lost(null, new EarshotError("sidecar_start_failed", reason, { cause }));
      return null;
    }
  }

  #fits(sidecar: Sidecar): void {
    if (this.#sidecar !== sidecar || this.#isEnding) return;
    this.#hasFitted = true;
    this.#hasRun = true;
    this.#set({ state: "running", error: null });
    this.#listener.running(sidecar);
  }

  #lost(sidecar: Sidecar | null, loss: EarshotError): void {
    if (this.#isEnding) return;
    this.#sidecar = null;
    this.#gone = sidecar?.kill() ?? Promise.resolve();
    if (sidecar !== null && sidecar === this.#replaced) return this.#startAnother(loss);
    const delayMs = this.#isPermanent(loss) ? null : this.#policy.lost();
    const error = delayMs === null ? this.#lastError(loss) : loss;
    this.#lastLoss = error;
    this.#parts.log("error", "sidecar lost", { ...errorFacts(error), delayMs });
    this.#listener.lost(error, delayMs === null);
    this.#set({ state: delayMs === null ? "failed" : "restarting", error: error.code });
    if (delayMs !== null) void this.#startIn(delayMs);
  }

  #startAnother(error: EarshotError): void {
    this.#replaced = null;
    this.#listener.replaced(error);
    this.#set({ state: "starting", error: null });
    this.#outcome = this.#gone.then(() => this.#start());
  }

  async #startIn(delayMs: number): Promise<void> {
    await this.#gone;
    this.#parts.clock.after(delayMs, () => void this.#start());
  }

  /** Of those that ended before they said a word a smaller model mends none: they were never started. */
  #lastError(loss: EarshotError): EarshotError {
    if (loss.code !== "sidecar_died" || this.#hasRun) return loss;
    return new EarshotError("sidecar_start_failed", loss.message, { cause: loss });
  }

  #isPermanent({ code }: EarshotError): boolean {
    return code === "incompatible_protocol_version" && !this.#hasFitted;
  }

  #set(report: RecogniserReport): void {
    this.#report = report;
    this.#listener.changed();
  }
}

/** Restarts in a row without a success in between; the loss after them is final. */
const MAX_RESTARTS_IN_A_ROW = 3;
/** Doubles with each restart. */
const FIRST_DELAY_MS = 100;

/** Whether and when a lost sidecar is started again (IPC-10). Knows no process and no clock. */
export class RestartPolicy {
  #restarts = 0;

  /** @returns how long to wait before the next start; null when there shall be none */
  lost(): number | null {
    if (this.#restarts === MAX_RESTARTS_IN_A_ROW) return null;
    const delayMs = FIRST_DELAY_MS * 2 ** this.#restarts;
    this.#restarts += 1;
    return delayMs;
  }

  /** The sidecar did what it is there for, or the user asks for another try: the count begins again. */
  reset(): void {
    this.#restarts = 0;
  }
}
