import { type AudioSource, FRAME_SAMPLES, samplesToMs } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { BackgroundToOffscreen, OffscreenToBackground } from "../shared/messages.ts";
import type { SourceState } from "../shared/status.ts";
import { Capture, type CapturedFrame } from "./capture.ts";
import { ClockWatch } from "./clock-watch.ts";
import { FrameSender } from "./frame-sender.ts";

type Start = Extract<BackgroundToOffscreen, { type: "start-capture" }>;

interface CaptureSessionCallbacks {
  readonly post: (message: OffscreenToBackground) => void;
  readonly areLevelsWanted: () => boolean;
  readonly newId: () => string;
}

const COUNTERS_EVERY_FRAMES = 10;

/** One session in this document: its capture and the frames the host does not have yet. */
export class CaptureSession {
  readonly session: string;
  readonly sender: FrameSender;
  readonly #post: (message: OffscreenToBackground) => void;
  readonly #areLevelsWanted: () => boolean;
  #sources: Record<AudioSource, SourceState> = { tab: { name: "off" }, mic: { name: "off" } };
  #capture: Capture | null = null;
  #isStarted = false;
  #frameCount = 0;
  readonly #clock = new ClockWatch();
  #lostSamples = 0;

  constructor(session: string, { post, areLevelsWanted, newId }: CaptureSessionCallbacks) {
    this.session = session;
    this.#post = post;
    this.#areLevelsWanted = areLevelsWanted;
    this.sender = new FrameSender(session, {
      send: (request) => post({ type: "frame", request }),
      onDropped: () => this.#reportCounters(),
      newId,
    });
  }

  get sources(): Readonly<Record<AudioSource, SourceState>> {
    return this.#sources;
  }

  /** Opens the streams; the outcome is posted, never thrown. */
  async start(command: Start): Promise<void> {
    const { session } = this;
    try {
      this.#capture = await Capture.start(command.streamId, {
        onFrame: (frame) => this.#take(frame),
        onSourceChanged: (source, state) => {
          this.#sources[source] = state;
          this.#post({ type: "source-changed", source, state });
        },
        onTabEnded: () => {
          const error = new EarshotError("tab_closed", "the tab's audio track ended").toReport(false);
          this.#post({ type: "capture-ended", session, error });
        },
      });
    } catch (error) {
      this.#post({ type: "capture-failed", session, error: EarshotError.from(error).toReport(false) });
      return;
    }
    if (command.isMicrophoneWanted) await this.#capture.keepMicrophone(command.microphoneDeviceId);
  }

  /** Ends the capture and reports once the host has every frame. */
  async stop(): Promise<void> {
    await this.#capture?.stop();
    this.#capture = null;
    this.sender.whenDrained(() => {
      this.#reportCounters();
      this.#post({ type: "capture-stopped", session: this.session, next: this.sender.next, gaps: [] });
    });
  }

  /** Ends the capture and forgets what is queued. */
  async abandon(): Promise<void> {
    this.sender.hold();
    await this.#capture?.stop();
    this.#capture = null;
  }

  #take({ source, firstSample, pcm, level, completedAtMs }: CapturedFrame): void {
    if (!this.#isStarted) {
      this.#isStarted = true;
      const startedAtMs = completedAtMs - samplesToMs(firstSample + FRAME_SAMPLES);
      this.#post({ type: "capture-started", session: this.session, startedAtMs });
    }
    // Sound that was never rendered leaves a gap of its true length; time does not shift.
    this.#lostSamples += this.#clock.observe(performance.now(), completedAtMs, firstSample + FRAME_SAMPLES);
    this.sender.push(source, firstSample + this.#lostSamples, pcm);
    if (this.#areLevelsWanted()) this.#post({ type: "level", source, level });
    if (++this.#frameCount % COUNTERS_EVERY_FRAMES === 0) this.#reportCounters();
  }

  #reportCounters(): void {
    const lostMs = samplesToMs(this.#lostSamples);
    this.#post({ type: "counters", capture: this.sender.counters, lostMs });
  }
}
