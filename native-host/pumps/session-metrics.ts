import { AUDIO_SOURCES, type AudioSource, type NextFrames } from "../../protocol/audio.ts";
import type { ProcessMetrics, SessionMetrics } from "../../protocol/reports.ts";

/** Where the frames of both sources stand: numbers below these are in the journal, sent, taken in by the sidecar. */
export interface Positions {
  readonly journalled: NextFrames;
  readonly sent: NextFrames;
  readonly consumed: NextFrames;
}

/**
 * Counts what happens in one session (IPC-12). Frames are counted by position, so journalled = sent + queued
 * holds by construction, also when a resumed session starts in the middle.
 */
export class SessionCounters {
  eventsReceived = 0;
  parseErrors = 0;
  ipcErrors = 0;
  restarts = 0;
  deadlocks = 0;
  readonly #latency = new LatencyMeter();
  readonly #received: Record<AudioSource, number> = { tab: 0, mic: 0 };
  readonly #duplicated: Record<AudioSource, number> = { tab: 0, mic: 0 };
  /** One more than the highest frame number seen. */
  readonly #seen: Record<AudioSource, number> = { tab: 0, mic: 0 };

  frameReceived(source: AudioSource, seq: number): void {
    this.#received[source] += 1;
    this.#seen[source] = Math.max(this.#seen[source], seq + 1);
  }

  frameStored(source: AudioSource, seq: number, nowMs: number): void {
    this.#latency.received(source, seq, nowMs);
  }

  frameDuplicated(source: AudioSource): void {
    this.#duplicated[source] += 1;
  }

  framesConsumed(source: AudioSource, nextSeq: number, nowMs: number): void {
    this.#latency.consumed(source, nextSeq, nowMs);
  }

  /** @param damagedRecords of the journal */
  report(positions: Positions, damagedRecords: number, processes: ProcessMetrics[]): SessionMetrics {
    return {
      frames_sent: sum((source) => positions.sent[source]),
      /** Seen but not in the journal: back to 0 once the sender has sent them again, what is left at the end is lost. */
      frames_dropped: sum((source) => Math.max(0, this.#seen[source] - positions.journalled[source])),
      events_received: this.eventsReceived,
      parse_errors: this.parseErrors,
      ipc_errors: this.ipcErrors,
      avg_latency_ms: this.#latency.averageMs,
      restarts: this.restarts,
      damaged_records: damagedRecords,
      deadlocks: this.deadlocks,
      sources: { tab: this.#ofSource("tab", positions), mic: this.#ofSource("mic", positions) },
      processes,
    };
  }

  #ofSource(
    source: AudioSource,
    { journalled, sent, consumed }: Positions,
  ): SessionMetrics["sources"]["tab"] {
    return {
      received: this.#received[source],
      duplicated: this.#duplicated[source],
      journalled: journalled[source],
      sent: sent[source],
      consumed: consumed[source],
    };
  }
}

function sum(count: (source: AudioSource) => number): number {
  return AUDIO_SOURCES.reduce((total, source) => total + count(source), 0);
}

/** Timing one frame a second keeps the list small when the sidecar lags by hours. */
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
