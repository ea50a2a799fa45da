import { AUDIO_SOURCES, type AudioSource, type NextFrames } from "../../protocol/audio.ts";
import type { AudioGap } from "../../protocol/audio-schema.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { CoverageReport, SessionMetrics } from "../../protocol/reports.ts";
import type { AudioIntake } from "../pumps/audio-intake.ts";
import type { EventDelivery } from "../pumps/event-delivery.ts";
import type { Transcription } from "../pumps/transcription.ts";
import { Deferred } from "../runtime/waiting.ts";
import type { Corrections } from "./corrections.ts";

export interface EndingParts {
  readonly session: string;
  readonly intake: Pick<AudioIntake, "end">;
  readonly transcription: Pick<Transcription, "endSource" | "stop">;
  readonly corrections: Pick<Corrections, "finish">;
  readonly delivery: Pick<EventDelivery, "finished">;
  /** Audio is missing, and its sender said why. */
  readonly gap: (gap: AudioGap) => void;
  /** The extension gets them as well. @returns the metrics of now */
  readonly reportMetrics: () => SessionMetrics;
}

/** What is reported at the end of a session. */
export interface StoppedSession {
  readonly metrics: SessionMetrics;
  /** The sidecar's ledger, if it has one. */
  readonly coverage: CoverageReport | undefined;
}

/**
 * The end of a session, as Stop asks for it (`src/background/meeting/stopping.ts`): nothing is lost on the way, so it takes as long
 * as it takes, unless the session is abandoned. Asked for again, each step is the one that is under way.
 */
export class SessionEnding {
  readonly #parts: EndingParts;
  readonly #sourceEnds = new Map<AudioSource, Promise<void>>();
  readonly #abandoned = new Deferred<never>();
  #stopping: Promise<StoppedSession> | null = null;

  constructor(parts: EndingParts) {
    this.#parts = parts;
  }

  /**
   * No frame from `nextSeq` on will come; resolves when the last final of the source has been passed on.
   *
   * @throws session_unknown when the session is abandoned meanwhile, and what the sidecar answers
   */
  endSource(source: AudioSource, nextSeq: number): Promise<void> {
    const ended = this.#sourceEnds.get(source) ?? this.#unlessAbandoned(this.#drain(source, nextSeq));
    this.#sourceEnds.set(source, ended);
    return ended;
  }

  /**
   * Waits for every frame, every final, every correction that is wanted, the sidecar's end of the session, and the
   * extension's acknowledgement of everything, however long it takes (IPC-11).
   *
   * @param gaps of sources that were silent to the very end
   * @throws session_unknown when the session is abandoned meanwhile, and what the sidecar answers
   */
  stop(next: NextFrames, gaps: readonly AudioGap[]): Promise<StoppedSession> {
    for (const gap of gaps) this.#parts.gap(gap);
    this.#stopping ??= this.#unlessAbandoned(this.#stop(next));
    return this.#stopping;
  }

  /** The session is left as it is: whoever waits for its end gets this error. */
  abandon(): void {
    this.#abandoned.reject(new EarshotError("session_unknown", `${this.#parts.session} was left unfinished`));
  }

  #unlessAbandoned<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#abandoned.promise]);
  }

  async #drain(source: AudioSource, nextSeq: number): Promise<void> {
    await this.#parts.intake.end(source, nextSeq);
    await this.#parts.transcription.endSource(source);
  }

  async #stop(next: NextFrames): Promise<StoppedSession> {
    const { corrections, transcription, delivery, reportMetrics } = this.#parts;
    await Promise.all(AUDIO_SOURCES.map((source) => this.endSource(source, next[source])));
    await corrections.finish();
    const coverage = await transcription.stop();
    await delivery.finished();
    return { metrics: reportMetrics(), coverage };
  }
}
