import { AUDIO_SOURCES, type AudioSource, type NextFrames } from "../../protocol/audio.ts";
import type { CoverageReport } from "../../protocol/reports.ts";
import type { Params, Result } from "../../protocol/requests.ts";
import type { Journal } from "../journal/journal.ts";
import type { Frame } from "../journal/source-journal.ts";
import type { Sidecar } from "../sidecar/sidecar.ts";
import { SendPump } from "./send-pump.ts";
import { Watermark } from "./watermark.ts";

/**
 * Settled frames that are sent again, 10 s: without them the voice detector begins cold and cuts the first words
 * elsewhere than its predecessor did. Measured: from 1 s on a restart changes no word, with 10 s hardly an edge.
 */
const CONTEXT_FRAMES = 100;

/**
 * One sidecar's work on a session, from the last settled audio on. It ends with the session or with the
 * sidecar; another sidecar gets a stint of its own, so nothing is sent twice to the same one.
 */
export class Stint {
  /** Resolves when the sidecar has opened the session. Until then, its model perhaps loading, audio waits in the journal. */
  readonly opened: Promise<void>;
  readonly #session: string;
  readonly #journal: Journal;
  readonly #sidecar: Sidecar;
  readonly #pump: SendPump;
  readonly #sent: Readonly<Record<AudioSource, Watermark>>;
  readonly #ends = new Map<AudioSource, Promise<void>>();
  #isOpen = false;
  #isLost = false;

  constructor(session: string, journal: Journal, sidecar: Sidecar) {
    this.#session = session;
    this.#journal = journal;
    this.#sidecar = sidecar;
    const { tab, mic } = journal.resumeFrom;
    const start = { tab: Math.max(0, tab - CONTEXT_FRAMES), mic: Math.max(0, mic - CONTEXT_FRAMES) };
    this.#sent = { tab: new Watermark(start.tab), mic: new Watermark(start.mic) };
    this.#pump = new SendPump(journal, start, {
      get isFull() {
        return sidecar.isFull;
      },
      send: (source, frame) => this.#send(source, frame),
    });
    this.opened = this.#open();
  }

  /** Its sidecar is gone: what failed is to be done again by the next. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** The sidecar has opened the session. */
  get isOpen(): boolean {
    return this.#isOpen && !this.#isLost;
  }

  get sent(): NextFrames {
    return this.#pump.sent;
  }

  get consumed(): NextFrames {
    return this.#pump.consumed;
  }

  isWith(sidecar: Sidecar): boolean {
    return this.#sidecar === sidecar;
  }

  wake(): void {
    if (!this.#isOpen || this.#isLost) return;
    this.#pump.wake();
    this.#noteSent();
  }

  returnCredit(source: AudioSource, nextSeq: number): void {
    this.#pump.returnCredit(source, nextSeq);
    this.#noteSent();
  }

  /** Resolves when everything of the source was sent and its last final has come. */
  endSource(source: AudioSource): Promise<void> {
    const ended = this.#ends.get(source) ?? this.#end(source);
    this.#ends.set(source, ended);
    return ended;
  }

  /** @returns the sidecar's ledger, if it keeps one */
  async stop(): Promise<CoverageReport | undefined> {
    await Promise.all(AUDIO_SOURCES.map((source) => this.endSource(source)));
    const next = this.#journal.next;
    return (await this.#sidecar.request("stop_session", { session: this.#session, next })).coverage;
  }

  /** @throws what the sidecar answers instead */
  correct(params: Params<"correct_stretch">): Promise<Result<"correct_stretch">> {
    return this.#sidecar.request("correct_stretch", params);
  }

  /** The session ends here; the sidecar shall not go on with it. */
  async abandon(): Promise<void> {
    await this.#sidecar.request("abandon_session", { session: this.#session });
  }

  lost(error: Error): void {
    this.#isLost = true;
    for (const source of AUDIO_SOURCES) this.#sent[source].fail(error);
  }

  async #open(): Promise<void> {
    const { settled, events } = this.#journal;
    const { started_at, settings } = this.#journal.record;
    const { tab, mic } = events.recent;
    const recent = tab === null && mic === null ? {} : { recent: { tab, mic } };
    await this.#sidecar.request("start_session", {
      session: this.#session,
      started_at,
      settings,
      settled,
      ...recent,
    });
    this.#isOpen = true;
    this.wake();
  }

  async #end(source: AudioSource): Promise<void> {
    await this.opened;
    const next_seq = this.#journal.next[source];
    await this.#sent[source].reach(next_seq);
    await this.#sidecar.request("end_of_source", { session: this.#session, source, next_seq });
  }

  #send(source: AudioSource, { seq, firstSample, pcm }: Frame): void {
    const base64 = Buffer.from(pcm).toString("base64");
    this.#sidecar.sendAudio({ session: this.#session, source, seq, first_sample: firstSample, pcm: base64 });
  }

  #noteSent(): void {
    for (const source of AUDIO_SOURCES) this.#sent[source].set(this.#pump.sent[source]);
  }
}
