import type { AudioSource } from "../../protocol/audio.ts";
import type { EventData } from "../../protocol/events.ts";
import { MAX_STRETCH_BASE64_LENGTH } from "../../protocol/limits.ts";
import type { JournalEvent } from "../journal/journal-event.ts";

/** A closed stretch whose final can be transcribed again. Times in samples. */
export interface Stretch {
  readonly source: AudioSource;
  readonly utterance: number;
  /** What was transcribed, and is to be again: a little more than the speech. */
  readonly startSample: number;
  readonly endSample: number;
  readonly final: Pick<EventData<"final_text">, "start_sample" | "end_sample" | "language">;
  /** What was said right before on this source; empty for nothing. */
  readonly context: string;
}

/** A stretch that fits into one message. */
const MAX_SAMPLES = Math.floor((MAX_STRETCH_BASE64_LENGTH / 4) * 3 * 0.5);
/** Across a longer pause the words before say little about what follows. */
const CONTEXT_WITHIN_SAMPLES = 3 * 16_000;

type Final = EventData<"final_text">;

/**
 * The stretches that nobody has transcribed again yet, in the order they were closed (pure). It is fed with everything
 * that is kept of a session, from its beginning on, so that a new host goes on where the one before was.
 */
export class CorrectionQueue {
  readonly #waiting = new Map<string, Stretch>();
  readonly #done = new Set<string>();
  /** The final of the utterance that is about to be closed, and the one before. */
  readonly #finals: Record<AudioSource, readonly Final[]> = { tab: [], mic: [] };

  get counts(): { readonly done: number; readonly left: number } {
    return { done: this.#done.size, left: this.#waiting.size };
  }

  /** The one that has waited longest; it counts as left until it is done. */
  get next(): Stretch | null {
    for (const stretch of this.#waiting.values()) return stretch;
    return null;
  }

  /** There is another version of it, or there will be none. */
  done(stretch: Pick<Stretch, "source" | "utterance">): void {
    this.#waiting.delete(keyOf(stretch));
    this.#done.add(keyOf(stretch));
  }

  note(event: JournalEvent): void {
    switch (event.event) {
      case "final_text":
        this.#finals[event.data.source] = [event.data, ...this.#finals[event.data.source].slice(0, 1)];
        return;
      case "speech_end":
        return this.#close(event.data);
      case "corrected_text":
        return this.done(event.data);
      case "suppressed_text":
      case "no_speech":
      case "gap":
        return;
      default:
        return event satisfies never;
    }
  }

  #close({ source, utterance, start_sample, end_sample }: EventData<"speech_end">): void {
    const [final, before] = this.#finals[source];
    const isWorthIt = final?.utterance === utterance && final.text.trim() !== "";
    if (!isWorthIt || end_sample - start_sample > MAX_SAMPLES) return;
    const key = keyOf({ source, utterance });
    if (this.#done.has(key)) return;
    const isNear = before !== undefined && start_sample - before.end_sample <= CONTEXT_WITHIN_SAMPLES;
    const context = isNear ? before.text : "";
    const times = { startSample: start_sample, endSample: end_sample };
    this.#waiting.set(key, { source, utterance, ...times, final, context });
  }
}

function keyOf({ source, utterance }: Pick<Stretch, "source" | "utterance">): string {
  return `${source} ${utterance}`;
}
