import { randomUUID } from "node:crypto";
import { configuredEnvironment, sidecarCommand } from "../../../install/host-files.ts";
import { logToStderr } from "../../../native-host/runtime/log.ts";
import { sidecarEnvironment } from "../../../native-host/sidecar/environment.ts";
import { Sidecar } from "../../../native-host/sidecar/sidecar.ts";
import { spawnSidecar } from "../../../native-host/sidecar/sidecar-process.ts";
import { AUDIO_SOURCES, type AudioSource, FRAME_SAMPLES, samplesToMs } from "../../../protocol/audio.ts";
import { EarshotError } from "../../../protocol/errors.ts";
import type { EventData } from "../../../protocol/events.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../../protocol/limits.ts";
import type { AnyEvent } from "../../../protocol/messages.ts";
import { DEMO_MODEL } from "../../../protocol/models.ts";
import type { CoverageReport, HealthReport, ModelProgress } from "../../../protocol/reports.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS, type TranscriptionSettings } from "../../../protocol/settings.ts";
import { APP, STATE, TEST_MODEL_CACHE } from "../../runtime/paths.ts";
import { ScriptError } from "../../runtime/script-error.ts";
import { within } from "../../runtime/waiting.ts";
import { type Caption, type CaptionEngine, type OpenEngine, RoomForFrames } from "./caption-engine.ts";

/** Which model the sidecar loads, and what the benchmark may choose of its policy. */
interface SidecarOptions {
  /** A CTranslate2 model directory; absent: the demo model. */
  readonly modelDirectory?: string;
  /** Words of the sidecar's command line, such as `--window full`. */
  readonly switches?: readonly string[];
}

const LOCAL_MODEL = "bench-model";
/** The first load of a model tries it in a process of its own, on a machine that may be busy. */
const MODEL_MS = 180_000;
const START_MS = 180_000;

/** Earshot's own sidecar, behind the driver that any engine gets; it captions English unless another language is given. */
export function sidecarEngine({
  language = "en",
  ...options
}: SidecarOptions & { readonly language?: string } = {}): OpenEngine {
  return async (onCaption) => {
    const sidecar = await LoadedSidecar.open(options, language);
    try {
      return await within(SidecarSession.start(sidecar, language, onCaption), START_MS, "a session's start");
    } catch (error) {
      await sidecar.sidecar.stop();
      throw error;
    }
  };
}

/** The real sidecar, started and asked as the host does, with its model loaded: for one session after the other. */
export class LoadedSidecar {
  readonly sidecar: Sidecar;
  readonly processId: number | undefined;
  /** Takes every event of the session that runs. */
  onEvent: (event: AnyEvent) => void = () => {};
  readonly #model: string;
  #modelEnded: (model: ModelProgress) => void = () => {};
  #lost: (error: Error) => void = () => {};

  private constructor({ modelDirectory, switches = [] }: SidecarOptions) {
    this.#model = modelDirectory === undefined ? DEMO_MODEL : LOCAL_MODEL;
    const models = [{ name: this.#model, directory: modelDirectory ?? null }];
    const command = sidecarCommand(APP, {
      models,
      modelCache: TEST_MODEL_CACHE,
      isOffline: true,
      sidecarArguments: switches,
    });
    const environment = sidecarEnvironment({
      inherited: process.env,
      configured: configuredEnvironment(APP),
      dataDirectory: STATE,
    });
    const log = logToStderr(() => new Date());
    const child = spawnSidecar(command, environment, (level, ...said) => {
      if (level === "error") log(level, ...said);
    });
    this.processId = child.pid;
    this.sidecar = new Sidecar(
      child,
      {
        event: (event) => this.#receive(event),
        // Whatever is wrong with it, nothing may be measured.
        error: ({ error }) => this.sidecar.fail(new EarshotError(error.code, error.message)),
        corruptLine: (reason) => this.sidecar.fail(new EarshotError("sidecar_corrupt_output", reason)),
        writeFailed: () => {},
        drained: () => {},
        lost: (error) => this.#lost(error),
      },
      () => {},
    );
  }

  /** @param language of the settings that it is warmed up with; a session may have another */
  static async open(options: SidecarOptions, language: string): Promise<LoadedSidecar> {
    const loaded = new LoadedSidecar(options);
    try {
      const ready = new Promise<ModelProgress>((resolve, reject) => {
        loaded.#modelEnded = resolve;
        loaded.#lost = reject;
      });
      const settings = loaded.settingsFor(language);
      const asked = Promise.all([loaded.sidecar.request("update_settings", { settings }), ready]);
      requireModel((await within(asked, MODEL_MS, "the sidecar's model"))[1], settings.model);
      return loaded;
    } catch (error) {
      await loaded.sidecar.stop();
      throw error;
    }
  }

  settingsFor(language: string): TranscriptionSettings {
    return { ...DEFAULT_TRANSCRIPTION_SETTINGS, model: this.#model, language };
  }

  #receive(event: AnyEvent): void {
    if (event.event !== "model_progress") return this.onEvent(event);
    if (event.data.state === "ready" || event.data.state === "failed") this.#modelEnded(event.data);
  }
}

/** @throws model_failed: a stand-in for the wanted model would be measured under a wrong name */
export function requireModel({ error, loaded }: ModelProgress, wanted: string): void {
  if (loaded?.model === wanted) return;
  const reason = error ?? loaded?.fallback_reason ?? "no reason given";
  throw new ScriptError(
    "model_failed",
    `The sidecar runs ${loaded?.model ?? "no model"} instead of ${wanted} (${reason}).`,
    "Remove .earshot/weights, so that they are fetched again, and run `npm run doctor`.",
  );
}

/** One session of a loaded sidecar, which `close` ends with it. */
export class SidecarSession implements CaptionEngine {
  readonly processId: number | undefined;
  readonly #session = randomUUID();
  readonly #sidecar: Sidecar;
  readonly #onCaption: (caption: Caption) => void;
  readonly #sent: Record<AudioSource, number> = { tab: 0, mic: 0 };
  readonly #room = new RoomForFrames(MAX_FRAMES_IN_FLIGHT);
  /** The partial of an utterance that has no final yet, per source: there is one at a time. */
  readonly #open: Record<AudioSource, Caption | null> = { tab: null, mic: null };

  private constructor(loaded: LoadedSidecar, onCaption: (caption: Caption) => void) {
    this.processId = loaded.processId;
    this.#sidecar = loaded.sidecar;
    this.#onCaption = onCaption;
    loaded.onEvent = (event) => this.#receive(event);
  }

  static async start(
    loaded: LoadedSidecar,
    language: string,
    onCaption: (caption: Caption) => void,
  ): Promise<SidecarSession> {
    const started = new SidecarSession(loaded, onCaption);
    const settings = loaded.settingsFor(language);
    const params = { session: started.#session, started_at: new Date().toISOString(), settings };
    await loaded.sidecar.request("start_session", params);
    return started;
  }

  async feed(
    source: AudioSource,
    frame: Buffer,
    firstSample = this.#sent[source] * FRAME_SAMPLES,
  ): Promise<void> {
    const seq = this.#sent[source];
    this.#sent[source] += 1;
    const pcm = frame.toString("base64");
    this.#sidecar.sendAudio({ session: this.#session, source, seq, first_sample: firstSample, pcm });
    await this.#room.wait(source, this.#sent[source]);
  }

  async finish(): Promise<CoverageReport | null> {
    const session = this.#session;
    await Promise.all(
      AUDIO_SOURCES.map((source) =>
        this.#sidecar.request("end_of_source", { session, source, next_seq: this.#sent[source] }),
      ),
    );
    const { coverage } = await this.#sidecar.request("stop_session", { session, next: this.#sent });
    return coverage ?? null;
  }

  health(): Promise<HealthReport> {
    return this.#sidecar.request("get_health", {});
  }

  close(): Promise<void> {
    return this.#sidecar.stop();
  }

  #receive(event: AnyEvent): void {
    switch (event.event) {
      case "audio_consumed":
        return this.#room.consumed(event.data.source, event.data.next_seq);
      case "partial_text": {
        const { stable, tail, source } = event.data;
        const caption = { ...placeOf(event.data), text: stable + tail, stableText: stable, isFinal: false };
        this.#open[source] = caption;
        return this.#onCaption(caption);
      }
      case "final_text":
        this.#open[event.data.source] = null;
        return this.#onCaption({ ...placeOf(event.data), text: event.data.text, isFinal: true });
      case "speech_end": {
        // Without a final, its partials are taken back.
        const open = this.#open[event.data.source];
        this.#open[event.data.source] = null;
        if (open !== null) this.#onCaption({ ...open, text: "", stableText: "", isFinal: true });
        return;
      }
      default:
        return;
    }
  }
}

function placeOf(data: EventData<"partial_text" | "final_text">) {
  const { source, utterance, start_sample, end_sample, language } = data;
  const times = { startMs: samplesToMs(start_sample), endMs: samplesToMs(end_sample) };
  return { source, caption: String(utterance), ...times, ...(language === null ? {} : { language }) };
}
