import type { AudioSource } from "../../protocol/audio.ts";
import type { AudioGap } from "../../protocol/audio-schema.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import {
  changeOf,
  changeTranscript,
  findSegment,
  type Segment,
  type Transcript,
  type TranscriptChange,
} from "../shared/transcript.ts";
import type { TranscriptDatabase } from "./transcript-database.ts";
import type { SessionRecord } from "./transcript-schema.ts";

type Database = Pick<
  TranscriptDatabase,
  "putSession" | "amendSession" | "storeEvents" | "load" | "loadLatest"
>;

interface CaptionHubCallbacks {
  readonly onChange: (session: string, change: TranscriptChange) => void;
  /** Another transcript stands in its place, or its head changed; null when there is none any more. */
  readonly onReplaced: (transcript: Transcript | null) => void;
  readonly onRenamed: (speakers: Transcript["speakers"]) => void;
  /** The browser's database refused to read or write. */
  readonly onRefused: (cause: unknown) => void;
}

/**
 * Owns the transcript that is shown: applies captions in order and tells the views each change once. What is asked for is
 * stored before it is shown (ADR-022); captions are shown first, for they are the host's until they are stored.
 */
export class CaptionHub {
  readonly #database: Database;
  readonly #callbacks: CaptionHubCallbacks;
  #transcript: Transcript | null = null;
  #renamed: Promise<void> = Promise.resolve();

  constructor(database: Database, callbacks: CaptionHubCallbacks) {
    this.#database = database;
    this.#callbacks = callbacks;
  }

  get transcript(): Transcript | null {
    return this.#transcript;
  }

  /** The head of the transcript shown, if it is that session's. */
  recordOf(session: string): SessionRecord | null {
    if (session !== this.#transcript?.session) return null;
    const { segments: _segments, gaps: _gaps, heldBack: _heldBack, ...record } = this.#transcript;
    return record;
  }

  /** Begins the transcript of a new session. */
  async open(record: SessionRecord): Promise<void> {
    await this.#guard(this.#database.putSession(record));
    this.#replace({ ...record, segments: [], gaps: [], heldBack: [] });
  }

  /** Shows a session from disk: the one that runs when the worker restarts, else the latest. */
  async restore(session: string | null): Promise<void> {
    const loading = session === null ? this.#database.loadLatest() : this.#database.load(session);
    const transcript = await this.#guard(loading);
    if (transcript !== undefined && transcript !== null) this.#replace(transcript);
  }

  /** Changes the head of any session: its model, its exact start, whether it is complete. */
  async amend(session: string, change: Partial<Omit<SessionRecord, "session">>): Promise<void> {
    await this.#guard(this.#database.amendSession(session, change));
    if (session === this.#transcript?.session) this.#replace({ ...this.#transcript, ...change });
  }

  /** Calls one side by another name; the lines stay as they are. */
  rename(source: AudioSource, name: string): Promise<void> {
    // One after the other: both names are stored together.
    this.#renamed = this.#renamed.then(() => this.#rename(source, name));
    return this.#renamed;
  }

  /** Shows one caption event or gap, if it is about the transcript shown. Applying one twice changes nothing. */
  apply(event: AnyEvent): void {
    if (this.#transcript === null || !("session" in event.data)) return;
    if (event.data.session !== this.#transcript.session) return;
    const change = changeOf(this.#transcript.segments, event);
    if (change !== null) this.#change(this.#transcript.session, change);
  }

  /** Marks sound missing from the transcript shown that the host will not tell of. */
  async addGaps(missing: readonly AudioGap[]): Promise<void> {
    const record = this.recordOf(this.#transcript?.session ?? "");
    if (record === null || missing.length === 0) return;
    const { session } = record;
    const gaps = missing.map(({ source, start_sample, end_sample, reason }) => {
      return { source, startSample: start_sample, endSample: end_sample, reason };
    });
    for (const gap of gaps) this.#change(session, { type: "gap", gap });
    const batch = { segments: [], corrections: [], gaps, heldBack: [] };
    await this.#guard(this.#database.storeEvents({ session, ...batch, numbers: [], record }));
  }

  /** Drops what was never made final; at the end of a session nothing tentative may stay. */
  dropTentative(): void {
    const transcript = this.#transcript;
    for (const { isFinal, source, utterance } of transcript?.segments ?? []) {
      if (!isFinal && transcript !== null)
        this.#change(transcript.session, { type: "drop", source, utterance });
    }
  }

  /** The session is deleted: the latest of the others is shown, if it was this one. */
  async forget(session: string): Promise<void> {
    if (session !== this.#transcript?.session) return;
    const latest = await this.#guard(this.#database.loadLatest());
    this.#transcript = latest ?? null;
    this.#callbacks.onReplaced(this.#transcript);
  }

  find(source: AudioSource, utterance: number): Segment | undefined {
    return findSegment(this.#transcript?.segments ?? [], source, utterance);
  }

  async #rename(source: AudioSource, name: string): Promise<void> {
    if (this.#transcript === null) return;
    const { session } = this.#transcript;
    const speakers = { ...this.#transcript.speakers, [source]: name };
    await this.#guard(this.#database.amendSession(session, { speakers }));
    // Another transcript may stand there by now, or none.
    if (session !== this.recordOf(session)?.session) return;
    this.#transcript = { ...this.#transcript, speakers };
    this.#callbacks.onRenamed(speakers);
  }

  #change(session: string, change: TranscriptChange): void {
    if (this.#transcript === null) return;
    this.#transcript = changeTranscript(this.#transcript, change);
    this.#callbacks.onChange(session, change);
  }

  #replace(transcript: Transcript): void {
    this.#transcript = transcript;
    this.#callbacks.onReplaced(transcript);
  }

  /** A failing database takes nothing from the views, and no session with it. */
  async #guard<T>(operation: Promise<T>): Promise<T | undefined> {
    try {
      return await operation;
    } catch (cause) {
      this.#callbacks.onRefused(cause);
      return undefined;
    }
  }
}
