import { AUDIO_SOURCES, type AudioSource, type NextFrames } from "../../protocol/audio.ts";
import { MAX_FRAMES_IN_FLIGHT } from "../../protocol/limits.ts";
import type { Frame } from "../journal/source-journal.ts";
import { AudioCursor } from "./audio-cursor.ts";

/** The journal, as the pump sees it. */
export interface AudioQueue {
  readonly next: NextFrames;
  firstSample(source: AudioSource, seq: number): number;
  frame(source: AudioSource, seq: number): Frame;
}

/** The sidecar, as the pump sees it. */
export interface AudioSink {
  readonly isFull: boolean;
  send(source: AudioSource, frame: Frame): void;
}

/**
 * Moves audio from the journal to the sidecar. It never waits: whoever gives it reason to go on (a stored frame,
 * returned credit, a drained pipe) calls `wake`, and it sends until one of these runs out. So no send can wait
 * for an event and no event for a send (IPC-2), and a slow sidecar costs disk, not memory (IPC-5).
 */
export class SendPump {
  readonly #queue: AudioQueue;
  readonly #sink: AudioSink;
  readonly #cursors: Readonly<Record<AudioSource, AudioCursor>>;

  constructor(queue: AudioQueue, start: NextFrames, sink: AudioSink) {
    this.#queue = queue;
    this.#sink = sink;
    this.#cursors = {
      tab: new AudioCursor(start.tab, MAX_FRAMES_IN_FLIGHT),
      mic: new AudioCursor(start.mic, MAX_FRAMES_IN_FLIGHT),
    };
  }

  /** Frames below these were sent. */
  get sent(): NextFrames {
    return { tab: this.#cursors.tab.position, mic: this.#cursors.mic.position };
  }

  get consumed(): NextFrames {
    return { tab: this.#cursors.tab.consumed, mic: this.#cursors.mic.consumed };
  }

  wake(): void {
    while (!this.#sink.isFull) {
      const source = this.#earliest();
      if (source === null) return;
      const cursor = this.#cursors[source];
      this.#sink.send(source, this.#queue.frame(source, cursor.position));
      cursor.advance();
    }
  }

  returnCredit(source: AudioSource, nextSeq: number): void {
    this.#cursors[source].returnCredit(nextSeq);
    this.wake();
  }

  /** Of the sources that may send the one that spoke first, so that both stay side by side. */
  #earliest(): AudioSource | null {
    const { next } = this.#queue;
    const ready = AUDIO_SOURCES.filter((source) => this.#cursors[source].canAdvance(next[source]));
    const spokenAt = (source: AudioSource): number =>
      this.#queue.firstSample(source, this.#cursors[source].position);
    return ready.toSorted((a, b) => spokenAt(a) - spokenAt(b))[0] ?? null;
  }
}
