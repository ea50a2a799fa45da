import type { AudioSource, NextFrames } from "../../protocol/audio.ts";
import type { EarshotError } from "../../protocol/errors.ts";
import type { CoverageReport } from "../../protocol/reports.ts";
import type { Params, Result } from "../../protocol/requests.ts";
import type { Journal } from "../journal/journal.ts";
import { Promised } from "../runtime/promised.ts";
import type { Sidecar } from "../sidecar/sidecar.ts";
import { Stint } from "./stint.ts";

/**
 * A session's transcription by however many sidecars it takes, one after the other. What waits for its end waits
 * through every loss; it fails only when there will be no further sidecar, or when a living one refuses.
 */
export class Transcription {
  readonly #session: string;
  readonly #journal: Journal;
  #stint: Stint | null = null;
  /** The stint under way, or the next one; failed when there will be none. */
  #next = new Promised<Stint>();
  #hasGivenUp = false;

  constructor(session: string, journal: Journal) {
    this.#session = session;
    this.#journal = journal;
  }

  /** Frames below these were sent to the sidecar of now. */
  get sent(): NextFrames {
    return this.#stint?.sent ?? this.#journal.resumeFrom;
  }

  get consumed(): NextFrames {
    return this.#stint?.consumed ?? this.#journal.resumeFrom;
  }

  /** Hands the session to a sidecar. @throws what a living one answers; its loss is told by others */
  async begin(sidecar: Sidecar): Promise<void> {
    if (this.#stint?.isWith(sidecar) === true) return;
    const stint = new Stint(this.#session, this.#journal, sidecar);
    this.#stint = stint;
    this.#next.resolve(stint);
    try {
      await stint.opened;
    } catch (error) {
      if (!stint.isLost) throw error;
    }
  }

  /** There may be something to send, or room to send it. */
  wake(): void {
    this.#stint?.wake();
  }

  returnCredit(source: AudioSource, nextSeq: number): void {
    this.#stint?.returnCredit(source, nextSeq);
  }

  /** Resolves when everything of the source was sent and its last final has come. */
  endSource(source: AudioSource): Promise<void> {
    return this.#throughLosses((stint) => stint.endSource(source));
  }

  /** @returns the last sidecar's ledger, if it keeps one */
  stop(): Promise<CoverageReport | undefined> {
    return this.#throughLosses((stint) => stint.stop());
  }

  /** No further sidecar will come, unless `hope` is called. */
  get hasGivenUp(): boolean {
    return this.#hasGivenUp;
  }

  /** Whether a sidecar works on the session at present. */
  get isUnderWay(): boolean {
    return this.#stint?.isOpen ?? false;
  }

  /**
   * Has a closed stretch transcribed again.
   *
   * @returns "lost" when the sidecar ended before it answered: another may do it
   * @throws what a living one answers instead
   */
  async correct(params: Params<"correct_stretch">): Promise<Result<"correct_stretch"> | "lost"> {
    const stint = this.#stint;
    if (stint === null) return "lost";
    try {
      return await stint.correct(params);
    } catch (error) {
      if (stint.isLost) return "lost";
      throw error;
    }
  }

  async abandon(): Promise<void> {
    await this.#stint?.abandon();
  }

  /** The sidecar is gone, another one is to come. What waits for the first one just goes on waiting. */
  lost(error: EarshotError): void {
    if (this.#stint === null) return;
    this.#stint.lost(error);
    this.#stint = null;
    this.#next = new Promised();
  }

  /** No further sidecar will come: what waits, or will, is told why. */
  giveUp(error: EarshotError): void {
    this.#hasGivenUp = true;
    this.#next.reject(error);
  }

  /** There will be one after all. */
  hope(): void {
    if (this.#hasGivenUp) this.#next = new Promised();
    this.#hasGivenUp = false;
  }

  async #throughLosses<T>(task: (stint: Stint) => Promise<T>): Promise<T> {
    for (;;) {
      const stint = await this.#next.promise;
      try {
        return await task(stint);
      } catch (error) {
        if (!stint.isLost) throw error;
      }
    }
  }
}
