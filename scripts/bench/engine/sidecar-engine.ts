import { randomUUID } from "node:crypto";
import { AUDIO_SOURCES, type AudioSource, FRAME_SAMPLES, samplesToMs } from "../../../protocol/audio.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../../protocol/limits.ts";
import type { AnyEvent } from "../../../protocol/messages.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS } from "../../../protocol/settings.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import { within } from "../../browser/within.ts";
import { processUsage } from "../process-usage.ts";
import type { Arrival, CaptionEngine, EngineCost, OpenEngine } from "./caption-engine.ts";
import { SidecarClient } from "./sidecar-client.ts";

const SETTINGS = { ...DEFAULT_TRANSCRIPTION_SETTINGS, model: "demo", language: "en" };
const MODEL_MS = 60_000;
const CLOSE_MS = 5000;

/** Earshot's own sidecar with the demo model, behind the driver that any engine gets. */
export const openSidecarEngine: OpenEngine = async (onCaption) => {
  const engine = new SidecarEngine(onCaption);
  try {
    await within(engine.open(), MODEL_MS, "the sidecar's model");
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
};

class SidecarEngine implements CaptionEngine {
  readonly #session = randomUUID();
  readonly #client = new SidecarClient((event) => this.#receive(event));
  readonly #onCaption: (caption: Omit<Arrival, "atMs">) => void;
  readonly #sent: Record<AudioSource, number> = { tab: 0, mic: 0 };
  readonly #consumed: Record<AudioSource, number> = { tab: 0, mic: 0 };
  /** Both sources may wait for room at once. */
  #waitingForRoom: (() => void)[] = [];
  #onModelReady: () => void = () => {};
  #costAtOpen: EngineCost | null = null;

  constructor(onCaption: (caption: Omit<Arrival, "atMs">) => void) {
    this.#onCaption = onCaption;
  }

  async open(): Promise<void> {
    const modelReady = new Promise<void>((resolve) => {
      this.#onModelReady = resolve;
    });
    await this.#client.request("protocol_version_check", {
      host_version: PROTOCOL_VERSION,
      supported_versions: [PROTOCOL_VERSION],
    });
    await this.#client.request("update_settings", { settings: SETTINGS });
    await modelReady;
    const started_at = new Date().toISOString();
    await this.#client.request("start_session", { session: this.#session, started_at, settings: SETTINGS });
    this.#costAtOpen = this.#usage();
  }

  async feed(source: AudioSource, frame: Buffer): Promise<void> {
    const seq = this.#sent[source];
    this.#sent[source] += 1;
    const first_sample = seq * FRAME_SAMPLES;
    this.#client.sendAudio({
      session: this.#session,
      source,
      seq,
      first_sample,
      pcm: frame.toString("base64"),
    });
    while (this.#sent[source] - this.#consumed[source] >= MAX_FRAMES_IN_FLIGHT) {
      await new Promise<void>((resolve) => {
        this.#waitingForRoom.push(resolve);
      });
    }
  }

  async finish(): Promise<void> {
    const session = this.#session;
    await Promise.all(
      AUDIO_SOURCES.map((source) =>
        this.#client.request("end_of_source", { session, source, next_seq: this.#sent[source] }),
      ),
    );
    await this.#client.request("stop_session", { session, next: this.#sent });
  }

  cost(): EngineCost | null {
    const usage = this.#usage();
    if (usage === null || this.#costAtOpen === null) return null;
    return { ...usage, cpuSeconds: usage.cpuSeconds - this.#costAtOpen.cpuSeconds };
  }

  close(): Promise<void> {
    return this.#client.close(CLOSE_MS);
  }

  #usage(): EngineCost | null {
    return this.#client.pid === undefined ? null : processUsage(this.#client.pid);
  }

  #receive(event: AnyEvent): void {
    switch (event.event) {
      case "model_progress":
        if (event.data.state === "ready") this.#onModelReady();
        return;
      case "audio_consumed":
        this.#consumed[event.data.source] = event.data.next_seq;
        for (const goOn of this.#waitingForRoom.splice(0)) goOn();
        return;
      case "partial_text":
      case "final_text": {
        const { source, utterance, start_sample, end_sample } = event.data;
        const isFinal = event.event === "final_text";
        const text = event.event === "final_text" ? event.data.text : event.data.stable + event.data.tail;
        const times = { startMs: samplesToMs(start_sample), endMs: samplesToMs(end_sample) };
        return this.#onCaption({ source, caption: String(utterance), text, isFinal, ...times });
      }
      default:
        return;
    }
  }
}
