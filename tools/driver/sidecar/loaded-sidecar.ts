import type { AnyEvent } from "../../../protocol/messages.ts";
import type { Method, Params, Result } from "../../../protocol/requests.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS, type TranscriptionSettings } from "../../../protocol/settings.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import type { ScriptError } from "../../runtime/script-error.ts";
import { within } from "../../runtime/within.ts";
import { modelFailure } from "./model-failure.ts";
import { SidecarClient } from "./sidecar-client.ts";

/** Which model the sidecar loads, and what the benchmark may choose of its policy. */
export interface SidecarOptions {
  /** A CTranslate2 model directory; absent: the demo model. */
  readonly modelDirectory?: string;
  /** Words of the sidecar's command line, such as `--window full`. */
  readonly switches?: readonly string[];
}

const LOCAL_MODEL = "bench-model";
/** The first load of a model tries it in a process of its own, on a machine that may be busy. */
const MODEL_MS = 180_000;
const CLOSE_MS = 5000;

/** A sidecar that has loaded its model, for one session after the other. */
export class LoadedSidecar {
  readonly #client: SidecarClient;
  readonly #model: string;
  #onModel: (error: ScriptError | null) => void = () => {};
  /** Takes every event of the session that runs. */
  onEvent: (event: AnyEvent) => void = () => {};

  private constructor({ modelDirectory, switches = [] }: SidecarOptions) {
    const local = modelDirectory === undefined ? [] : ["--local-model", `${LOCAL_MODEL}=${modelDirectory}`];
    this.#model = modelDirectory === undefined ? "demo" : LOCAL_MODEL;
    this.#client = new SidecarClient([...local, ...switches], (event) => this.#receive(event));
  }

  /** @param language of the settings that it is warmed up with; a session may have another */
  static async open(options: SidecarOptions, language: string): Promise<LoadedSidecar> {
    const sidecar = new LoadedSidecar(options);
    try {
      await within(sidecar.#load(sidecar.settingsFor(language)), MODEL_MS, "the sidecar's model");
      return sidecar;
    } catch (error) {
      await sidecar.close();
      throw error;
    }
  }

  get processId(): number | undefined {
    return this.#client.pid;
  }

  settingsFor(language: string): TranscriptionSettings {
    return { ...DEFAULT_TRANSCRIPTION_SETTINGS, model: this.#model, language };
  }

  request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.#client.request(method, params);
  }

  sendAudio(params: Params<"process_audio_stream">): void {
    this.#client.sendAudio(params);
  }

  close(): Promise<void> {
    return this.#client.close(CLOSE_MS);
  }

  async #load(settings: TranscriptionSettings): Promise<void> {
    const modelReady = new Promise<void>((resolve, reject) => {
      this.#onModel = (error) => (error === null ? resolve() : reject(error));
    });
    const supported_versions = [PROTOCOL_VERSION];
    await this.request("protocol_version_check", { host_version: PROTOCOL_VERSION, supported_versions });
    await Promise.all([this.request("update_settings", { settings }), modelReady]);
  }

  #receive(event: AnyEvent): void {
    if (event.event !== "model_progress") return this.onEvent(event);
    const isSettled = event.data.state === "ready" || event.data.state === "failed";
    if (isSettled) this.#onModel(modelFailure(event.data, this.#model));
  }
}
