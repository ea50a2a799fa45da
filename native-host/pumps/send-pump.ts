import { AUDIO_SOURCES, type AudioSource, type NextFrames } from "../../protocol/audio.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../protocol/limits.ts";
import type { AudioFrame } from "../journal/source-journal.ts";
import { Watermark } from "../runtime/waiting.ts";

/** The journal, as the pump sees it. */
export interface AudioQueue {
  readonly next: NextFrames;
  firstSample(source: AudioSource, seq: number): number;
  frame(source: AudioSource, seq: number): AudioFrame;
}

/** The sidecar, as the pump sees it. */
export interface AudioSink {
  readonly isFull: boolean;
  send(source: AudioSource, frame: AudioFrame): void;
}

/**
 * Moves audio from the journal to one sidecar. It never waits: whoever gives it reason to go on (a stored frame,
 * returned credit, a drained pipe) calls `wake`, and it sends until one of these runs out. So no send can wait
 * for an event and no event for a send (IPC-2), and a slow sidecar costs disk, not memory (IPC-5).
 *
 * What holds audio back in the journal: the sidecar returns no credit (`audio_consumed`) while it has no model, waits for the words
 * of a pause, or has half a minute of speech without its final (`has_room` and `take_in` in `captions/captioner.py`), and at most
 * `MAX_FRAMES_IN_FLIGHT` of a source are sent without; or its pipe is full (`isFull` in `native-host/sidecar/sidecar.ts`). Only the
 * last 100 frames of a source are kept in memory (`RecentFrames` in `native-host/journal/source-journal.ts`); the rest is read
 * from the file. The views say that captions are late (`src/shared/notices/notices.ts`).
 */
export class SendPump {
  readonly #queue: AudioQueue;
  readonly #sink: AudioSink;
  readonly #sent: Readonly<Record<AudioSource, Watermark>>;
  readonly #consumed: Record<AudioSource, number>;

  constructor(queue: AudioQueue, start: NextFrames, sink: AudioSink) {
    this.#queue = queue;
    this.#sink = sink;
    this.#sent = { tab: new Watermark(start.tab), mic: new Watermark(start.mic) };
    this.#consumed = { ...start };
  }

  /** Frames below these were sent. */
  get sent(): NextFrames {
    return { tab: this.#sent.tab.value, mic: this.#sent.mic.value };
  }

  /** Frames below these were taken in by the sidecar. */
  get consumed(): NextFrames {
    return { ...this.#consumed };
  }

  wake(): void {
    while (!this.#sink.isFull) {
      const source = this.#earliest();
      if (source === null) return;
      const seq = this.#sent[source].value;
      this.#sink.send(source, this.#queue.frame(source, seq));
      this.#sent[source].set(seq + 1);
    }
  }

  /** Cumulative; a peer can neither take credit back nor claim more than it was sent. */
  returnCredit(source: AudioSource, nextSeq: number): void {
    this.#consumed[source] = Math.min(Math.max(this.#consumed[source], nextSeq), this.#sent[source].value);
    this.wake();
  }

  /** Resolves when all frames below `seq` were sent. @throws why the pump stopped */
  reachSent(source: AudioSource, seq: number): Promise<void> {
    return this.#sent[source].reach(seq);
  }

  /** Nothing is sent any more. */
  stop(error: Error): void {
    for (const source of AUDIO_SOURCES) this.#sent[source].fail(error);
  }

  /** Of the sources that may send the one that spoke first, so that both stay side by side. */
  #earliest(): AudioSource | null {
    const { next } = this.#queue;
    const ready = AUDIO_SOURCES.filter((source) => this.#maySend(source, next[source]));
    const spokenAt = (source: AudioSource): number =>
      this.#queue.firstSample(source, this.#sent[source].value);
    return ready.toSorted((a, b) => spokenAt(a) - spokenAt(b))[0] ?? null;
  }

  /** @param next the number of the first frame that does not exist yet */
  #maySend(source: AudioSource, next: number): boolean {
    const sent = this.#sent[source].value;
    return sent < next && sent - this.#consumed[source] < MAX_FRAMES_IN_FLIGHT;
  }
}
