import { AUDIO_SOURCES, type AudioSource, type NextFrames } from "../../protocol/audio.ts";
import type { EarshotError } from "../../protocol/errors.ts";
import type { CoverageReport } from "../../protocol/reports.ts";
import type { Params, Result } from "../../protocol/requests.ts";
import type { Journal } from "../journal/journal.ts";
import { Deferred } from "../runtime/waiting.ts";
import type { Sidecar } from "../sidecar/sidecar.ts";
import type { PageNotes } from "./page-notes.ts";
import { SendPump } from "./send-pump.ts";

/**
 * Settled frames that are sent again, 10 s: without them the voice detector begins cold and cuts the first words
 * elsewhere than its predecessor did. Measured: from 1 s on a restart changes no word, with 10 s hardly an edge.
 */
const CONTEXT_FRAMES = 100;

/**
 * A session's transcription by however many sidecars it takes, one after the other. What waits for its end waits
 * through every loss; it fails only when there will be no further sidecar, or when a living one refuses.
 */
export class Transcription {
  readonly #session: string;
  readonly #journal: Journal;
  readonly #page: PageNotes;
  #run: SidecarRun | null = null;
  /** The run under way, or the next one; failed when there will be none. */
  #next = new Deferred<SidecarRun>();
  #isUnavailable = false;

  constructor(session: string, journal: Journal, page: PageNotes) {
    this.#session = session;
    this.#journal = journal;
    this.#page = page;
  }

  /** What sends to the sidecar of now: to be woken when there may be something to send, or room to send it. */
  get pump(): SendPump | null {
    return this.#run?.pump ?? null;
  }

  /** Frames below these were sent to the sidecar of now, and taken in by it. */
  get positions(): { readonly sent: NextFrames; readonly consumed: NextFrames } {
    const { resumeFrom } = this.#journal;
    return this.pump ?? { sent: resumeFrom, consumed: resumeFrom };
  }

  /** No further sidecar will come, unless `expectSidecar` is called. */
  get isUnavailable(): boolean {
    return this.#isUnavailable;
  }

  /** Whether a sidecar works on the session at present. */
  get isUnderWay(): boolean {
    return this.#run?.isOpen ?? false;
  }

  /** Hands the session to a sidecar. @throws what a living one answers; its loss is reported elsewhere */
  async begin(sidecar: Sidecar): Promise<void> {
    if (this.#run?.sidecar === sidecar) return;
    const run = new SidecarRun(this.#session, this.#journal, this.#page, sidecar);
    this.#run = run;
    this.#next.resolve(run);
    try {
      await run.opened;
    } catch (error) {
      if (!run.isLost) throw error;
    }
  }

  /** Resolves when everything of the source was sent and its last final has come. */
  endSource(source: AudioSource): Promise<void> {
    return this.#throughLosses((run) => run.endSource(source));
  }

  /** @returns the last sidecar's ledger, if it has one */
  stop(): Promise<CoverageReport | undefined> {
    return this.#throughLosses((run) => run.stop());
  }

  /**
   * Has a closed utterance recognised again.
   *
   * @returns "lost" when the sidecar ended before it answered: another may do it
   * @throws what a living one answers instead
   */
  async correct(params: Params<"correct_stretch">): Promise<Result<"correct_stretch"> | "lost"> {
    const run = this.#run;
    if (run === null) return "lost";
    try {
      return await run.sidecar.request("correct_stretch", params);
    } catch (error) {
      if (run.isLost) return "lost";
      throw error;
    }
  }

  /** One without a sidecar, or before it has opened the session, is among those that the sidecar is given then. */
  pageNoted(note: Params<"page_note">): void {
    if (this.#run?.isOpen === true) this.#run.sidecar.notePage(note);
  }

  /** The session ends here; the sidecar shall not go on with it. */
  async abandon(): Promise<void> {
    await this.#run?.sidecar.request("abandon_session", { session: this.#session });
  }

  /** The sidecar is gone, another one is to come. What waits for the first one just goes on waiting. */
  lost(error: EarshotError): void {
    if (this.#run === null) return;
    this.#run.lost(error);
    this.#run = null;
    this.#next = new Deferred();
  }

  /** No further sidecar will come: what waits, or will, fails with the cause. */
  markUnavailable(error: EarshotError): void {
    this.#isUnavailable = true;
    this.#next.reject(error);
  }

  /** There will be one after all. */
  expectSidecar(): void {
    if (this.#isUnavailable) this.#next = new Deferred();
    this.#isUnavailable = false;
  }

  async #throughLosses<T>(task: (run: SidecarRun) => Promise<T>): Promise<T> {
    for (;;) {
      const run = await this.#next.promise;
      try {
        return await task(run);
      } catch (error) {
        if (!run.isLost) throw error;
      }
    }
  }
}

/**
 * One sidecar's work on a session, from the last settled audio on. It ends with the session or with the
 * sidecar; another sidecar gets a run of its own, so nothing is sent twice to the same one.
 */
class SidecarRun {
  readonly sidecar: Sidecar;
  readonly pump: SendPump;
  /** Resolves when the sidecar has opened the session. Until then, its model perhaps loading, audio waits in the journal. */
  readonly opened: Promise<void>;
  readonly #session: string;
  readonly #journal: Journal;
  readonly #page: PageNotes;
  readonly #ends = new Map<AudioSource, Promise<void>>();
  #hasOpened = false;
  #isLost = false;

  constructor(session: string, journal: Journal, page: PageNotes, sidecar: Sidecar) {
    this.#session = session;
    this.#journal = journal;
    this.#page = page;
    this.sidecar = sidecar;
    const { tab, mic } = journal.resumeFrom;
    const start = { tab: Math.max(0, tab - CONTEXT_FRAMES), mic: Math.max(0, mic - CONTEXT_FRAMES) };
    const isFull = (): boolean => !this.isOpen || sidecar.isFull;
    this.pump = new SendPump(journal, start, {
      get isFull() {
        return isFull();
      },
      send: (source, { seq, firstSample, base64 }) =>
        sidecar.sendAudio({ session, source, seq, first_sample: firstSample, pcm: base64 }),
    });
    this.opened = this.#open();
  }

  /** Its sidecar is gone: what failed is to be done again by the next. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** The sidecar has opened the session. */
  get isOpen(): boolean {
    return this.#hasOpened && !this.#isLost;
  }

  endSource(source: AudioSource): Promise<void> {
    const ended = this.#ends.get(source) ?? this.#end(source);
    this.#ends.set(source, ended);
    return ended;
  }

  async stop(): Promise<CoverageReport | undefined> {
    await Promise.all(AUDIO_SOURCES.map((source) => this.endSource(source)));
    const next = this.#journal.next;
    return (await this.sidecar.request("stop_session", { session: this.#session, next })).coverage;
  }

  lost(error: Error): void {
    this.#isLost = true;
    this.pump.stop(error);
  }

  async #open(): Promise<void> {
    const { settled, events, voicesUsed } = this.#journal;
    const { started_at, settings } = this.#journal.record;
    const { tab, mic } = events.recent;
    const voices = voicesUsed === 0 ? {} : { voices_used: voicesUsed };
    const recent = tab === null && mic === null ? {} : { recent: { tab, mic } };
    await this.sidecar.request("start_session", {
      session: this.#session,
      started_at,
      settings,
      settled,
      ...voices,
      ...recent,
    });
    this.#hasOpened = true;
    for (const note of this.#page.notes) this.sidecar.notePage(note);
    this.pump.wake();
  }

  async #end(source: AudioSource): Promise<void> {
    await this.opened;
    const next_seq = this.#journal.next[source];
    await this.pump.reachSent(source, next_seq);
    await this.sidecar.request("end_of_source", { session: this.#session, source, next_seq });
  }
}
