import { AUDIO_SOURCES, type AudioSource, type NextFrames } from "../../protocol/audio.ts";
import type { Journal } from "../journal/journal.ts";
import type { Sidecar } from "../sidecar/sidecar.ts";
import { Watermark } from "../watermark.ts";
import { SendPump } from "./send-pump.ts";

/**
 * The sidecar's side of a session, for the life of one sidecar: the same session can be given to another one,
 * which goes on behind the last settled audio.
 */
export class Transcription {
  readonly #session: string;
  readonly #journal: Journal;
  readonly #sidecar: Sidecar;
  readonly #pump: SendPump;
  readonly #sent: Readonly<Record<AudioSource, Watermark>>;

  private constructor(session: string, journal: Journal, sidecar: Sidecar) {
    this.#session = session;
    this.#journal = journal;
    this.#sidecar = sidecar;
    const start = journal.resumeFrom;
    this.#sent = { tab: new Watermark(start.tab), mic: new Watermark(start.mic) };
    this.#pump = new SendPump(journal, start, {
      get isFull() {
        return sidecar.isFull;
      },
      send: (source, { seq, firstSample, pcm }) => {
        const base64 = Buffer.from(pcm).toString("base64");
        sidecar.sendAudio({ session, source, seq, first_sample: firstSample, pcm: base64 });
      },
    });
  }

  /** Until the sidecar has opened the session, its model perhaps still loading, audio waits in the journal. */
  static async start(session: string, journal: Journal, sidecar: Sidecar): Promise<Transcription> {
    await sidecar.request("start_session", { session, ...journal.record });
    const transcription = new Transcription(session, journal, sidecar);
    transcription.wake();
    return transcription;
  }

  get sent(): NextFrames {
    return this.#pump.sent;
  }

  get consumed(): NextFrames {
    return this.#pump.consumed;
  }

  /** There may be something to send, or room to send it. */
  wake(): void {
    this.#pump.wake();
    this.#noteSent();
  }

  returnCredit(source: AudioSource, nextSeq: number): void {
    this.#pump.returnCredit(source, nextSeq);
    this.#noteSent();
  }

  /** Resolves when everything of the source was sent and its last final has come. */
  async endSource(source: AudioSource): Promise<void> {
    const next_seq = this.#journal.next[source];
    await this.#sent[source].reach(next_seq);
    await this.#sidecar.request("end_of_source", { session: this.#session, source, next_seq });
  }

  async stop(): Promise<void> {
    await this.#sidecar.request("stop_session", { session: this.#session, next: this.#journal.next });
  }

  /** The sidecar is gone: nothing more will be sent. */
  fail(error: Error): void {
    for (const source of AUDIO_SOURCES) this.#sent[source].fail(error);
  }

  #noteSent(): void {
    for (const source of AUDIO_SOURCES) this.#sent[source].set(this.#pump.sent[source]);
  }
}
