import { AUDIO_SOURCES, type AudioSource, type NextFrames } from "../../protocol/audio.ts";
import type { EarshotError } from "../../protocol/errors.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import type { SessionMetrics } from "../../protocol/reports.ts";
import type { Params } from "../../protocol/requests.ts";
import type { TranscriptionSettings } from "../../protocol/settings.ts";
import type { Clock } from "../clock.ts";
import type { ExtensionWriter } from "../extension/extension-writer.ts";
import type { Journal, SettlingEvent } from "../journal/journal.ts";
import { journalError } from "../journal/journal-error.ts";
import type { Log } from "../log.ts";
import type { Sidecar } from "../sidecar/sidecar.ts";
import { AudioIntake } from "./audio-intake.ts";
import type { ProcessMetrics } from "./process-metrics.ts";
import { SessionCounters } from "./session-metrics.ts";
import { Transcription } from "./transcription.ts";

const SYNC_PERIOD_MS = 1_000;
const METRICS_PERIOD_MS = 10_000;

export interface SessionParts {
  readonly extension: ExtensionWriter;
  readonly clock: Clock;
  readonly log: Log;
  readonly measureProcesses: () => ProcessMetrics[];
}

/**
 * One meeting: the intake fills the journal, the transcription empties it, and neither waits for the other.
 * Without a sidecar only the second half stands still.
 */
export class Session {
  readonly id: string;
  readonly journal: Journal;
  readonly counters = new SessionCounters();
  readonly #parts: SessionParts;
  readonly #intake: AudioIntake;
  readonly #sourceEnds = new Map<AudioSource, Promise<void>>();
  readonly #timers: readonly (() => void)[];
  #transcription: Transcription | null = null;
  #starting: Promise<Transcription> | null = null;
  #stopping: Promise<SessionMetrics> | null = null;

  constructor(id: string, journal: Journal, parts: SessionParts) {
    this.id = id;
    this.journal = journal;
    this.#parts = parts;
    this.#intake = new AudioIntake({
      session: id,
      journal,
      counters: this.counters,
      extension: parts.extension,
      clock: parts.clock,
      stored: () => this.wake(),
    });
    this.#timers = [
      parts.clock.every(SYNC_PERIOD_MS, () => void this.#intake.tick()),
      parts.clock.every(METRICS_PERIOD_MS, () => void this.reportMetrics()),
    ];
  }

  get hasAudio(): boolean {
    return AUDIO_SOURCES.some((source) => this.journal.next[source] > 0);
  }

  receiveFrame(params: Params<"process_audio_stream">): void {
    this.#intake.receive(params);
  }

  /** Hands the session to a sidecar. @throws what the sidecar answers, or why it is lost */
  async transcribeWith(sidecar: Sidecar): Promise<void> {
    this.#starting = Transcription.start(this.id, this.journal, sidecar);
    this.#transcription = await this.#starting;
  }

  /** There may be something to send to the sidecar, or room to send it. */
  wake(): void {
    this.#transcription?.wake();
  }

  /** Takes an event of this session from the sidecar and passes on what is for the extension. */
  receiveEvent(event: AnyEvent): void {
    this.counters.eventsReceived += 1;
    if (event.event === "audio_consumed") return this.#consumed(event.data.source, event.data.next_seq);
    if (isSettling(event)) this.#keep(event);
    this.#parts.extension.forward(event);
  }

  /** Delivers again what may not have reached the extension; applying a caption twice changes nothing. */
  replay(): void {
    for (const { event, data } of this.journal.keptEvents()) this.#parts.extension.event(event, data);
  }

  /** No frame from `nextSeq` on will come; resolves when the last final of the source has been passed on. */
  endSource(source: AudioSource, nextSeq: number): Promise<void> {
    const ended = this.#sourceEnds.get(source) ?? this.#drain(source, nextSeq);
    this.#sourceEnds.set(source, ended);
    return ended;
  }

  /** Waits for every frame, every final and the sidecar's end of the session, however long it takes (IPC-11). */
  stop(next: NextFrames): Promise<SessionMetrics> {
    this.#stopping ??= this.#stop(next);
    return this.#stopping;
  }

  changeSettings(settings: TranscriptionSettings): void {
    this.journal.changeSettings(settings);
  }

  sidecarLost(error: EarshotError): void {
    this.#transcription?.fail(error);
  }

  reportMetrics(): SessionMetrics {
    const { journal } = this;
    const { sent, consumed } = this.#transcription ?? {
      sent: journal.resumeFrom,
      consumed: journal.resumeFrom,
    };
    const positions = { journalled: journal.next, sent, consumed };
    const metrics = this.counters.report(positions, this.#parts.measureProcesses());
    this.#parts.extension.event("metrics", { session: this.id, metrics });
    this.#parts.log("info", "metrics", { session: this.id, metrics });
    return metrics;
  }

  /** Everything stored is on the disk when this returns, if the disk takes it. */
  flush(): void {
    try {
      this.journal.flush();
    } catch (error) {
      this.#parts.log("error", "journal not flushed", { reason: journalError(error).message });
    }
  }

  async close(): Promise<void> {
    for (const stopTimer of this.#timers) stopTimer();
    await this.journal.close();
  }

  #consumed(source: AudioSource, nextSeq: number): void {
    this.counters.framesConsumed(source, nextSeq, this.#parts.clock.nowMs());
    this.#transcription?.returnCredit(source, nextSeq);
  }

  /** An event that cannot be kept is passed on all the same: a crash would only make it be transcribed again. */
  #keep(event: SettlingEvent): void {
    try {
      this.journal.keep(event);
    } catch (error) {
      this.#parts.log("error", "event not kept", { reason: journalError(error).message });
    }
  }

  async #drain(source: AudioSource, nextSeq: number): Promise<void> {
    await this.#intake.end(source, nextSeq);
    const transcription = await this.#starting;
    await transcription?.endSource(source);
  }

  async #stop(next: NextFrames): Promise<SessionMetrics> {
    await Promise.all(AUDIO_SOURCES.map((source) => this.endSource(source, next[source])));
    const transcription = await this.#starting;
    await transcription?.stop();
    return this.reportMetrics();
  }
}

function isSettling(event: AnyEvent): event is AnyEvent & SettlingEvent {
  return event.event === "final_text" || event.event === "speech_end" || event.event === "no_speech";
}
