import { type ReadonlySignal, signal } from "@preact/signals";
import { SAMPLE_RATE } from "../../../protocol/audio.ts";
import { errorKind } from "../../../protocol/errors.ts";
import type { ChunkPlace } from "../../shared/audio/stored-audio.ts";
import type { StoredAudio } from "../../shared/messages/to-views.ts";
import { decodeChunks, mixed, wavAddress } from "./decode-audio.ts";

/** Asks the background for the chunks that reach into a span. */
export type AskAudio = (startSample: number, samples: number) => Promise<StoredAudio>;

export const SPEEDS = [0.75, 1, 1.25, 1.5, 2] as const;

/** As much is decoded at once: 640 kB, in a moment. What follows is decoded while it plays. */
const PART_SAMPLES = 20 * SAMPLE_RATE;

const FAILED = Symbol("failed");

/** A part of the meeting as the browser plays it. */
interface Part {
  readonly startSample: number;
  readonly endSample: number;
  readonly address: string;
}

/**
 * Plays what is stored of one meeting's audio, both sources together, part by part. It jumps over what has no audio at all. The
 * element keeps the pitch at any speed.
 */
export class Player {
  readonly #ask: AskAudio;
  readonly #spans: readonly ChunkPlace[];
  /** Where the last audio ends. */
  readonly #end: number;
  readonly #audio = new Audio();
  readonly #position = signal(0);
  readonly #state = signal<"still" | "loading" | "playing" | "failed">("still");
  readonly #speed = signal(1);
  #part: Part | null = null;
  /** What follows, while it is loaded. */
  #next: { readonly from: number; readonly part: Promise<Part | typeof FAILED | null> } | null = null;
  /** Counts what the user asked for: what was begun for an earlier wish is dropped. */
  #wish = 0;

  /** `spans`: where there is audio, in order of time. */
  constructor(spans: readonly ChunkPlace[], ask: AskAudio) {
    this.#spans = spans;
    this.#end = Math.max(...spans.map(({ endSample }) => endSample));
    this.#ask = ask;
    this.#audio.addEventListener("timeupdate", () => this.#moved());
    this.#audio.addEventListener("ended", () => {
      if (this.#part !== null && this.#state.value === "playing") void this.playFrom(this.#part.endSample);
    });
  }

  /** The sample that is heard, or would be. */
  get position(): ReadonlySignal<number> {
    return this.#position;
  }

  get state(): ReadonlySignal<"still" | "loading" | "playing" | "failed"> {
    return this.#state;
  }

  get speed(): ReadonlySignal<number> {
    return this.#speed;
  }

  /** From that sample on, or where the next audio is; at the end it stands still. */
  async playFrom(sample: number): Promise<void> {
    const wish = ++this.#wish;
    const from = this.#nextAudio(Math.max(0, sample));
    this.#position.value = from ?? this.#end;
    if (from === null) return this.pause();
    try {
      if (!isIn(this.#part, from)) {
        this.#state.value = "loading";
        this.#audio.pause();
        const part = await this.#takePart(from);
        if (wish !== this.#wish) return;
        // Where nothing of it can be read any more, it goes on behind that.
        if (part === null) return await this.playFrom(from + PART_SAMPLES);
        this.#show(part);
      }
      this.#audio.currentTime = (from - (this.#part?.startSample ?? from)) / SAMPLE_RATE;
      this.#audio.playbackRate = this.#speed.value;
      await this.#audio.play();
      if (wish === this.#wish) this.#state.value = "playing";
    } catch (cause) {
      if (wish !== this.#wish) return;
      console.warn("Earshot cannot play this:", errorKind(cause));
      this.#state.value = "failed";
    }
  }

  /** Goes on where it stands; at the end it begins again. */
  play(): Promise<void> {
    const { value: sample } = this.#position;
    return this.playFrom(sample < this.#end ? sample : 0);
  }

  pause(): void {
    this.#wish += 1;
    this.#audio.pause();
    this.#state.value = "still";
  }

  /** Goes to another moment, and on playing if it does. */
  move(seconds: number): void {
    const sample = Math.min(Math.max(0, this.#position.value + seconds * SAMPLE_RATE), this.#end);
    if (this.#state.value === "playing" || this.#state.value === "loading") void this.playFrom(sample);
    else this.#position.value = sample;
  }

  setSpeed(speed: number): void {
    this.#speed.value = speed;
    this.#audio.playbackRate = speed;
  }

  /** The meeting is not shown any more. */
  close(): void {
    this.pause();
    this.#next = null;
    this.#show(null);
  }

  #moved(): void {
    const part = this.#part;
    if (part === null || this.#state.value !== "playing") return;
    this.#position.value = part.startSample + Math.round(this.#audio.currentTime * SAMPLE_RATE);
    const following = this.#nextAudio(part.endSample);
    if (following === null || this.#next?.from === following) return;
    // One that fails is loaded again once it is its turn.
    this.#next = { from: following, part: this.#load(following).catch(() => FAILED) };
  }

  /** The part that begins there, for one that plays it; null where nothing of it can be read. */
  async #takePart(from: number): Promise<Part | null> {
    const next = this.#next;
    this.#next = null;
    const part = next?.from === from ? await next.part : FAILED;
    return part === FAILED ? this.#load(from) : part;
  }

  /** The first sample from `sample` on that has audio; null where there is none any more. */
  #nextAudio(sample: number): number | null {
    const ahead = this.#spans.filter(({ endSample }) => endSample > sample);
    return ahead.length === 0
      ? null
      : Math.max(sample, Math.min(...ahead.map(({ startSample }) => startSample)));
  }

  async #load(startSample: number): Promise<Part | null> {
    const stored = await this.#ask(startSample, PART_SAMPLES);
    if (stored.name === "unreadable") throw new Error(stored.error.code);
    const samples = Math.min(
      PART_SAMPLES,
      Math.max(...stored.chunks.map(({ endSample }) => endSample)) - startSample,
    );
    if (samples <= 0) return null;
    const pcm = mixed(await decodeChunks(stored.chunks), startSample, samples);
    return { startSample, endSample: startSample + samples, address: wavAddress(pcm) };
  }

  #show(part: Part | null): void {
    this.#part = part;
    if (part === null) this.#audio.removeAttribute("src");
    else this.#audio.src = part.address;
  }
}

function isIn(part: Part | null, sample: number): boolean {
  return part !== null && part.startSample <= sample && sample < part.endSample;
}
