import type { ErrorCode } from "../../protocol/errors.ts";
import type {
  HealthReport,
  KeyStorage,
  ModelProgress,
  ProcessMetrics,
  RecogniserReport,
} from "../../protocol/reports.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";

/** Questions without an answer, in a row, that make a sidecar hung: 30 s at one per period. */
const MAX_UNANSWERED = 6;
/** Lag that is nobody's concern: an utterance that is still being spoken. */
const ORDINARY_LAG_SAMPLES = 3 * 16_000;

export type AskSidecar = () => Promise<HealthReport>;

/** What the host itself knows about its health. */
export interface HealthSources {
  readonly lagSamples: () => HealthReport["lag_samples"];
  readonly recogniser: () => RecogniserReport;
  /** Why audio cannot be stored at present. */
  readonly storage: () => ErrorCode | null;
  /** How far the corrections are; null where none are wanted. */
  readonly corrections: () => HealthReport["corrections"] | null;
  /** Where the keys of new sessions are kept; null while that is not known. */
  readonly keyStorage: () => KeyStorage | null;
}

/** What the sidecar alone knows of itself. */
type SidecarHealth = Pick<HealthReport, "model" | "engine" | "coverage" | "network_sandbox" | "process">;

const NOTHING_KNOWN: SidecarHealth = { model: null };

/**
 * What the extension is told about model, engine, recogniser, disk and lag. Model and engine are the sidecar's last word; the lag is
 * the host's own: samples in the journal that no final, end of speech or silence verdict covers yet. So it
 * grows while someone speaks, falls back with each final, and goes on growing when the sidecar cannot keep up.
 */
export class HealthMonitor {
  readonly #extension: ExtensionWriter;
  readonly #sources: HealthSources;
  #sidecar: SidecarHealth = NOTHING_KNOWN;
  #process: ProcessMetrics | undefined;
  #told: HealthReport | null = null;
  #asking: Promise<void> | null = null;
  /** The question asked at the last check or before has no answer yet. */
  #isOwed = false;
  #unanswered = 0;

  constructor(extension: ExtensionWriter, sources: HealthSources) {
    this.#extension = extension;
    this.#sources = sources;
  }

  get report(): HealthReport {
    const corrections = this.#sources.corrections();
    const keyStorage = this.#sources.keyStorage();
    return {
      ...this.#sidecar,
      ...(corrections === null ? {} : { corrections }),
      lag_samples: this.#sources.lagSamples(),
      recogniser: this.#sources.recogniser(),
      storage: this.#sources.storage(),
      ...(keyStorage === null ? {} : { key_storage: keyStorage }),
    };
  }

  /** The sidecar has answered its last question, and its model is there. */
  get isWell(): boolean {
    return this.#unanswered === 0 && this.model?.state === "ready";
  }

  /** What the sidecar said last about its model; null before it said anything. */
  get model(): ModelProgress | null {
    return this.#sidecar.model;
  }

  /** What the sidecar has used, by its last word; empty before it said anything. */
  get sidecarProcess(): readonly ProcessMetrics[] {
    return this.#process === undefined ? [] : [this.#process];
  }

  /** Stored audio is not settled yet. */
  get isBehind(): boolean {
    const { tab, mic } = this.#sources.lagSamples();
    return tab + mic > 0;
  }

  /** Takes the sidecar's word; told on at once when the model is another or in another state. */
  modelIs(model: ModelProgress | null): void {
    this.sidecarSays({ ...this.#sidecar, model });
  }

  /** As `modelIs`, of all that the sidecar knows; what it leaves out is not known any more. */
  sidecarSays({ model, engine, coverage, network_sandbox: sandbox, process }: SidecarHealth): void {
    this.#process = process ?? this.#process;
    this.#sidecar = {
      model,
      ...(engine === undefined ? {} : { engine }),
      ...(coverage === undefined ? {} : { coverage }),
      ...(sandbox === undefined ? {} : { network_sandbox: sandbox }),
    };
    this.tellNews();
  }

  tell(): void {
    this.#told = this.report;
    this.#extension.event("health", this.#told);
  }

  /** Tells what cannot wait for the next period; nothing when it was told already. */
  tellNews(): void {
    if (essence(this.report) !== essence(this.#told)) this.tell();
  }

  /** As `tellNews`, and the lag as well when it is or was out of the ordinary. */
  tellLag(): void {
    const lag = this.report.lag_samples;
    const told = this.#told?.lag_samples ?? lag;
    const isBehind = Math.max(lag.tab, lag.mic, told.tab, told.mic) > ORDINARY_LAG_SAMPLES;
    if (isBehind && (lag.tab !== told.tab || lag.mic !== told.mic)) this.tell();
    else this.tellNews();
  }

  /** Asks the sidecar, unless it still owes an answer. @throws what it answers instead */
  refresh(ask: AskSidecar): Promise<void> {
    if (this.#asking !== null) return this.#asking;
    const asking = this.#ask(ask).finally(() => {
      if (this.#asking === asking) this.#owesNothing();
    });
    this.#asking = asking;
    return asking;
  }

  /**
   * One question per period. Counted in questions and not by a clock: a host that was stopped or slept has waited for
   * nothing meanwhile.
   *
   * @returns true when the sidecar has left six in a row without an answer
   */
  check(ask: () => void): boolean {
    this.#unanswered = this.#isOwed ? this.#unanswered + 1 : 0;
    ask();
    this.#isOwed = this.#asking !== null;
    return this.#unanswered >= MAX_UNANSWERED;
  }

  /** Nothing is known of the next one yet, and it owes nothing. */
  sidecarLost(): void {
    this.#sidecar = NOTHING_KNOWN;
    this.#process = undefined;
    this.#unanswered = 0;
    this.#owesNothing();
  }

  async #ask(ask: AskSidecar): Promise<void> {
    this.sidecarSays(await ask());
  }

  #owesNothing(): void {
    this.#asking = null;
    this.#isOwed = false;
  }
}

/** What grows or sways with the audio: told with the next report. Downloaded bytes have an event of their own. */
const SWAYING: readonly string[] = ["lag_samples", "coverage", "partial_interval_ms", "redone", "suppressed"];

/** All that is told at once when it changes. */
function essence(report: HealthReport | null): string {
  return JSON.stringify(report, (key, value: unknown) =>
    key.endsWith("_bytes") || SWAYING.includes(key) ? undefined : value,
  );
}
