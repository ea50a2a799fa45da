import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import type { AudioGap } from "../../protocol/audio-schema.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import type { GapReason } from "../../protocol/gaps.ts";
import type { SilenceReason, SourceState } from "../shared/status.ts";
import { GapMarks } from "./frames/gap-marks.ts";
import { type SourceInput, SourceSwitch } from "./sources/source-switch.ts";

interface RecordedSourcesCallbacks {
  /** The sample that the session's clock has come to; 0 before the capture is open. */
  readonly position: () => number;
  readonly onChanged: (source: AudioSource, state: SourceState) => void;
}

/** What is recorded of each source, and why the rest is not: a meeting's switches and the marks they leave. */
export class RecordedSources {
  readonly #position: () => number;
  readonly #switches: Readonly<Record<AudioSource, SourceSwitch>>;
  readonly #marks = new GapMarks();

  constructor({ position, onChanged }: RecordedSourcesCallbacks) {
    this.#position = position;
    this.#switches = {
      tab: new SourceSwitch((state) => onChanged("tab", state)),
      mic: new SourceSwitch((state) => onChanged("mic", state)),
    };
  }

  get states(): Readonly<Record<AudioSource, SourceState>> {
    return { tab: this.#switches.tab.state, mic: this.#switches.mic.state };
  }

  /** Whether anything is recorded at present. */
  get isAnyLive(): boolean {
    return AUDIO_SOURCES.some((source) => this.#switches[source].state.name === "live");
  }

  open(source: AudioSource, input: SourceInput, label: string): void {
    this.#switches[source].open(input, label);
    this.#marks.end(source, "microphone_off", this.#position());
  }

  /** From now on the lack of a microphone is a gap of reason `microphone_off`, not a choice. */
  expectMicrophone(): void {
    this.#marks.begin("mic", "microphone_off", this.#position());
  }

  /** Its stream is gone, or never came; a microphone's loss is a gap until another one is opened. */
  lose(source: AudioSource, reason: ErrorCode): void {
    this.#switches[source].lose(reason);
    if (source === "mic") this.expectMicrophone();
  }

  silence(source: AudioSource, reason: SilenceReason): void {
    if (this.#switches[source].silence(reason)) this.#marks.begin(source, reason, this.#position());
  }

  unsilence(source: AudioSource, reason: SilenceReason): void {
    if (this.#switches[source].unsilence(reason)) this.#marks.end(source, reason, this.#position());
  }

  /** Neither source was rendered for a while that ends at `sample`, by which the clock has just been moved on by `samples`. */
  loseTime(reason: GapReason, sample: number, samples = 0): void {
    this.#marks.lose(reason, sample, samples);
  }

  /** Why audio is missing before the source's next frame, if it is. */
  gapBefore(source: AudioSource, firstSample: number): GapReason | undefined {
    return this.#marks.frame(source, firstSample);
  }

  /** The gaps that the capture's end leaves open. */
  openGaps(endSample: number): readonly AudioGap[] {
    return this.#marks.openAt(endSample);
  }

  close(): void {
    for (const source of AUDIO_SOURCES) this.#switches[source].close();
  }
}
