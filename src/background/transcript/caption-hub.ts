import type { AudioSource } from "../../../protocol/audio.ts";
import type { AudioGap } from "../../../protocol/audio-schema.ts";
import { EarshotError } from "../../../protocol/errors.ts";
import type { AnyEvent } from "../../../protocol/messages.ts";
import type { Bookmark } from "../../shared/bookmarks.ts";
import { edited, type LineEdit } from "../../shared/lines/segment-versions.ts";
import { hasSameNames, withName } from "../../shared/lines/voices.ts";
import type { UnreadableMeeting } from "../../shared/status.ts";
import {
  isOfStruckLine,
  type SampleRange,
  type StruckRange,
  withStruck,
} from "../../shared/struck-ranges.ts";
import {
  changeOf,
  changeTranscript,
  findSegment,
  gapOf,
  namedByPage,
  type Segment,
  type Transcript,
  type TranscriptChange,
} from "../../shared/transcript.ts";
import type { TranscriptDatabase } from "./database/transcript-database.ts";
import type { HeadChange, SessionEntry, SessionHead, SessionRecord } from "./database/transcript-schema.ts";
import { changedHead, HeadStore } from "./head-store.ts";

type Database = Pick<
  TranscriptDatabase,
  "addSession" | "amendEntry" | "amendHead" | "putHead" | "storeEvents" | "load" | "listSessions"
>;

interface CaptionHubCallbacks {
  readonly onChange: (session: string, change: TranscriptChange) => void;
  /** Another transcript stands in its place, or its head changed; null when there is none any more. */
  readonly onReplaced: (transcript: Transcript | null) => void;
  readonly onBookmarked: (session: string, bookmarks: readonly Bookmark[]) => void;
  readonly onRenamed: (speakers: Transcript["speakers"]) => void;
  /** What a list shows of a session, shown here or not, is other than it was. */
  readonly onAmended: (session: string) => void;
  /** The meeting that would be shown, and why its key cannot be had; null when there is none such. */
  readonly onUnreadable: (meeting: UnreadableMeeting | null) => void;
  /** The browser's database refused to read or write. */
  readonly onRefused: (cause: unknown) => void;
}

/**
 * Owns the transcript that is shown: applies captions in order and sends the views each change once. What is requested is
 * stored before it is shown (ADR-022); captions are shown first, for they are the host's until they are stored.
 */
export class CaptionHub {
  readonly #database: Database;
  readonly #callbacks: CaptionHubCallbacks;
  #transcript: Transcript | null = null;
  /** The session that is being read, and what has changed in it since. */
  #loading: { readonly session: string; readonly since: (() => void)[] } | null = null;
  readonly #heads: HeadStore;

  constructor(database: Database, callbacks: CaptionHubCallbacks) {
    this.#database = database;
    this.#callbacks = callbacks;
    this.#heads = new HeadStore(database, callbacks.onRefused);
  }

  get transcript(): Transcript | null {
    return this.#transcript;
  }

  /** What is stored as the head of the transcript shown, if it is that session's and no try-out. */
  recordOf(session: string): SessionRecord | null {
    if (session !== this.#transcript?.session || this.#transcript.isTryOut === true) return null;
    const { segments: _segments, gaps: _gaps, suppressed: _suppressed, ...record } = this.#transcript;
    return record;
  }

  /** Begins the transcript of a new session. Its head is stored once its key is there, which is not waited for. */
  async open(record: SessionRecord): Promise<void> {
    await this.#guard(this.#database.addSession(record));
    this.#callbacks.onUnreadable(null);
    this.#replace({ ...record, segments: [], gaps: [], suppressed: [] });
    void this.#changeHead(record.session, {});
  }

  /** Begins what a try-out shows. It has no record, without which the database takes nothing of a session that it does not know. */
  openTryOut(record: SessionRecord): void {
    this.#callbacks.onUnreadable(null);
    this.#replace({ ...record, isTryOut: true, segments: [], gaps: [], suppressed: [] });
  }

  /** Shows a stored session in the place of what is shown, which is `instead`: the one that runs, when the worker was restarted. */
  async show(session: string, instead: Transcript | null = null): Promise<void> {
    const loading = { session, since: [] as (() => void)[] };
    this.#loading = loading;
    const transcript = await this.#guard(this.#read(session));
    // Meanwhile a meeting may have begun, or this one may have been deleted.
    if (this.#loading !== loading) return;
    this.#loading = null;
    if (!transcript || this.#transcript !== instead) return;
    this.#callbacks.onUnreadable(null);
    this.#replace({ ...transcript, ...this.#heads.waiting(session) });
    for (const change of loading.since) change(); // Whether it was stored before the reading or after.
  }

  /** Shows the latest session, if none is shown or, `instead`, of one that is over. Its key is the host's, so this starts it. */
  async showLatest(instead = false): Promise<void> {
    const isWanted = () =>
      instead
        ? this.#transcript?.completeness !== "open"
        : this.#transcript === null && this.#loading === null;
    if (!isWanted()) return;
    const latest = (await this.#guard(this.#database.listSessions()))?.at(-1);
    // Meanwhile a meeting may have begun, or an earlier one may have been read.
    const shown = this.#transcript;
    if (latest === undefined || latest.session === shown?.session || !isWanted()) return;
    await this.show(latest.session, shown);
  }

  /** The host can be asked for keys (again): what waited for one is read or stored now. */
  async keysAvailable(running: string | null): Promise<void> {
    await this.storeHeads();
    if (this.#transcript === null && running !== null) await this.show(running);
  }

  /** Stores the heads that could not be stored before. @returns whether none is left */
  storeHeads(): Promise<boolean> {
    return this.#heads.storeWaiting();
  }

  /** Changes when any session began, and whether it is complete. */
  async amend(session: string, change: Partial<Omit<SessionEntry, "session">>): Promise<void> {
    await this.#guard(this.#database.amendEntry(session, change));
    if (session === this.#transcript?.session) this.#replace({ ...this.#transcript, ...change });
    this.#callbacks.onAmended(session);
    // At the end of a meeting it is the last thing that is stored of it.
    void this.storeHeads();
  }

  /** Changes the head of any session: its model, the note of consent. */
  async amendHead(session: string, change: Partial<SessionHead>): Promise<void> {
    if (!(await this.#changeHead(session, change))) return;
    if (session === this.#transcript?.session) this.#callbacks.onReplaced(this.#transcript);
    this.#callbacks.onAmended(session);
  }

  /** Calls a side of a session, or a voice by its id, by another name; the lines stay as they are. */
  async rename(session: string, who: string, name: string): Promise<void> {
    const change = ({ speakers }: SessionHead) => ({ speakers: withName(speakers, who, name) });
    if (!(await this.#changeHead(session, change))) return;
    if (session === this.#transcript?.session) this.#callbacks.onRenamed(this.#transcript.speakers);
    this.#callbacks.onAmended(session);
  }

  /** Changes what is marked of any session. @returns whether that is stored, or will be */
  async bookmark(
    session: string,
    change: (known: readonly Bookmark[]) => readonly Bookmark[],
  ): Promise<boolean> {
    const changeHead = ({ bookmarks = [] }: SessionHead) => ({ bookmarks: change(bookmarks) });
    if (!(await this.#changeHead(session, changeHead))) return false;
    if (session === this.#transcript?.session)
      this.#callbacks.onBookmarked(session, this.#transcript.bookmarks ?? []);
    // Where it is open to be read it stays so when another meeting is shown.
    this.#callbacks.onAmended(session);
    return true;
  }

  /** Shows one caption event or gap, if it is about the transcript shown. Applying one twice changes nothing. */
  apply(event: AnyEvent): void {
    if (!("session" in event.data)) return;
    if (event.data.session === this.#loading?.session) this.#loading.since.push(() => this.apply(event));
    if (event.data.session !== this.#transcript?.session) return;
    const { segments, speakers, struck = [] } = this.#transcript;
    const change = isOfStruckLine(event, struck) ? null : changeOf(segments, event, speakers);
    if (change !== null) this.#change(this.#transcript.session, change);
    const named = namedByPage(this.#transcript, event);
    if (named === this.#transcript) return;
    this.#transcript = named;
    this.#callbacks.onRenamed(named.speakers);
  }

  /** Lines were edited at `atMs`, which is stored. @returns whether that meeting is shown */
  edit(session: string, edits: readonly LineEdit[], atMs: number): boolean {
    if (session === this.#loading?.session)
      this.#loading.since.push(() => void this.edit(session, edits, atMs));
    if (session !== this.#transcript?.session) return false;
    for (const edit of edits) {
      const line = this.find(edit.source, edit.utterance);
      const segment = line === undefined ? null : edited(line, edit, atMs);
      if (segment !== null) this.#change(session, { type: "put", segment });
    }
    return true;
  }

  /** A span was struck, which is written down: its lines are shown no more, and none that comes of it. */
  strike(session: string, range: SampleRange): void {
    if (session !== this.#transcript?.session) return;
    this.#change(session, { type: "strike", range });
    this.#isStruck({ ...range, isDone: false });
  }

  /** The host sends nothing of that span any more. */
  struckAtHost(session: string, range: SampleRange): void {
    if (session === this.#transcript?.session) this.#isStruck({ ...range, isDone: true });
  }

  /** Marks audio missing from the transcript shown of which the host will send no event. */
  async addGaps(missing: readonly AudioGap[]): Promise<void> {
    const record = this.recordOf(this.#transcript?.session ?? "");
    if (record === null || missing.length === 0) return;
    const { session } = record;
    const gaps = missing.map(gapOf);
    for (const gap of gaps) this.#change(session, { type: "gap", gap });
    const batch = { segments: [], corrections: [], gaps, suppressed: [] };
    await this.#guard(this.#database.storeEvents({ session, ...batch, numbers: [], record }));
  }

  /** Drops what was never made final; at the end of a session nothing tentative may stay. */
  dropTentative(): void {
    if (this.#transcript === null) return;
    const { session, segments } = this.#transcript;
    for (const { isFinal, source, utterance } of segments)
      if (!isFinal) this.#change(session, { type: "drop", source, utterance });
  }

  /** The session is deleted: it is shown no more, and the latest of the others takes its place. */
  async forget(session: string): Promise<void> {
    if (session === this.#loading?.session) this.#loading = null;
    this.#heads.forget(session);
    if (session === this.#transcript?.session) {
      this.#transcript = null;
      this.#callbacks.onReplaced(null);
    }
    if (this.#transcript !== null) return;
    this.#callbacks.onUnreadable(null);
    await this.showLatest();
  }

  find(source: AudioSource, utterance: number): Segment | undefined {
    return findSegment(this.#transcript?.segments ?? [], source, utterance);
  }

  /** Null when it is not known, or its key cannot be had, which is reported. */
  async #read(session: string): Promise<Transcript | null> {
    try {
      return await this.#database.load(session);
    } catch (cause) {
      if (!(cause instanceof EarshotError)) throw cause;
      if (this.#transcript === null) this.#callbacks.onUnreadable({ session, error: cause.toReport(true) });
      return null;
    }
  }

  /**
   * Changes the head of any session, which is stored before it is shown. What cannot be stored while the meeting shown runs is shown
   * all the same and stored later; of a meeting that is over it is refused.
   * @returns whether it is to be shown
   */
  #changeHead(session: string, change: HeadChange): Promise<boolean> {
    if (session !== this.#transcript?.session) return this.#heads.amend(session, change);
    return this.#heads.inOrder(async () => {
      const shown = this.#transcript;
      // It may have been replaced meanwhile.
      if (session !== shown?.session) return this.#heads.amend(session, change);
      if (shown.isTryOut === true) return false;
      const head = changedHead(shown, change);
      const isKept = await this.#heads.put(session, head, shown.completeness === "open");
      if (isKept && session === this.#transcript?.session)
        this.#transcript = changedHead(this.#transcript, change);
      return isKept;
    });
  }

  #change(session: string, change: TranscriptChange): void {
    if (this.#transcript === null) return;
    const { speakers } = this.#transcript;
    this.#transcript = changeTranscript(this.#transcript, change);
    this.#callbacks.onChange(session, change);
    if (this.#transcript.speakers !== speakers) this.#callbacks.onRenamed(this.#transcript.speakers);
    if (!hasSameNames(this.#transcript.speakers, speakers)) void this.#changeHead(session, {});
  }

  #isStruck(range: StruckRange): void {
    if (this.#transcript === null) return;
    this.#transcript = { ...this.#transcript, struck: withStruck(this.#transcript.struck ?? [], range) };
  }

  #replace(transcript: Transcript): void {
    this.#transcript = transcript;
    this.#callbacks.onReplaced(transcript);
  }

  /** A failing database takes nothing from the views, and no session with it. */
  #guard<T>(operation: Promise<T>): Promise<T | undefined> {
    return operation.catch((cause: unknown) => {
      this.#callbacks.onRefused(cause);
      return undefined;
    });
  }
}
