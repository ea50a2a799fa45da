import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import type { ErrorCode } from "../../../protocol/errors.ts";

/** No frame for this long is a stall (CAP-7). */
export const STALL_AFTER_MS = 3000;
/** How often the watch looks: a stall is named within 4 s, the promise is 6. */
export const WATCH_INTERVAL_MS = 1000;

/**
 * Notices when audio stops flowing (pure: the time is passed in). Digital silence still flows as frames, so
 * what stops them is never a quiet meeting but a broken pipeline.
 */
export class FrameWatch {
  readonly #capturedAtMs = new Map<AudioSource, number>();
  readonly #storedAtMs = new Map<AudioSource, number>();

  /** A source began to be expected. */
  expect(source: AudioSource, nowMs: number): void {
    this.#capturedAtMs.set(source, nowMs);
    this.#storedAtMs.set(source, nowMs);
  }

  /** A source is no longer expected. */
  forget(source: AudioSource): void {
    this.#capturedAtMs.delete(source);
    this.#storedAtMs.delete(source);
  }

  /** Whether any source is to deliver. */
  get isExpecting(): boolean {
    return this.#capturedAtMs.size > 0;
  }

  captured(source: AudioSource, nowMs: number): void {
    if (this.#capturedAtMs.has(source)) this.#capturedAtMs.set(source, nowMs);
  }

  stored(source: AudioSource, nowMs: number): void {
    if (this.#storedAtMs.has(source)) this.#storedAtMs.set(source, nowMs);
  }

  /** Why audio does not flow, null when all expected sources do. The capture's own silence is named first. */
  verdict(nowMs: number): ErrorCode | null {
    const isLate = (times: ReadonlyMap<AudioSource, number>) =>
      AUDIO_SOURCES.some((source) => nowMs - (times.get(source) ?? nowMs) >= STALL_AFTER_MS);
    if (isLate(this.#capturedAtMs)) return "capture_stalled";
    return isLate(this.#storedAtMs) ? "frames_not_stored" : null;
  }
}
