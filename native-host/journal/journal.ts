import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { AudioSource, NextFrames } from "../../protocol/audio.ts";
import { EVENTS } from "../../protocol/events.ts";
import { z } from "../../protocol/zod.ts";
import { RecordFile } from "./record-file.ts";
import { readSessionRecord, type SessionRecord, writeSessionRecord } from "./session-record.ts";
import { type Frame, SourceJournal, type Stored } from "./source-journal.ts";

/** The events that settle a stretch of audio: nothing before their end needs to be transcribed again. */
const settlingEvent = z.discriminatedUnion("event", [
  z.object({ event: z.literal("final_text"), data: EVENTS.final_text }),
  z.object({ event: z.literal("speech_end"), data: EVENTS.speech_end }),
  z.object({ event: z.literal("no_speech"), data: EVENTS.no_speech }),
]);
export type SettlingEvent = z.infer<typeof settlingEvent>;

/**
 * A session's folder `<dataDirectory>/sessions/<id>`: the audio of both sources, the settings, and the events
 * that settle audio. It is the queue to the sidecar and what a crash is recovered from. The id is a UUID by
 * schema, so no message can name another path (SEC-2).
 *
 * Constructor and methods throw the system's error; `journalError` names it.
 */
export class Journal {
  readonly #folder: string;
  readonly #sources: Readonly<Record<AudioSource, SourceJournal>>;
  readonly #events: RecordFile<SettlingEvent>;
  readonly #settled: Record<AudioSource, number> = { tab: 0, mic: 0 };
  #record: SessionRecord;

  private constructor(folder: string, record: SessionRecord) {
    this.#folder = folder;
    this.#record = record;
    this.#sources = { tab: new SourceJournal(folder, "tab"), mic: new SourceJournal(folder, "mic") };
    this.#events = new RecordFile(join(folder, "events.jsonl"), settlingEvent);
    for (const event of this.#events.read()) this.#settle(event);
  }

  /** Creates the folder, or goes on in it when a start that was cut off left it there. */
  static create(dataDirectory: string, session: string, record: SessionRecord): Journal {
    const folder = sessionFolder(dataDirectory, session);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeSessionRecord(folder, record);
    return new Journal(folder, record);
  }

  /** Opens what an earlier host left. @throws ENOENT when there is nothing. */
  static open(dataDirectory: string, session: string): Journal {
    const folder = sessionFolder(dataDirectory, session);
    return new Journal(folder, readSessionRecord(folder));
  }

  get record(): SessionRecord {
    return this.#record;
  }

  changeSettings(settings: SessionRecord["settings"]): void {
    this.#record = { ...this.#record, settings };
    writeSessionRecord(this.#folder, this.#record);
  }

  get next(): NextFrames {
    return { tab: this.#sources.tab.next, mic: this.#sources.mic.next };
  }

  /** Frames below these need not be transcribed again. */
  get resumeFrom(): NextFrames {
    const { tab, mic } = this.#sources;
    return { tab: tab.frameAt(this.#settled.tab), mic: mic.frameAt(this.#settled.mic) };
  }

  append(source: AudioSource, frame: Frame): Stored {
    return this.#sources[source].append(frame);
  }

  firstSample(source: AudioSource, seq: number): number {
    return this.#sources[source].firstSample(seq);
  }

  frame(source: AudioSource, seq: number): Frame {
    return this.#sources[source].read(seq);
  }

  /** Keeps an event before it is delivered, so that one delivered never has to be made again. */
  keep(event: SettlingEvent): void {
    this.#events.append(event);
    this.#settle(event);
  }

  keptEvents(): SettlingEvent[] {
    return this.#events.read();
  }

  /** Stored samples that no final, end of speech or silence verdict covers yet. */
  lagSamples(source: AudioSource): number {
    return Math.max(0, this.#sources[source].endSample - this.#settled[source]);
  }

  async sync(): Promise<void> {
    await Promise.all([this.#sources.tab.sync(), this.#sources.mic.sync()]);
  }

  /** As `sync`, before anything else happens: the process may be killed at once. */
  flush(): void {
    this.#sources.tab.flush();
    this.#sources.mic.flush();
    this.#events.flush();
  }

  async close(): Promise<void> {
    this.#events.close();
    await Promise.all([this.#sources.tab.close(), this.#sources.mic.close()]);
  }

  /** Deletes the closed journal: its session is transcribed and stored elsewhere. */
  delete(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #settle({ data }: SettlingEvent): void {
    this.#settled[data.source] = Math.max(this.#settled[data.source], data.end_sample);
  }
}

function sessionFolder(dataDirectory: string, session: string): string {
  return join(dataDirectory, "sessions", session);
}
