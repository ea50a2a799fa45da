import type { RecordedSources } from "./recorded-sources.ts";
import { MicrophoneConnection } from "./sources/microphone.ts";
import { type CaptureEnd, openPcmSource, type PcmCallbacks, type PcmSource } from "./sources/pcm-source.ts";
import { stopTracks } from "./sources/stop-tracks.ts";
import { openTabAudio, playTab, type TabPlayback } from "./sources/tab-audio.ts";

export interface CaptureCallbacks extends PcmCallbacks {
  /** Whether the browser mutes the tab at the moment its playback begins. */
  readonly isPlaybackMuted: () => boolean;
  /** The tab's track ended by itself: the tab was closed. */
  readonly onTabEnded: () => void;
}

/** Both streams of one meeting, or the microphone's alone, from the click to the stop. What is recorded of them is up to `sources`. */
export class Capture {
  readonly #pcm: PcmSource;
  readonly #sources: RecordedSources;
  readonly #tab: { readonly stream: MediaStream; readonly playback: TabPlayback } | null;
  readonly #microphone: MicrophoneConnection;

  private constructor(
    pcm: PcmSource,
    tabStream: MediaStream | null,
    sources: RecordedSources,
    { isPlaybackMuted, onTabEnded }: CaptureCallbacks,
  ) {
    this.#pcm = pcm;
    this.#sources = sources;
    this.#tab =
      tabStream === null ? null : { stream: tabStream, playback: playTab(tabStream, isPlaybackMuted()) };
    tabStream?.getAudioTracks()[0]?.addEventListener("ended", () => {
      sources.lose("tab", "tab_closed");
      onTabEnded();
    });
    if (tabStream !== null) this.#record("tab", tabStream);
    this.#microphone = new MicrophoneConnection({
      onOpened: (stream) => this.#record("mic", stream),
      onLost: (reason) => sources.lose("mic", reason),
    });
  }

  /**
   * Opens the tab's audio, where there is a tab, and starts framing.
   * @throws {EarshotError} `tab_capture_failed` or `capture_stalled`
   */
  static async start(
    streamId: string | null,
    sources: RecordedSources,
    callbacks: CaptureCallbacks,
  ): Promise<Capture> {
    const tabStream = streamId === null ? null : await openTabAudio(streamId);
    try {
      return new Capture(await openPcmSource(callbacks), tabStream, sources, callbacks);
    } catch (error) {
      if (tabStream !== null) stopTracks(tabStream);
      throw error;
    }
  }

  /** The sample that the audio thread's clock has come to. */
  get position(): number {
    return this.#pcm.position();
  }

  /**
   * Adds the microphone, now or as soon as there is one; without one the tab's capture goes on and the source
   * says why (CAP-5).
   */
  keepMicrophone(deviceId: string | null, isProcessed: boolean): Promise<void> {
    return this.#microphone.keep(deviceId, isProcessed);
  }

  chooseMicrophone(deviceId: string | null): void {
    this.#microphone.choose(deviceId);
  }

  processMicrophone(isProcessed: boolean): void {
    this.#microphone.process(isProcessed);
  }

  mutePlayback(isMuted: boolean): void {
    this.#tab?.playback.mute(isMuted);
  }

  /** Ends everything; frames begun before are delivered, and none after that. */
  async stop(): Promise<CaptureEnd> {
    this.#microphone.stop();
    const end = await this.#pcm.close();
    if (this.#tab !== null) stopTracks(this.#tab.stream);
    await this.#tab?.playback.end();
    this.#sources.close();
    return end;
  }

  #record(source: "tab" | "mic", stream: MediaStream): void {
    const label = stream.getAudioTracks()[0]?.label ?? "";
    this.#sources.open(source, this.#pcm.input(source, stream), label);
  }
}
