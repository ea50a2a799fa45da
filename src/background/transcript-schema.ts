import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import type { AudioSource } from "../../protocol/audio.ts";
import type { HeldBackLine } from "../shared/held-back.ts";
import type { Segment, Transcript, TranscriptGap } from "../shared/transcript.ts";
import type { EventMark } from "./event-mark.ts";

export const DATABASE_VERSION = 3;

/** A session without its captions and what stands between them. */
export type SessionRecord = Omit<Transcript, "segments" | "gaps" | "heldBack">;

interface OfSession {
  readonly session: string;
}

export interface TranscriptSchema extends DBSchema {
  sessions: { key: string; value: SessionRecord; indexes: { startedAtMs: number } };
  segments: {
    key: [session: string, source: AudioSource, utterance: number];
    value: Segment & OfSession;
    indexes: { session: string };
  };
  gaps: {
    key: [session: string, source: AudioSource, startSample: number];
    value: TranscriptGap & OfSession;
    indexes: { session: string };
  };
  heldBack: {
    key: [session: string, source: AudioSource, startSample: number];
    value: HeldBackLine & OfSession;
    indexes: { session: string };
  };
  /** What the host may be told is stored. */
  marks: { key: string; value: EventMark & OfSession };
  /** Sessions the user deleted, until the host has confirmed that its part is gone too. */
  deleted: { key: string; value: OfSession };
}

type Upgrade = IDBPTransaction<TranscriptSchema, StoreNames<TranscriptSchema>[], "versionchange">;

/** Brings a database of any earlier version to this one; nothing stored is lost. */
export async function upgradeTranscripts(
  database: IDBPDatabase<TranscriptSchema>,
  oldVersion: number,
  transaction: Upgrade,
): Promise<void> {
  if (oldVersion < 1) {
    database.createObjectStore("sessions", { keyPath: "session" }).createIndex("startedAtMs", "startedAtMs");
    database
      .createObjectStore("segments", { keyPath: ["session", "source", "utterance"] })
      .createIndex("session", "session");
  }
  if (oldVersion < 3) {
    // Lines of version 2 have one text, which is what a line without versions says.
    database
      .createObjectStore("heldBack", { keyPath: ["session", "source", "startSample"] })
      .createIndex("session", "session");
  }
  if (oldVersion < 2) {
    database
      .createObjectStore("gaps", { keyPath: ["session", "source", "startSample"] })
      .createIndex("session", "session");
    database.createObjectStore("marks", { keyPath: "session" });
    database.createObjectStore("deleted", { keyPath: "session" });
    // Version 1 knew neither gaps nor recovery: what it kept was shown as it stood.
    for await (const cursor of transaction.objectStore("sessions")) {
      await cursor.update({ ...cursor.value, completeness: "complete" });
    }
  }
}
