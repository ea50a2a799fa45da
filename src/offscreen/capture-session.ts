import { FRAME_SAMPLES, type NextFrames, samplesToMs } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { OffscreenToBackground } from "../shared/messages/to-background.ts";
import type { BackgroundToOffscreen } from "../shared/messages/to-offscreen.ts";
import type { SampleRange } from "../shared/struck-ranges.ts";
import { Capture } from "./capture.ts";
import { FrameSender } from "./frames/frame-sender.ts";
import { RecordedSources } from "./recorded-sources.ts";
import type { Frame } from "./sources/pcm-source.ts";
import { AudioChunks } from "./stored-audio/audio-chunks.ts";
import { encodeOpus } from "./stored-audio/opus-encoder.ts";
import { UnrenderedAudio } from "./unrendered-audio.ts";

type Start = Extract<BackgroundToOffscreen, { type: "start-capture" }>;

interface CaptureSessionCallbacks {
  readonly post: (message: OffscreenToBackground) => void;
  readonly areLevelsWanted: () => boolean;
  readonly newId: () => string;
}

const COUNTERS_EVERY_FRAMES = 10;

/**
 * One session in this document: its capture and the frames the host does not have yet. A command that comes while the
 * streams are still opening holds as soon as they are open.
 */
export class CaptureSession {
  readonly session: string;
  readonly sender: FrameSender;
  readonly sources: RecordedSources;
  /** What is stored of its audio, where the user wants that. */
  readonly audio: AudioChunks;
  readonly #post: (message: OffscreenToBackground) => void;
  readonly #areLevelsWanted: () => boolean;
  #microphoneDeviceId: string | null = null;
  #isMicrophoneProcessed = true;
  #isPlaybackMuted = false;
  #capture: Capture | null = null;
  #opening: Promise<void> = Promise.resolve();
  /** Where the capture ended on the session's clock, once it is ending. */
  #ending: Promise<number> | null = null;
  #isEndReported = false;
  /** What became of the start, once that is known; a worker may have missed it. */
  #outcome: Extract<OffscreenToBackground, { type: "capture-started" | "capture-failed" }> | null = null;
  #frameCount = 0;
  readonly #unrendered = new UnrenderedAudio();

  constructor(session: string, { post, areLevelsWanted, newId }: CaptureSessionCallbacks) {
    this.session = session;
    this.#post = post;
    this.#areLevelsWanted = areLevelsWanted;
    this.sender = new FrameSender(session, {
      send: (request) => post({ type: "frame", request }),
      onDropped: () => this.#reportCounters(),
      newId,
    });
    this.audio = new AudioChunks({
      encode: encodeOpus,
      post: (chunk) => post({ type: "audio-chunk", session, chunk }),
      onFailed: () => post({ type: "audio-failed", session }),
    });
    this.sources = new RecordedSources({
      position: () => (this.#capture === null ? 0 : this.#capture.position + this.#unrendered.samples),
      onChanged: (source, state) => post({ type: "source-changed", source, state }),
    });
  }

  /** Opens the streams; the outcome is posted, never thrown. */
  async start({
    streamId,
    isMicrophoneWanted,
    microphoneDeviceId,
    isMicrophoneProcessed,
  }: Start): Promise<void> {
    this.#microphoneDeviceId = microphoneDeviceId;
    this.#isMicrophoneProcessed = isMicrophoneProcessed;
    if (isMicrophoneWanted) this.sources.expectMicrophone();
    this.#opening = this.#open(streamId);
    await this.#opening;
    // Stopped meanwhile: what ended it waits for the capture and closes it.
    if (isMicrophoneWanted && this.#ending === null) {
      await this.#capture?.keepMicrophone(this.#microphoneDeviceId, this.#isMicrophoneProcessed);
    }
  }

  chooseMicrophone(deviceId: string | null): void {
    this.#microphoneDeviceId = deviceId;
    this.#capture?.chooseMicrophone(deviceId);
  }

  processMicrophone(isProcessed: boolean): void {
    this.#isMicrophoneProcessed = isProcessed;
    this.#capture?.processMicrophone(isProcessed);
  }

  /** Also while the streams are still opening. */
  mutePlayback(isMuted: boolean): void {
    this.#isPlaybackMuted = isMuted;
    this.#capture?.mutePlayback(isMuted);
  }

  /** The host is ready and has everything below `next`. */
  resume(next: NextFrames): void {
    this.sender.resume(next);
    if (this.#ending !== null && !this.#isEndReported) void this.stop();
  }

  /** The worker is gone, and with it perhaps what it was sent last. */
  backgroundLost(): void {
    this.sender.hold();
    this.#isEndReported = false;
  }

  /** A new worker is there. */
  resend(): void {
    if (this.#outcome !== null) this.#post(this.#outcome);
    this.audio.resend();
  }

  /** What is queued of a span, and what still comes of it, is silence, and nothing of it is stored. */
  strike(range: SampleRange): void {
    this.sender.strike(range);
    this.audio.strike(range);
  }

  /** On Stop: ends the capture and reports once the host has every frame; asked again, it reports again. */
  async stop(): Promise<void> {
    const endSample = await this.#end();
    await this.audio.finish();
    this.sender.whenDrained(() => this.#sendEnd(endSample));
  }

  /** While stopping: what the host has not acknowledged is a gap, and the end is reported now. */
  async giveUpQueue(): Promise<void> {
    if (this.#ending === null) return;
    await this.#ending;
    this.sender.giveUp();
  }

  /** Ends the capture and forgets what is queued. */
  async abandon(): Promise<void> {
    this.sender.hold();
    await this.#end();
  }

  async #open(streamId: string | null): Promise<void> {
    const { session } = this;
    try {
      this.#capture = await Capture.start(streamId, this.sources, {
        onFrame: (frame) => this.#take(frame),
        onTick: ({ completedAtMs, endSample }) => {
          this.#unrendered.observe(performance.now(), completedAtMs, endSample);
          if (!this.sources.isAnyLive) this.#unrendered.lengthenGap();
        },
        isPlaybackMuted: () => this.#isPlaybackMuted,
        onTabEnded: () => {
          const error = new EarshotError("tab_closed", "the tab's audio track ended").toReport(false);
          this.#post({ type: "capture-ended", session, error });
        },
      });
    } catch (error) {
      this.#outcome = { type: "capture-failed", session, error: EarshotError.from(error).toReport(false) };
      this.#post(this.#outcome);
    }
  }

  #end(): Promise<number> {
    this.#ending ??= this.#opening.then(async () => {
      const end = await this.#capture?.stop();
      this.#capture = null;
      this.#unrendered.lengthenGap();
      const endSample = (end?.endSample ?? 0) + this.#unrendered.samples;
      if (end?.isFlushed === false) this.sources.loseTime("overload", endSample);
      return endSample;
    });
    return this.#ending;
  }

  #sendEnd(endSample: number): void {
    this.#isEndReported = true;
    this.#reportCounters();
    const gaps = [...this.sender.openGaps, ...this.sources.openGaps(endSample)];
    this.#post({ type: "capture-stopped", session: this.session, next: this.sender.next, gaps });
  }

  #take({ source, firstSample, pcm, level, completedAtMs }: Frame): void {
    if (this.#outcome === null) {
      const startedAtMs = completedAtMs - samplesToMs(firstSample + FRAME_SAMPLES);
      this.#outcome = { type: "capture-started", session: this.session, startedAtMs };
      this.#post(this.#outcome);
    }
    this.#unrendered.observe(performance.now(), completedAtMs, firstSample + FRAME_SAMPLES);
    if (this.sources.isAnyLive)
      this.#unrendered.leaveGaps(firstSample, (...loss) => this.sources.loseTime(...loss));
    const position = firstSample + this.#unrendered.samples;
    this.sender.push(source, { firstSample: position, pcm, gap: this.sources.gapBefore(source, position) });
    this.audio.push(source, position, pcm);
    if (this.#areLevelsWanted()) this.#post({ type: "level", source, level });
    if (++this.#frameCount % COUNTERS_EVERY_FRAMES === 0) this.#reportCounters();
  }

  #reportCounters(): void {
    this.#post({ type: "counters", capture: this.sender.counters, unrendered: this.#unrendered.figures });
  }
}
