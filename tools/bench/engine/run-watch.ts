import { AUDIO_SOURCES, samplesToMs } from "../../../protocol/audio.ts";
import type { LADDER_STEPS } from "../../../protocol/reports.ts";
import type { CaptionEngine } from "../../driver/sidecar/caption-engine.ts";
import { sampleTree, type UsageSample } from "../../runtime/processes.ts";

/** What an engine said of itself at a moment. */
export interface HealthSample {
  readonly atMs: number;
  readonly step: (typeof LADDER_STEPS)[number] | null;
  /** Sound taken in that neither a final nor a verdict of silence covers, of the source with more of it. */
  readonly openMs: number;
}

const SAMPLE_EVERY_MS = 1000;

/** Looks each second at what the engine's processes use and say. */
export class RunWatch {
  readonly usage: UsageSample[] = [];
  readonly health: HealthSample[] = [];
  readonly #engine: CaptionEngine;
  #startMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(engine: CaptionEngine) {
    this.#engine = engine;
  }

  start(startMs: number): void {
    this.#startMs = startMs;
    this.#sampleUsage();
    this.#timer = setInterval(() => {
      this.#sampleUsage();
      // A failed engine is told by the feed, which waits for it too.
      this.#sampleHealth().catch(() => clearInterval(this.#timer));
    }, SAMPLE_EVERY_MS);
  }

  /** May be called twice. */
  stop(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#sampleUsage();
  }

  #sampleUsage(): void {
    const { processId } = this.#engine;
    const sample = processId === undefined ? null : sampleTree(processId);
    if (sample !== null) this.usage.push({ atMs: this.#now(), ...sample });
  }

  async #sampleHealth(): Promise<void> {
    const report = await this.#engine.health();
    if (report === null) return;
    this.health.push({
      atMs: this.#now(),
      step: report.engine?.step ?? null,
      openMs: Math.max(...AUDIO_SOURCES.map((source) => samplesToMs(report.lag_samples[source]))),
    });
  }

  #now(): number {
    return performance.now() - this.#startMs;
  }
}
