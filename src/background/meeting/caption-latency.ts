import { type AudioSource, samplesToMs } from "../../../protocol/audio.ts";
import type { OverlayToBackground } from "../../shared/messages/to-background.ts";
import type { Diagnostics, LatencySummary } from "../../shared/status.ts";
import type { Segment } from "../../shared/transcript.ts";

type Shown = Extract<OverlayToBackground, { type: "caption-shown" }>;

interface Delays {
  /**
   * From the onset of an utterance's speech to its first words on the page. A line that was cut off from the one before it is
   * none: its first words stood at the end of that one already.
   */
  readonly firstPartialMs: number[];
  /** From the end of an utterance's speech to its final text on the page. */
  readonly finalMs: number[];
  /** The sample up to which text has stood on the page. */
  shownUntil: number;
  readonly begun: Set<number>;
  readonly ended: Set<number>;
}

/** Measures what a reader waits, from the overlay's reports of what it has painted. */
export class CaptionLatency {
  readonly #delays: Readonly<Record<AudioSource, Delays>> = { tab: newDelays(), mic: newDelays() };

  /** `segment` is what the painted caption shows; `startedAtMs` the session's sample 0 in epoch time. */
  add(shown: Shown, segment: Segment, startedAtMs: number): void {
    const delays = this.#delays[shown.source];
    const since = (sample: number) => shown.shownAtMs - (startedAtMs + samplesToMs(sample));
    if (!delays.begun.has(shown.utterance)) {
      delays.begun.add(shown.utterance);
      const isContinuation = segment.startSample < delays.shownUntil;
      if (!segment.isFinal && !isContinuation) delays.firstPartialMs.push(since(segment.startSample));
    }
    delays.shownUntil = Math.max(delays.shownUntil, segment.endSample);
    if (segment.isFinal && shown.revision === segment.revision && !delays.ended.has(shown.utterance)) {
      delays.ended.add(shown.utterance);
      delays.finalMs.push(since(segment.endSample));
    }
  }

  summary(): Diagnostics["latency"] {
    return { tab: summariseDelays(this.#delays.tab), mic: summariseDelays(this.#delays.mic) };
  }
}

function summariseDelays({ firstPartialMs, finalMs }: Delays) {
  return { firstPartialMs: summarise(firstPartialMs), finalMs: summarise(finalMs) };
}

/** Median and 95th percentile by nearest rank. */
export function summarise(values: readonly number[]): LatencySummary {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
  return { count: sorted.length, p50: rank(0.5), p95: rank(0.95) };
}

function newDelays(): Delays {
  return { firstPartialMs: [], finalMs: [], shownUntil: 0, begun: new Set(), ended: new Set() };
}
