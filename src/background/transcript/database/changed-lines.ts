import type { IDBPDatabase } from "idb";
import { corrected } from "../../../shared/lines/segment-versions.ts";
import type { Segment } from "../../../shared/transcript.ts";
import type { EventBatch } from "./event-batch.ts";
import type { SealedRecords } from "./sealed-records.ts";
import type { TranscriptSchema } from "./transcript-schema.ts";

type Database = IDBPDatabase<TranscriptSchema>;

/** The lines that the batch's finals and corrections make new or other than what is stored. */
export async function changedLines(
  database: Database,
  records: SealedRecords,
  session: string,
  { segments, corrections }: Pick<EventBatch, "segments" | "corrections">,
): Promise<Segment[]> {
  const changed = new Map<string, Segment>();
  for (const segment of segments) {
    const key = await database.getKey("segments", [session, segment.source, segment.utterance]);
    if (key === undefined) changed.set(identityOf(segment), segment);
  }
  for (const correction of corrections) {
    const { source, utterance } = correction;
    const line =
      changed.get(identityOf(correction)) ?? (await lineOf(database, records, [session, source, utterance]));
    const better = line === null ? null : corrected(line, correction);
    if (better !== null) changed.set(identityOf(correction), better);
  }
  return [...changed.values()];
}

/** The stored line of that identity; null when there is none, or it does not open. */
export async function lineOf(
  database: Database,
  records: SealedRecords,
  key: TranscriptSchema["segments"]["key"],
): Promise<Segment | null> {
  const stored = await database.get("segments", key);
  if (stored === undefined) return null;
  const [session] = key;
  const [line] = await records.openAll<Segment>(session, "segments", [stored]);
  return line ?? null;
}

function identityOf({ source, utterance }: Pick<Segment, "source" | "utterance">): string {
  return `${source} ${utterance}`;
}
