import { randomUUID } from "node:crypto";
import { AUDIO_SOURCES, type AudioSource, FRAME_SAMPLES, samplesToMs } from "../../../protocol/audio.ts";
import type { EventData } from "../../../protocol/events.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../../protocol/limits.ts";
import type { AnyEvent } from "../../../protocol/messages.ts";
import type { CoverageReport, HealthReport } from "../../../protocol/reports.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS, type TranscriptionSettings } from "../../../protocol/settings.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import { within } from "../../browser/within.ts";
import type { ScriptError } from "../../script-error.ts";
import type { Caption, CaptionEngine, OpenEngine } from "./caption-engine.ts";
import { modelFailure } from "./model-failure.ts";
import { RoomForFrames } from "./room-for-frames.ts";
import { SidecarClient } from "./sidecar-client.ts";

/** Which of Earshot's engines: its model and what the benchmark may choose of its policy. */
export interface SidecarChoice {
  /** A CTranslate2 model directory; absent: the demo model. */
  readonly modelDirectory?: string;
  /** A code such as `ja`, or `auto`; absent: English. */
  readonly language?: string;
  /** Words of the sidecar's command line, such as `--window full`. */
  readonly switches?: readonly string[];
}

const LOCAL_MODEL = "bench-model";
/** The first load of a model tries it in a process of its own, on a machine that may be busy. */
const MODEL_MS = 180_000;
const CLOSE_MS = 5000;

/** Earshot's own sidecar, behind the driver that any engine gets. */
export function sidecarEngine(choice: SidecarChoice = {}): OpenEngine {
  return async (onCaption) => {
    const engine = new SidecarEngine(choice, onCaption);
    try {
      await within(engine.open(), MODEL_MS, "the sidecar's model");
      return engine;
    } catch (error) {
      await engine.close();
      throw error;
    }
  };
}

class SidecarEngine implements CaptionEngine {
  readonly #session = randomUUID();
  readonly #settings: TranscriptionSettings;
  readonly #client: SidecarClient;
  readonly #onCaption: (caption: Caption) => void;
  readonly #sent: Record<AudioSource, number> = { tab: 0, mic: 0 };
  readonly #room = new RoomForFrames(MAX_FRAMES_IN_FLIGHT);
  /** The partial of an utterance that has no final yet, per source: there is one at a time. */
  readonly #open: Record<AudioSource, Caption | null> = { tab: null, mic: null };
  #onModel: (error: ScriptError | null) => void = () => {};

  constructor(
    { modelDirectory, language = "en", switches = [] }: SidecarChoice,
    onCaption: (caption: Caption) => void,
  ) {
    const local = modelDirectory === undefined ? [] : ["--local-model", `${LOCAL_MODEL}=${modelDirectory}`];
    const model = modelDirectory === undefined ? "demo" : LOCAL_MODEL;
    this.#settings = { ...DEFAULT_TRANSCRIPTION_SETTINGS, model, language };
    this.#onCaption = onCaption;
    this.#client = new SidecarClient([...local, ...switches], (event) => this.#receive(event));
  }

  get processId(): number | undefined {
    return this.#client.pid;
  }

  async open(): Promise<void> {
    const modelReady = new Promise<void>((resolve, reject) => {
      this.#onModel = (error) => (error === null ? resolve() : reject(error));
    });
    const opened = this.#client.request("protocol_version_check", {
      host_version: PROTOCOL_VERSION,
      supported_versions: [PROTOCOL_VERSION],
    });
    await opened;
    const settings = this.#settings;
    await Promise.all([this.#client.request("update_settings", { settings }), modelReady]);
    const started_at = new Date().toISOString();
    await this.#client.request("start_session", { session: this.#session, started_at, settings });
  }

  async feed(
    source: AudioSource,
    frame: Buffer,
    firstSample = this.#sent[source] * FRAME_SAMPLES,
  ): Promise<void> {
    const seq = this.#sent[source];
    this.#sent[source] += 1;
    const pcm = frame.toString("base64");
    this.#client.sendAudio({ session: this.#session, source, seq, first_sample: firstSample, pcm });
    await this.#room.wait(source, this.#sent[source]);
  }

  async finish(): Promise<CoverageReport | null> {
    const session = this.#session;
    await Promise.all(
      AUDIO_SOURCES.map((source) =>
        this.#client.request("end_of_source", { session, source, next_seq: this.#sent[source] }),
      ),
    );
    const { coverage } = await this.#client.request("stop_session", { session, next: this.#sent });
    return coverage ?? null;
  }

  health(): Promise<HealthReport> {
    return this.#client.request("get_health", {});
  }

  close(): Promise<void> {
    return this.#client.close(CLOSE_MS);
  }

  #receive(event: AnyEvent): void {
    switch (event.event) {
      case "model_progress":
        return this.#receiveModel(event.data);
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

  #receiveModel(progress: EventData<"model_progress">): void {
    const isSettled = progress.state === "ready" || progress.state === "failed";
    if (isSettled) this.#onModel(modelFailure(progress, this.#settings.model));
  }
}

function placeOf(data: EventData<"partial_text" | "final_text">) {
  const { source, utterance, start_sample, end_sample, language } = data;
  const times = { startMs: samplesToMs(start_sample), endMs: samplesToMs(end_sample) };
  return { source, caption: String(utterance), ...times, ...(language === null ? {} : { language }) };
}
