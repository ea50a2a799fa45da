import type { IDBPDatabase } from "idb";
import { corrected } from "../../../shared/lines/segment-versions.ts";
import { type Speakers, withVoice } from "../../../shared/lines/voices.ts";
import type { Segment } from "../../../shared/transcript.ts";
import type { EventBatch } from "./event-batch.ts";
import type { SealedRecords } from "./sealed-records.ts";
import type { TranscriptSchema } from "./transcript-schema.ts";

type LineName = Pick<Segment, "source" | "utterance">;
type Database = IDBPDatabase<TranscriptSchema>;

/** The lines that the batch's finals and corrections and labels make new or other than what is stored. */
export async function changedLines(
  database: Database,
  records: SealedRecords,
  session: string,
  { segments, corrections, labels = [] }: Pick<EventBatch, "segments" | "corrections" | "labels">,
  speakers?: Speakers,
): Promise<Segment[]> {
  const changed = new Map<string, Segment>();
  for (const segment of segments) {
    const key = await database.getKey("segments", [session, segment.source, segment.utterance]);
    if (key === undefined) changed.set(identityOf(segment), segment);
  }
  const knownLine = async ({ source, utterance }: LineName) =>
    changed.get(identityOf({ source, utterance })) ??
    (await lineOf(database, records, [session, source, utterance]));
  for (const correction of corrections) {
    const line = await knownLine(correction);
    const better = line === null ? null : corrected(line, correction);
    if (better !== null) changed.set(identityOf(correction), better);
  }
  for (const label of labels) {
    const line = await knownLine(label);
    const labelled = line === null ? null : withVoice(line, label, speakers);
    if (labelled !== null) changed.set(identityOf(label), labelled);
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

function identityOf({ source, utterance }: LineName): string {
  return `${source} ${utterance}`;
}
