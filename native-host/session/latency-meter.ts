import type { AudioSource } from "../../protocol/audio.ts";

/** Timing one frame a second keeps the list small when the sidecar is hours behind. */
const FRAMES_PER_SAMPLE = 10;

/** Two hours of lag per source; what comes then is not timed. */
const MAX_WAITING = 7_200;

/** Mean time from a frame's arrival to its being taken in by the sidecar. */
export class LatencyMeter {
  readonly #waiting: Record<AudioSource, { seq: number; sinceMs: number }[]> = { tab: [], mic: [] };
  #totalMs = 0;
  #samples = 0;

  get averageMs(): number {
    return this.#samples === 0 ? 0 : this.#totalMs / this.#samples;
  }

  received(source: AudioSource, seq: number, nowMs: number): void {
    const waiting = this.#waiting[source];
    if (seq % FRAMES_PER_SAMPLE === 0 && waiting.length < MAX_WAITING) waiting.push({ seq, sinceMs: nowMs });
  }

  consumed(source: AudioSource, nextSeq: number, nowMs: number): void {
    const waiting = this.#waiting[source];
    const firstLeft = waiting.findIndex(({ seq }) => seq >= nextSeq);
    for (const { sinceMs } of waiting.splice(0, firstLeft === -1 ? waiting.length : firstLeft)) {
      this.#totalMs += nowMs - sinceMs;
      this.#samples += 1;
    }
  }
}
