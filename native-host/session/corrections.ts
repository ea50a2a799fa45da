import { AUDIO_SOURCES, type AudioSource, SAMPLE_RATE } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { EventData } from "../../protocol/events.ts";
import { MAX_UTTERANCE_BASE64_LENGTH } from "../../protocol/limits.ts";
import type { HealthReport, ModelProgress } from "../../protocol/reports.ts";
import type { Params, Result } from "../../protocol/requests.ts";
import type { Journal } from "../journal/journal.ts";
import type { JournalEvent } from "../journal/journal-event.ts";
import type { Transcription } from "../pumps/transcription.ts";
import { Deferred } from "../runtime/waiting.ts";

/** While live captions lag by more, there is no time for those that are made already. */
const MAX_LIVE_LAG_SAMPLES = 2 * SAMPLE_RATE;
/** Sidecars lost in a row over a correction, before it is taken for the cause: the supervisor gives up at the fourth loss. */
const MAX_LOSSES_IN_A_ROW = 2;

export interface CorrectionParts {
  readonly session: string;
  readonly journal: Pick<Journal, "record" | "span" | "lagSamples" | "events">;
  readonly transcription: Pick<Transcription, "correct" | "isUnderWay" | "isUnavailable">;
  /** What is known of the model that makes the live captions. */
  readonly model: () => ModelProgress | null;
  readonly deliver: (event: JournalEvent) => void;
  /** There will be no more corrections; reported once. */
  readonly failed: (error: EarshotError) => void;
}

/**
 * Has every closed utterance of a session recognised again by the model that the user chose for it, one at a time and
 * after everything live. Nothing of the session depends on it: what it cannot do is left as it was.
 */
export class Corrections {
  readonly #parts: CorrectionParts;
  #queue = new CorrectionQueue();
  readonly #finished = new Deferred<void>();
  #isAsking = false;
  #lossesInARow = 0;
  /** The session ends: all that is left is due. */
  #isFinishing = false;
  #isOver = false;

  /** @throws the system's error when the session's events cannot be read */
  constructor(parts: CorrectionParts) {
    this.#parts = parts;
    parts.journal.events.observe((event) => this.#queue.note(event));
  }

  /** How far they are; null where none are wanted, or while that is not known yet. */
  get progress(): NonNullable<HealthReport["corrections"]> | null {
    const isKnown = (this.#parts.model()?.loaded ?? null) !== null;
    return isKnown && this.#wanted !== null ? this.#queue.counts : null;
  }

  /** Something may have changed: an utterance was closed, the machine got idle, the user chose another model. */
  wake(): void {
    const closed = this.#queue.next;
    const model = this.#wanted;
    if (model === null || closed === null || this.#isUnavailable) return this.#endIfFinishing();
    if (!this.#isAsking && this.#isTime) void this.#correct(closed, model);
  }

  /** Resolves when none is left, or none wanted any more. */
  finish(): Promise<void> {
    this.#isFinishing = true;
    this.wake();
    return this.#finished.promise;
  }

  /** Words were deleted: begins again with what is left. What is being asked is not taken, whatever becomes of it. */
  struck(): void {
    this.#queue = new CorrectionQueue();
    this.#parts.journal.events.observe((event) => this.#queue.note(event));
  }

  /** None is made from now on; an answer that is still to come is not taken. */
  close(): void {
    this.#isOver = true;
  }

  /** The model that is to correct the active one; null where nothing is to be done. */
  get #wanted(): string | null {
    const { correction_model } = this.#parts.journal.record.settings;
    const isActive = correction_model === this.#parts.model()?.loaded?.model;
    return this.#isOver || isActive ? null : correction_model;
  }

  /** No sidecar is there to do it, and none will come. */
  get #isUnavailable(): boolean {
    return this.#parts.transcription.isUnavailable || this.#parts.model()?.state === "failed";
  }

  get #isTime(): boolean {
    const { transcription, journal, model } = this.#parts;
    if (!transcription.isUnderWay || model()?.state !== "ready") return false;
    return (
      this.#isFinishing || AUDIO_SOURCES.every((source) => journal.lagSamples(source) < MAX_LIVE_LAG_SAMPLES)
    );
  }

  async #correct(closed: ClosedUtterance, model: string): Promise<void> {
    this.#isAsking = true;
    const queue = this.#queue;
    const isWanted = (): boolean => !this.#isOver && this.#queue === queue;
    try {
      const answer = await this.#parts.transcription.correct(this.#request(closed, model));
      if (isWanted()) this.#take(closed, answer);
    } catch (error) {
      if (isWanted()) this.#fail(closed, EarshotError.from(error));
    }
    this.#isAsking = false;
    this.wake();
  }

  #request({ source, utterance, ...closed }: ClosedUtterance, model: string): Params<"correct_stretch"> {
    const { session, journal } = this.#parts;
    const { settings } = journal.record;
    const pcm = journal.span(source, closed.startSample, closed.endSample).toString("base64");
    const { context, final } = closed;
    return { session, source, utterance, model, settings, language: final.language, context, pcm };
  }

  #take(closed: ClosedUtterance, answer: Result<"correct_stretch"> | "lost"): void {
    if (answer === "lost") return this.#lost();
    this.#lossesInARow = 0;
    this.#queue.done(closed);
    const { session } = this.#parts;
    const { source, utterance, final } = closed;
    const { start_sample, end_sample } = final;
    const { text, language, model } = answer;
    const of = { session, source, utterance, revision: 0, start_sample, end_sample };
    this.#parts.deliver({ event: "corrected_text", data: { ...of, text, language, model } });
  }

  /** The next sidecar is asked again, unless it is the correction that ends them. */
  #lost(): void {
    this.#lossesInARow += 1;
    if (this.#lossesInARow < MAX_LOSSES_IN_A_ROW) return;
    this.#stop(new EarshotError("sidecar_died", "the sidecar ended twice over a correction"));
  }

  /** One that cannot be decoded is left as it is; anything else would be the same with the next. */
  #fail(closed: ClosedUtterance, error: EarshotError): void {
    if (error.code === "transcription_failed") this.#queue.done(closed);
    else this.#stop(error);
  }

  #stop(error: EarshotError): void {
    this.#isOver = true;
    this.#parts.failed(error);
  }

  #endIfFinishing(): void {
    if (!this.#isFinishing) return;
    this.#isOver = true;
    this.#finished.resolve();
  }
}

/** An utterance that has ended and whose final can be recognised again. Times in samples. */
export interface ClosedUtterance {
  readonly source: AudioSource;
  readonly utterance: number;
  /** What was recognised, and is to be again: a little more than the speech. */
  readonly startSample: number;
  readonly endSample: number;
  readonly final: Pick<EventData<"final_text">, "start_sample" | "end_sample" | "language">;
  /** What was said right before on this source; empty for nothing. */
  readonly context: string;
}

/** Audio that fits into one message. */
const MAX_SAMPLES = Math.floor((MAX_UTTERANCE_BASE64_LENGTH / 4) * 3 * 0.5);
/** Across a longer pause the words before say little about what follows. */
const CONTEXT_WITHIN_SAMPLES = 3 * 16_000;

type Final = EventData<"final_text">;

/**
 * The utterances that were not recognised again yet, in the order they were closed (pure). It is fed with everything
 * that is stored of a session, from its beginning on, so that a new host goes on where the one before was.
 */
export class CorrectionQueue {
  readonly #waiting = new Map<string, ClosedUtterance>();
  readonly #done = new Set<string>();
  /** The final of the utterance that is about to be closed, and the one before. */
  readonly #finals: Record<AudioSource, readonly Final[]> = { tab: [], mic: [] };

  get counts(): { readonly done: number; readonly left: number } {
    return { done: this.#done.size, left: this.#waiting.size };
  }

  /** The one that has waited longest; it counts as left until it is done. */
  get next(): ClosedUtterance | null {
    for (const closed of this.#waiting.values()) return closed;
    return null;
  }

  /** There is another version of it, or there will be none. */
  done(closed: Pick<ClosedUtterance, "source" | "utterance">): void {
    this.#waiting.delete(keyOf(closed));
    this.#done.add(keyOf(closed));
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
      case "speaker":
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

function keyOf({ source, utterance }: Pick<ClosedUtterance, "source" | "utterance">): string {
  return `${source} ${utterance}`;
}
