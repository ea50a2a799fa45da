import type { CaptureCallbacks } from "../../../src/offscreen/capture.ts";
import type { RecordedSources } from "../../../src/offscreen/recorded-sources.ts";

const OPENING_MS = 50;
const FRAME_MS = 800;
const FRAME_SAMPLES = 1600;

/** Both streams of a meeting, without a browser: a frame now and then of whatever is recorded. */
export class FakeCapture {
  /** What the tests may look at: the captures that were not stopped. */
  static readonly running = new Set<FakeCapture>();
  /** Set to have the browser refuse. */
  static failure: Error | null = null;
  position = 0;
  microphone: string | null = null;
  readonly recorded = new Set<"tab" | "mic">();
  readonly #sources: RecordedSources;
  readonly #callbacks: CaptureCallbacks;

  private constructor(streamId: string | null, sources: RecordedSources, callbacks: CaptureCallbacks) {
    this.#sources = sources;
    this.#callbacks = callbacks;
    FakeCapture.running.add(this);
    if (streamId !== null) this.#open("tab");
    setTimeout(() => this.#tick(), FRAME_MS);
  }

  static async start(
    streamId: string | null,
    sources: RecordedSources,
    callbacks: CaptureCallbacks,
  ): Promise<FakeCapture> {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, OPENING_MS);
    });
    if (FakeCapture.failure !== null) throw FakeCapture.failure;
    return new FakeCapture(streamId, sources, callbacks);
  }

  keepMicrophone(deviceId: string | null): Promise<void> {
    this.microphone = deviceId;
    this.#open("mic");
    return Promise.resolve();
  }

  processMicrophone(): void {}

  chooseMicrophone(deviceId: string | null): void {
    this.microphone = deviceId;
  }

  stop(): Promise<number> {
    FakeCapture.running.delete(this);
    this.#sources.close();
    return Promise.resolve(this.position);
  }

  #open(source: "tab" | "mic"): void {
    const input = {
      connect: () => void this.recorded.add(source),
      disconnect: () => void this.recorded.delete(source),
      close: () => void this.recorded.delete(source),
    };
    this.#sources.open(source, input, source);
  }

  #tick(): void {
    if (!FakeCapture.running.has(this)) return;
    for (const source of this.recorded) {
      const pcm = new Int16Array(FRAME_SAMPLES);
      const level = { rms: 0, peak: 0 };
      this.#callbacks.onFrame({
        type: "frame",
        source,
        firstSample: this.position,
        pcm,
        level,
        completedAtMs: Date.now(),
      });
    }
    this.position += FRAME_SAMPLES;
    setTimeout(() => this.#tick(), FRAME_MS);
  }
}
