import type { AudioSource } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { SourceState } from "../shared/status.ts";
import { openMicrophone, watchMicrophoneGrant } from "./microphone.ts";
import { openPcmSource, type PcmSource } from "./pcm-source.ts";
import { keepTabAudible, openTabAudio } from "./tab-audio.ts";
import type { FromWorklet } from "./worklet-messages.ts";

export type CapturedFrame = Extract<FromWorklet, { type: "frame" }>;

export interface CaptureCallbacks {
  readonly onFrame: (frame: CapturedFrame) => void;
  readonly onSourceChanged: (source: AudioSource, state: SourceState) => void;
  /** The tab's track ended by itself: the tab was closed. */
  readonly onTabEnded: () => void;
}

/** Both streams of one meeting, from the click to the stop. */
export class Capture {
  readonly #pcm: PcmSource;
  readonly #callbacks: CaptureCallbacks;
  readonly #tabStream: MediaStream;
  readonly #stopPlayback: () => Promise<void>;
  #microphone: { stream: MediaStream; disconnect: () => void } | null = null;
  #isOpeningMicrophone = false;
  readonly #stopped = new AbortController();

  private constructor(pcm: PcmSource, tabStream: MediaStream, callbacks: CaptureCallbacks) {
    this.#pcm = pcm;
    this.#tabStream = tabStream;
    this.#callbacks = callbacks;
    this.#stopPlayback = keepTabAudible(tabStream);
    pcm.connect("tab", tabStream);
    const [track] = tabStream.getAudioTracks();
    track?.addEventListener("ended", () => {
      callbacks.onSourceChanged("tab", { name: "unavailable", reason: "tab_closed" });
      callbacks.onTabEnded();
    });
    callbacks.onSourceChanged("tab", { name: "live", label: track?.label ?? "" });
  }

  /**
   * Opens the tab's audio and starts framing.
   * @throws {EarshotError} `tab_capture_failed` or `capture_stalled`
   */
  static async start(streamId: string, callbacks: CaptureCallbacks): Promise<Capture> {
    const tabStream = await openTabAudio(streamId);
    try {
      return new Capture(await openPcmSource(callbacks.onFrame), tabStream, callbacks);
    } catch (error) {
      stopTracks(tabStream);
      throw error;
    }
  }

  /**
   * Adds the microphone, now or as soon as it is allowed; without one the tab's capture goes on and the source
   * says why (CAP-5).
   */
  async keepMicrophone(deviceId: string | null): Promise<void> {
    await watchMicrophoneGrant(() => void this.#addMicrophone(deviceId), this.#stopped.signal);
    await this.#addMicrophone(deviceId);
  }

  /** Ends everything; frames begun before are delivered. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#pcm.close();
    stopTracks(this.#tabStream);
    if (this.#microphone !== null) stopTracks(this.#microphone.stream);
    await this.#stopPlayback();
    this.#callbacks.onSourceChanged("tab", { name: "off" });
    this.#callbacks.onSourceChanged("mic", { name: "off" });
  }

  async #addMicrophone(deviceId: string | null): Promise<void> {
    if (this.#microphone !== null || this.#isOpeningMicrophone) return;
    this.#isOpeningMicrophone = true;
    try {
      const stream = await openMicrophone(deviceId);
      const disconnect = this.#pcm.connect("mic", stream);
      this.#microphone = { stream, disconnect };
      const [track] = stream.getAudioTracks();
      track?.addEventListener("ended", () => this.#loseMicrophone());
      this.#callbacks.onSourceChanged("mic", { name: "live", label: track?.label ?? "" });
    } catch (error) {
      const reason = EarshotError.from(error).code;
      this.#callbacks.onSourceChanged("mic", { name: "unavailable", reason });
    } finally {
      this.#isOpeningMicrophone = false;
    }
  }

  #loseMicrophone(): void {
    this.#microphone?.disconnect();
    this.#microphone = null;
    this.#callbacks.onSourceChanged("mic", { name: "unavailable", reason: "microphone_lost" });
  }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
