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
import { placeIn } from "./audio-records.ts";
import { forEachChunk, type MakeChange } from "./record-chunks.ts";
import type { SealedRecords } from "./sealed-records.ts";
import { ofSession, type TranscriptSchema } from "./transcript-schema.ts";

type Database = IDBPDatabase<TranscriptSchema>;

/**
 * Writes a struck range into a known session's entry, with the gap in its place, and deletes the audio that reaches into it, which takes
 * no key. Resolves once it is on disk.
 */
export async function putStruck(database: Database, session: string, range: StruckRange): Promise<void> {
  const transaction = database.transaction(["sessions", "gaps", "audio"], "readwrite", {
    durability: "strict",
  });
  const sessions = transaction.objectStore("sessions");
  const entry = await sessions.get(session);
  if (entry !== undefined) {
    await sessions.put({ ...entry, struck: withStruck(entry.struck ?? [], range) });
    for (const gap of struckGaps(range)) await transaction.objectStore("gaps").put({ ...gap, session });
    const audio = transaction.objectStore("audio");
    for (const key of await audio.getAllKeys(ofSession(session)))
      if (reachesInto(placeIn(key), range)) await audio.delete(key);
  }
  await transaction.done;
}

/**
 * Deletes every line that reaches into a range. Resolves once that is on disk.
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
    const lines = await records.openAll<Segment>(session, "segments", stored);
    const transaction = database.transaction("segments", "readwrite", { durability: "strict" });
    const deleted = lines
      .filter(isStruck)
      .map(({ source, utterance }) => transaction.store.delete([session, source, utterance]));
    await Promise.all([...deleted, transaction.done]);
  });
  await forEachChunk(makeChange, session, "heldBack", async (database, stored) => {
    const lines = await records.openAll<SuppressedLine>(session, "heldBack", stored);
    const transaction = database.transaction("heldBack", "readwrite", { durability: "strict" });
    const deleted = lines
      .filter(isStruck)
      .map(({ source, startSample }) => transaction.store.delete([session, source, startSample]));
    await Promise.all([...deleted, transaction.done]);
  });
}
