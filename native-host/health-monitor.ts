import type { HealthReport, ModelProgress } from "../protocol/reports.ts";
import type { ExtensionWriter } from "./extension/extension-writer.ts";

export type AskSidecar = () => Promise<HealthReport>;

/**
 * What the extension is told about the model and the lag. The model is the sidecar's last word on it; the lag is
 * the host's own: samples in the journal that no final, end of speech or silence verdict covers yet. So it
 * grows while someone speaks, falls back with each final, and goes on growing when the sidecar cannot keep up.
 */
export class HealthMonitor {
  readonly #extension: ExtensionWriter;
  readonly #lagSamples: () => HealthReport["lag_samples"];
  #model: ModelProgress | null = null;
  #asking: Promise<void> | null = null;

  constructor(extension: ExtensionWriter, lagSamples: () => HealthReport["lag_samples"]) {
    this.#extension = extension;
    this.#lagSamples = lagSamples;
  }

  get report(): HealthReport {
    return { model: this.#model, lag_samples: this.#lagSamples() };
  }

  /** Takes the sidecar's word; told on at once when the model is another or in another state. */
  modelIs(model: ModelProgress | null): void {
    const isNews = essence(model) !== essence(this.#model);
    this.#model = model;
    if (isNews) this.tell();
  }

  tell(): void {
    this.#extension.event("health", this.report);
  }

  /** Asks the sidecar, unless it still owes an answer. @throws what it answers instead */
  refresh(ask: AskSidecar): Promise<void> {
    this.#asking ??= this.#ask(ask);
    return this.#asking;
  }

  async #ask(ask: AskSidecar): Promise<void> {
    try {
      const { model } = await ask();
      this.modelIs(model);
    } finally {
      this.#asking = null;
    }
  }
}

/** All but the downloaded bytes, which have their own event. */
function essence(model: ModelProgress | null): string {
  return JSON.stringify(model, (key, value: unknown) => (key.endsWith("_bytes") ? undefined : value));
}
