import { randomUUID } from "node:crypto";
import { AUDIO_SOURCES, type AudioSource, FRAME_SAMPLES, samplesToMs } from "../../../protocol/audio.ts";
import type { EventData } from "../../../protocol/events.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../../protocol/limits.ts";
import type { AnyEvent } from "../../../protocol/messages.ts";
import type { CoverageReport, HealthReport } from "../../../protocol/reports.ts";
import { within } from "../../runtime/within.ts";
import type { Caption, CaptionEngine, OpenEngine } from "./caption-engine.ts";
import { LoadedSidecar, type SidecarOptions } from "./loaded-sidecar.ts";
import { RoomForFrames } from "./room-for-frames.ts";

const START_MS = 180_000;

/** Which of Earshot's engines. */
export interface SidecarChoice extends SidecarOptions {
  /** A code such as `ja`, or `auto`; absent: English. */
  readonly language?: string;
}

/** Earshot's own sidecar, behind the driver that any engine gets. */
export function sidecarEngine({ language = "en", ...options }: SidecarChoice = {}): OpenEngine {
  return async (onCaption) => {
    const sidecar = await LoadedSidecar.open(options, language);
    try {
      return await within(SidecarSession.start(sidecar, language, onCaption), START_MS, "a session's start");
    } catch (error) {
      await sidecar.close();
      throw error;
    }
  };
}

/** One session of a loaded sidecar, which `close` ends with it. */
export class SidecarSession implements CaptionEngine {
  readonly #session = randomUUID();
  readonly #sidecar: LoadedSidecar;
  readonly #onCaption: (caption: Caption) => void;
  readonly #sent: Record<AudioSource, number> = { tab: 0, mic: 0 };
  readonly #room = new RoomForFrames(MAX_FRAMES_IN_FLIGHT);
  /** The partial of an utterance that has no final yet, per source: there is one at a time. */
  readonly #open: Record<AudioSource, Caption | null> = { tab: null, mic: null };

  private constructor(sidecar: LoadedSidecar, onCaption: (caption: Caption) => void) {
    this.#sidecar = sidecar;
    this.#onCaption = onCaption;
    sidecar.onEvent = (event) => this.#receive(event);
  }

  static async start(
    sidecar: LoadedSidecar,
    language: string,
    onCaption: (caption: Caption) => void,
  ): Promise<SidecarSession> {
    const started = new SidecarSession(sidecar, onCaption);
    const session = started.#session;
    const started_at = new Date().toISOString();
    await sidecar.request("start_session", { session, started_at, settings: sidecar.settingsFor(language) });
    return started;
  }

  get processId(): number | undefined {
    return this.#sidecar.processId;
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
    return this.#sidecar.close();
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
