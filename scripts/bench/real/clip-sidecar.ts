import type { AnyEvent } from "../../../protocol/messages.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS, type TranscriptionSettings } from "../../../protocol/settings.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import { within } from "../../browser/within.ts";
import type { ScriptError } from "../../script-error.ts";
import type { Arrival } from "../engine/caption-engine.ts";
import { modelFailure } from "../engine/model-failure.ts";
import { SidecarClient } from "../engine/sidecar-client.ts";
import { ClipSession } from "./clip-session.ts";

export interface ClipModel {
  readonly directory: string;
  /** `auto`: each clip in its own language; a code: all in that one. */
  readonly language: string;
  /** Words of the sidecar's command line. */
  readonly switches: readonly string[];
}

const MODEL_NAME = "bench-model";
const MODEL_MS = 180_000;
const CLIP_MS = 300_000;
const CLOSE_MS = 5000;

/** One sidecar for many sounds. */
export class ClipSidecar {
  readonly #client: SidecarClient;
  #session: ClipSession | null = null;
  #onModel: ((error: ScriptError | null) => void) | null = null;

  constructor({ directory, switches }: ClipModel) {
    const words = ["--local-model", `${MODEL_NAME}=${directory}`, "--degrade", "off", ...switches];
    this.#client = new SidecarClient(words, (event) => this.#receive(event));
  }

  /** Resolves when the model is loaded. */
  async open(): Promise<void> {
    const supported_versions = [PROTOCOL_VERSION];
    await this.#client.request("protocol_version_check", {
      host_version: PROTOCOL_VERSION,
      supported_versions,
    });
    const ready = new Promise<void>((resolve, reject) => {
      this.#onModel = (error) => (error === null ? resolve() : reject(error));
    });
    await Promise.all([
      this.#client.request("update_settings", { settings: settingsFor("en") }),
      within(ready, MODEL_MS, "the sidecar's model"),
    ]);
  }

  async transcribe(file: string, language: string): Promise<readonly Arrival[]> {
    this.#session = new ClipSession(this.#client, settingsFor(language));
    await within(this.#session.transcribe(file), CLIP_MS, `the words of ${file}`);
    return this.#session.arrivals;
  }

  close(): Promise<void> {
    return this.#client.close(CLOSE_MS);
  }

  #receive(event: AnyEvent): void {
    if (event.event !== "model_progress") {
      this.#session?.receive(event);
      return;
    }
    const { state } = event.data;
    if (state === "ready" || state === "failed") this.#onModel?.(modelFailure(event.data, MODEL_NAME));
  }
}

function settingsFor(language: string): TranscriptionSettings {
  return { ...DEFAULT_TRANSCRIPTION_SETTINGS, model: MODEL_NAME, language };
}
