import { randomUUID } from "node:crypto";
import { FRAME_SAMPLES, samplesToMs } from "../../../protocol/audio.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../../protocol/limits.ts";
import type { AnyEvent } from "../../../protocol/messages.ts";
import type { TranscriptionSettings } from "../../../protocol/settings.ts";
import type { Arrival } from "../engine/caption-engine.ts";
import { RoomForFrames } from "../engine/room-for-frames.ts";
import type { SidecarClient } from "../engine/sidecar-client.ts";
import { readFrames } from "./sound.ts";

/** Behind the clip, in which its last words are finished. */
const SILENCE_FRAMES = 10;

/** One session over one sound, in the tab. */
export class ClipSession {
  readonly #client: SidecarClient;
  readonly #settings: TranscriptionSettings;
  readonly #session = randomUUID();
  readonly #room = new RoomForFrames(MAX_FRAMES_IN_FLIGHT);
  readonly arrivals: Arrival[] = [];

  constructor(client: SidecarClient, settings: TranscriptionSettings) {
    this.#client = client;
    this.#settings = settings;
  }

  async transcribe(file: string): Promise<void> {
    const session = this.#session;
    const settings = this.#settings;
    const spoken = await readFrames(file);
    const frames = [...spoken, ...spoken.slice(0, SILENCE_FRAMES).map(({ length }) => Buffer.alloc(length))];
    const started_at = new Date().toISOString();
    await this.#client.request("start_session", { session, started_at, settings });
    for (const [seq, frame] of frames.entries()) {
      const pcm = frame.toString("base64");
      this.#client.sendAudio({ session, source: "tab", seq, first_sample: seq * FRAME_SAMPLES, pcm });
      await this.#room.wait("tab", seq + 1);
    }
    await this.#client.request("end_of_source", { session, source: "tab", next_seq: frames.length });
    await this.#client.request("stop_session", { session, next: { tab: frames.length, mic: 0 } });
  }

  receive(event: AnyEvent): void {
    if (event.event === "audio_consumed") return this.#room.consumed(event.data.source, event.data.next_seq);
    if (event.event !== "final_text" || event.data.session !== this.#session) return;
    const { source, utterance, text, start_sample, end_sample, language } = event.data;
    const times = { startMs: samplesToMs(start_sample), endMs: samplesToMs(end_sample) };
    const arrival = { atMs: times.endMs, source, caption: String(utterance), text, isFinal: true, ...times };
    this.arrivals.push(language === null ? arrival : { ...arrival, language });
  }
}
