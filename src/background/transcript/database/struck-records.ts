import type { IDBPDatabase } from "idb";
import type { SuppressedLine } from "../../../shared/lines/suppressed.ts";
import {
  reachesInto,
  type SampleRange,
  type StruckRange,
  struckGaps,
  withStruck,
} from "../../../shared/struck-ranges.ts";
import type { Segment } from "../../../shared/transcript.ts";
import { deleteStruckAudio, isAudioOf } from "./audio-records.ts";
import { forEachChunk, type MakeChange } from "./record-chunks.ts";
import type { SealedRecords } from "./sealed-records.ts";
import { ofSession, type TranscriptSchema } from "./transcript-schema.ts";

type Database = IDBPDatabase<TranscriptSchema>;

/**
 * Writes a struck range into a known session's entry, with the gap in its place, and deletes the audio that reaches into it and
 * what was made to search the words, which takes no key. Resolves once it is on disk.
 */
export async function putStruck(database: Database, session: string, range: StruckRange): Promise<void> {
  const transaction = database.transaction(["sessions", "gaps", "audio", "searchTexts"], "readwrite", {
    durability: "strict",
  });
  const sessions = transaction.objectStore("sessions");
  const entry = await sessions.get(session);
  if (entry !== undefined) {
    await sessions.put({ ...entry, struck: withStruck(entry.struck ?? [], range) });
    for (const gap of struckGaps(range)) await transaction.objectStore("gaps").put({ ...gap, session });
    await transaction.objectStore("searchTexts").delete(ofSession(session));
    await deleteStruckAudio(transaction.objectStore("audio"), session, (chunk) => reachesInto(chunk, range));
  }
  await transaction.done;
}

/**
 * Deletes every line that reaches into a range, with all audio that was recognised for it: what a line said before the range is gone
 * where it can be heard, too. Resolves once that is on disk.
 * @throws {EarshotError} why there is no key: where a line ends is sealed with it
 */
export async function deleteStruckLines(
  makeChange: MakeChange,
  records: SealedRecords,
  session: string,
  range: SampleRange,
): Promise<void> {
  const isStruck = (line: Segment | SuppressedLine) => reachesInto(line, range);
  await forEachChunk(makeChange, session, "segments", async (database, stored) => {
    const struck = (await records.openAll<Segment>(session, "segments", stored)).filter(isStruck);
    const keys = struck.map(({ source, utterance }) => IDBKeyRange.only([session, source, utterance]));
    await deleteWithAudio(database, session, "segments", keys, struck);
  });
  await forEachChunk(makeChange, session, "heldBack", async (database, stored) => {
    const struck = (await records.openAll<SuppressedLine>(session, "heldBack", stored)).filter(isStruck);
    const keys = struck.map(({ source, startSample }) => IDBKeyRange.only([session, source, startSample]));
    await deleteWithAudio(database, session, "heldBack", keys, struck);
  });
}

/** In one transaction: while a line is there, its audio is found by it. */
async function deleteWithAudio(
  database: Database,
  session: string,
  store: "segments" | "heldBack",
  keys: readonly IDBKeyRange[],
  lines: readonly (Segment | SuppressedLine)[],
): Promise<void> {
  if (lines.length === 0) return;
  const transaction = database.transaction([store, "audio", "searchTexts"], "readwrite", {
    durability: "strict",
  });
  await Promise.all([
    transaction.objectStore("searchTexts").delete(ofSession(session)),
    ...keys.map((key) => transaction.objectStore(store).delete(key)),
    deleteStruckAudio(transaction.objectStore("audio"), session, isAudioOf(lines)),
    transaction.done,
  ]);
}
