import { existsSync, statSync } from "node:fs";
import { AUDIO_SOURCES, type AudioSource, type NextFrames } from "../../protocol/audio.ts";
import type { AudioGap } from "../../protocol/audio-schema.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { GapReason } from "../../protocol/gaps.ts";
import type { TranscriptionSettings } from "../../protocol/settings.ts";
import { journalError, requireSpace } from "../disk/storage.ts";
import { createSeal, eraseSeal, type FolderSeal, hasSeal, openSeal, writeSeal } from "../keys/sealing.ts";
import type { SessionKeys } from "../keys/session-keys.ts";
import { makeFolder } from "../runtime/system.ts";
import { EventLog } from "./event-log.ts";
import { removeFolder } from "./folder-removal.ts";
import type { JournalEvent } from "./journal-event.ts";
import { SessionFiles, sessionFolder } from "./session-files.ts";
import { hasLock, SessionLock } from "./session-lock.ts";
import {
  hasSessionRecord,
  readSessionRecord,
  type SessionRecord,
  withModelsOf,
  writeSessionRecord,
} from "./session-record.ts";
import { type AudioFrame, type ReceivedFrame, SourceJournal, type Stored } from "./source-journal.ts";
import { isSame, type SampleRange, struckGaps, withoutStruckAudio } from "./strike-at-host.ts";

/** Where sessions are stored, and by what they are sealed. */
export interface JournalStore {
  readonly dataDirectory: string;
  readonly keys: Pick<SessionKeys, "get" | "getOrCreate" | "restore">;
}

interface OpenedFolder {
  readonly seal: FolderSeal;
  /** @see KeyPair.journal */
  readonly journalKey: Buffer;
  readonly record: SessionRecord;
}

/**
 * A session's folder `<dataDirectory>/sessions/<id>`, while it is worked on: the audio of both sources, the settings,
 * and the events. It is the queue to the sidecar and to the extension, and what a crash is recovered from. The id is
 * a UUID by schema, so no message can name another path (SEC-2).
 *
 * Constructor and methods throw the system's error; `journalError` names it.
 */
export class Journal {
  readonly #folder: string;
  readonly #keys: JournalStore["keys"];
  readonly #journalKey: Buffer;
  readonly #seal: FolderSeal;
  readonly #sources: Readonly<Record<AudioSource, SourceJournal>>;
  readonly #lock: SessionLock;
  #record: SessionRecord;
  #isOurs = true;
  readonly files: SessionFiles;
  readonly events: EventLog;

  private constructor(folder: string, opened: OpenedFolder, keys: JournalStore["keys"]) {
    const { seal, journalKey, record } = opened;
    this.#folder = folder;
    this.#keys = keys;
    this.#journalKey = journalKey;
    this.#seal = seal;
    this.#record = record;
    // First, so that an old host writes nothing after what is read here.
    this.#lock = new SessionLock(folder);
    this.#takeLock();
    try {
      this.files = new SessionFiles(folder);
    } catch (error) {
      this.#lock.release();
      throw error;
    }
    try {
      this.#sources = {
        tab: new SourceJournal(this.files.tab, "tab", seal),
        mic: new SourceJournal(this.files.mic, "mic", seal),
      };
      this.events = new EventLog(this.files.events, seal);
    } catch (error) {
      void this.close();
      throw error;
    }
  }

  /** Creates the folder, or goes on in it when an interrupted start left it there. @throws disk_full */
  static create({ dataDirectory, keys }: JournalStore, session: string, record: SessionRecord): Journal {
    const folder = sessionFolder(dataDirectory, session);
    requireSpace(folder);
    const { journal: journalKey } = keys.getOrCreate(session);
    makeFolder(folder);
    const seal = createSeal(folder, session, journalKey);
    writeSessionRecord(folder, seal, record);
    return new Journal(folder, { seal, journalKey, record }, keys);
  }

  /**
   * Opens what an earlier host left, even one that is still ending.
   *
   * @param today settings whose models are used instead of those of the record, which stays as it is
   * @throws ENOENT when there is nothing, session_key_missing, keychain_unavailable
   */
  static open(
    { dataDirectory, keys }: JournalStore,
    session: string,
    today: TranscriptionSettings | null = null,
  ): Journal {
    const folder = sessionFolder(dataDirectory, session);
    // Before a key is asked for that nobody may have made.
    statSync(folder);
    const { journal: journalKey } = keys.get(session);
    const seal = openSeal(folder, session, journalKey);
    const stored = readSessionRecord(folder, seal);
    const record = today === null ? stored : withModelsOf(today, stored);
    const journal = new Journal(folder, { seal, journalKey, record }, keys);
    journal.#finishStrikes();
    return journal;
  }

  get record(): SessionRecord {
    return this.#record;
  }

  changeSettings(settings: SessionRecord["settings"]): void {
    this.#change({ settings });
  }

  /**
   * Writes down that a span is to be struck; from now on what comes of it is stored as silence, and a host that follows
   * this one finishes it.
   *
   * @returns whether there is anything left to do
   */
  planStrike(range: SampleRange): boolean {
    const known = this.#record.struck?.find(isSame(range));
    if (known === undefined) this.#noteStruck(range, false);
    return known?.is_done !== true;
  }

  /** Deletes the words and the audio of a span that was planned, with the keys they were sealed by. */
  strikeSpan(range: SampleRange): void {
    if (this.voicesUsed > 0) this.#change({ voices_used: this.voicesUsed });
    this.events.strike(range);
    const spans = this.events.struckSpans(range);
    for (const source of AUDIO_SOURCES) this.#sources[source].strike(spans[source]);
    this.#noteStruck(range, true);
  }

  /** The ids of voices that were given to lines, also to such as were struck since: no other voice may have one. */
  get voicesUsed(): number {
    return Math.max(this.#record.voices_used ?? 0, this.events.voicesUsed);
  }

  get next(): NextFrames {
    return { tab: this.#sources.tab.next, mic: this.#sources.mic.next };
  }

  /** Samples below these need not be transcribed again. */
  get settled(): Readonly<Record<AudioSource, number>> {
    return { tab: this.events.settled("tab"), mic: this.events.settled("mic") };
  }

  /** Frames below these need not be transcribed again. */
  get resumeFrom(): NextFrames {
    const { tab, mic } = this.settled;
    return { tab: this.#sources.tab.timeline.frameAt(tab), mic: this.#sources.mic.timeline.frameAt(mic) };
  }

  /** @param missing why audio is missing before the frame, where it is */
  append(source: AudioSource, frame: ReceivedFrame, missing?: GapReason): Stored {
    return this.#sources[source].append(withoutStruckAudio(frame, this.#record.struck ?? []), missing);
  }

  firstSample(source: AudioSource, seq: number): number {
    return this.#sources[source].timeline.firstSample(seq);
  }

  frame(source: AudioSource, seq: number): AudioFrame {
    return this.#sources[source].read(seq);
  }

  /** int16 of a span, from sample `start` up to `end`. */
  span(source: AudioSource, start: number, end: number): Buffer {
    return this.#sources[source].readSpan(start, end);
  }

  /** Calls `observer` with each span of audio that cannot be read back, once a read has failed. */
  observeDamage(observer: (damaged: AudioGap) => void): void {
    for (const source of AUDIO_SOURCES) {
      this.#sources[source].observeDamage((silence) => {
        observer({ source, ...silence });
      });
    }
  }

  /** Frames and records that could not be read back, as far as they were read. */
  get damagedRecords(): number {
    const { tab, mic } = this.#sources;
    return tab.damagedRecords + mic.damagedRecords + this.events.damagedRecords;
  }

  /** What is missing before a stored frame, where its sender said why. */
  gapBefore(source: AudioSource, seq: number): AudioGap | null {
    const gap = this.#sources[source].timeline.gapBefore(seq);
    return gap === null ? null : { source, ...gap };
  }

  /** Everything that is missing between stored frames, where their sender said why, and what was struck. */
  gaps(): AudioGap[] {
    const missing = AUDIO_SOURCES.flatMap((source) =>
      this.#sources[source].timeline.gaps().map((gap) => ({ source, ...gap })),
    );
    return [...missing, ...(this.#record.struck ?? []).flatMap((range) => this.struckGaps(range))];
  }

  /** What a strike leaves in its place, of each source. */
  struckGaps({ start_sample, end_sample }: SampleRange): AudioGap[] {
    return struckGaps(this.events.struckSpans({ start_sample, end_sample }));
  }

  /**
   * Stores an event before it is delivered, so that one delivered never has to be made again.
   *
   * @returns the event's number; null when it needs none
   */
  appendEvent(event: JournalEvent): number | null {
    if (this.#lock.isTakenOver)
      throw new EarshotError("session_unknown", "another host works on the session by now");
    return this.events.append(event);
  }

  /** The sample after the last one stored. */
  endSample(source: AudioSource): number {
    return this.#sources[source].timeline.endSample();
  }

  /** Stored samples that no final, end of speech or silence verdict covers yet. */
  lagSamples(source: AudioSource): number {
    return this.#sources[source].timeline.samplesAfter(this.events.settled(source));
  }

  get isEmpty(): boolean {
    return AUDIO_SOURCES.every((source) => this.next[source] === 0) && this.events.isEmpty;
  }

  /** Shows other hosts that this one lives, and writes again what was deleted meanwhile. @returns whether it was */
  maintain(): boolean {
    if (this.#lock.isTakenOver) this.#isOurs = false;
    if (!this.#isOurs) return false;
    const hadFolder = existsSync(this.#folder);
    if (!hadFolder) makeFolder(this.#folder);
    this.#lock.renew();
    this.#keys.restore(this.#seal.session);
    const hadSeal = hasSeal(this.#folder);
    if (!hadSeal) writeSeal(this.#folder, this.#journalKey, this.#seal);
    const hadRecord = hasSessionRecord(this.#folder);
    if (!hadRecord) writeSessionRecord(this.#folder, this.#seal, this.#record);
    const hadFiles = !this.files.restore();
    return !hadFolder || !hadSeal || !hadRecord || !hadFiles;
  }

  #finishStrikes(): void {
    for (const range of this.#record.struck ?? []) if (!range.is_done) this.strikeSpan(range);
  }

  #noteStruck({ start_sample, end_sample }: SampleRange, is_done: boolean): void {
    const others = this.#record.struck?.filter((each) => !isSame({ start_sample, end_sample })(each)) ?? [];
    this.#change({ struck: [...others, { start_sample, end_sample, is_done }] });
  }

  #change(change: Partial<SessionRecord>): void {
    const record = { ...this.#record, ...change };
    writeSessionRecord(this.#folder, this.#seal, record);
    this.#record = record;
  }

  #takeLock(): void {
    try {
      this.#lock.take();
    } catch (error) {
      // A full disk must not keep a session from going on: `maintain` tries again.
      if (journalError(error).code !== "disk_full") throw error;
    }
  }

  async close(): Promise<void> {
    this.#isOurs = this.#lock.release() && this.#isOurs;
    await this.files.close();
  }

  /** Deletes the closed journal, unless somebody has opened it meanwhile: its session is stored elsewhere. */
  delete(): void {
    if (!this.#isOurs || hasLock(this.#folder)) return;
    eraseSeal(this.#folder);
    removeFolder(this.#folder);
  }
}
