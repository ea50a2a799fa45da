import type { AudioSource } from "../../protocol/audio.ts";
import type { AnyEvent } from "../../protocol/messages.ts";
import {
  changeOf,
  changeTranscript,
  findSegment,
  type Segment,
  type Transcript,
  type TranscriptChange,
} from "../shared/transcript.ts";
import type { SessionRecord, TranscriptDatabase } from "./transcript-database.ts";

interface CaptionHubCallbacks {
  readonly onChange: (session: string, change: TranscriptChange) => void;
  /** Another transcript stands in its place, or its head changed. */
  readonly onReplaced: (transcript: Transcript) => void;
  readonly onRenamed: (speakers: Transcript["speakers"]) => void;
  /** A caption belongs to no session known here (IPC-4). */
  readonly onStray: (session: string) => void;
}

/** Owns the transcript: applies captions in order, keeps finals on disk, tells the views each change once. */
export class CaptionHub {
  readonly #database: TranscriptDatabase;
  readonly #callbacks: CaptionHubCallbacks;
  #transcript: Transcript | null = null;

  constructor(database: TranscriptDatabase, callbacks: CaptionHubCallbacks) {
    this.#database = database;
    this.#callbacks = callbacks;
  }

  get transcript(): Transcript | null {
    return this.#transcript;
  }

  /** Begins the transcript of a new session. */
  async open(record: SessionRecord): Promise<void> {
    this.#replace({ ...record, segments: [] });
    await this.#database.putSession(record);
  }

  /** Shows a session from disk: the one that runs when the worker restarts, else the latest. */
  async restore(session: string | null): Promise<void> {
    const transcript = await (session === null ? this.#database.loadLatest() : this.#database.load(session));
    if (transcript !== null) this.#replace(transcript);
  }

  /** Changes the transcript's head: its model, its exact start. */
  async amend(change: Partial<Omit<SessionRecord, "session">>): Promise<void> {
    if (this.#transcript === null) return;
    this.#replace({ ...this.#transcript, ...change });
    await this.#database.putSession(this.#transcript);
  }

  /** Calls one side by another name; the lines stay as they are. */
  async rename(source: AudioSource, name: string): Promise<void> {
    if (this.#transcript === null) return;
    const speakers = { ...this.#transcript.speakers, [source]: name };
    this.#transcript = { ...this.#transcript, speakers };
    this.#callbacks.onRenamed(speakers);
    await this.#database.putSession(this.#transcript);
  }

  /** Applies one caption event of any session. */
  async apply(event: AnyEvent): Promise<void> {
    if (
      event.event !== "partial_text" &&
      event.event !== "final_text" &&
      event.event !== "speech_end" &&
      event.event !== "gap"
    )
      return;
    const { session } = event.data;
    const isCurrent = session === this.#transcript?.session;
    const change = changeOf(isCurrent ? (this.#transcript?.segments ?? []) : [], event);
    if (change === null) return;
    if (isCurrent) this.#apply(session, change);
    if (change.type === "put" && change.segment.isFinal) await this.#keep(session, change.segment);
  }

  /** Drops what was never made final; at the end of a session nothing tentative may stay. */
  dropTentative(): void {
    const transcript = this.#transcript;
    for (const { isFinal, source, utterance } of transcript?.segments ?? []) {
      if (!isFinal && transcript !== null)
        this.#apply(transcript.session, { type: "drop", source, utterance });
    }
  }

  find(source: AudioSource, utterance: number): Segment | undefined {
    return findSegment(this.#transcript?.segments ?? [], source, utterance);
  }

  async #keep(session: string, segment: Segment): Promise<void> {
    const isKnown = session === this.#transcript?.session || (await this.#database.has(session));
    if (isKnown) await this.#database.putFinal(session, segment);
    else this.#callbacks.onStray(session);
  }

  #apply(session: string, change: TranscriptChange): void {
    if (this.#transcript === null) return;
    this.#transcript = changeTranscript(this.#transcript, change);
    this.#callbacks.onChange(session, change);
  }

  #replace(transcript: Transcript): void {
    this.#transcript = transcript;
    this.#callbacks.onReplaced(transcript);
  }
}
