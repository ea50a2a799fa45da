import type { IDBPDatabase, IDBPTransaction } from "idb";
import type { SuppressedLine } from "../../../shared/suppressed.ts";
import type { Segment, Transcript, TranscriptGap } from "../../../shared/transcript.ts";
import type { EventMark } from "./event-mark.ts";
import type { SealedItem, SealedRecords } from "./sealed-records.ts";
import { CONTENT_STORES, ofSession, type TranscriptSchema } from "./transcript-schema.ts";

/** Every store: a transaction over all of them sees a deletion. */
export const ALL_STORES = ["sessions", ...CONTENT_STORES, "marks", "deleted"] as const;
type Change = IDBPTransaction<TranscriptSchema, typeof ALL_STORES, "readwrite">;

/** Whether the session was deleted: remembered as such, or known a moment ago and no more. */
export async function isGone(change: Change, session: string, wasKnown: boolean): Promise<boolean> {
  if ((await change.objectStore("deleted").getKey(session)) !== undefined) return true;
  return wasKnown && (await change.objectStore("sessions").getKey(session)) === undefined;
}

/** What stands in a transcript, its words sealed. */
interface SealedContent {
  readonly lines: readonly SealedItem<Segment>[];
  readonly gaps: readonly TranscriptGap[];
  readonly suppressed: readonly SealedItem<SuppressedLine>[];
}

/** Stores what stands in a transcript; what is there already of the same identity is replaced. */
export async function putContent(change: Change, session: string, content: SealedContent): Promise<void> {
  await Promise.all([
    ...content.lines.map(({ item: { source, utterance }, sealed }) =>
      change.objectStore("segments").put({ session, source, utterance, sealed }),
    ),
    ...content.gaps.map((gap) => change.objectStore("gaps").put({ ...gap, session })),
    ...content.suppressed.map(({ item: { source, startSample }, sealed }) =>
      change.objectStore("heldBack").put({ session, source, startSample, sealed }),
    ),
  ]);
}

/** Adds a whole session in one transaction; one that is known, deleted or not wanted any more is left alone. */
export async function addWhole(
  database: IDBPDatabase<TranscriptSchema>,
  records: SealedRecords,
  { segments, gaps, suppressed, ...record }: Transcript,
  mark: EventMark,
  isWanted: () => boolean,
): Promise<void> {
  const { session, startedAtMs, completeness, ...head } = record;
  const sealed = await records.sealHead(session, head);
  const lines = await records.sealAll(session, "segments", segments);
  const content = { lines, gaps, suppressed: await records.sealAll(session, "heldBack", suppressed) };
  const transaction = database.transaction(ALL_STORES, "readwrite", { durability: "strict" });
  const store = async () => {
    const isKnown = (await transaction.objectStore("sessions").getKey(session)) !== undefined;
    if (isKnown || !isWanted() || (await isGone(transaction, session, false))) return;
    await transaction.objectStore("sessions").put({ session, startedAtMs, completeness, sealed });
    await putContent(transaction, session, content);
    await transaction.objectStore("marks").put({ ...mark, session });
  };
  await Promise.all([store(), transaction.done]);
}

/** Changes the record of a known session; another stays unknown. */
export async function amend(
  database: IDBPDatabase<TranscriptSchema>,
  session: string,
  change: Partial<TranscriptSchema["sessions"]["value"]>,
  durability: IDBTransactionDurability = "default",
): Promise<void> {
  const transaction = database.transaction("sessions", "readwrite", { durability });
  const entry = await transaction.store.get(session);
  if (entry !== undefined) await transaction.store.put({ ...entry, ...change });
  await transaction.done;
}

/** Deletes everything of a session and remembers that, in one transaction. */
export async function deleteAll(database: IDBPDatabase<TranscriptSchema>, session: string): Promise<void> {
  const transaction = database.transaction(ALL_STORES, "readwrite", { durability: "strict" });
  await Promise.all([
    transaction.objectStore("deleted").put({ session }),
    transaction.objectStore("sessions").delete(session),
    transaction.objectStore("marks").delete(session),
    ...CONTENT_STORES.map((name) => transaction.objectStore(name).delete(ofSession(session))),
    transaction.done,
  ]);
}

type Placed = Pick<Segment, "source" | "startSample">;

/** In order of time, and of two at once the tab's first. */
export function inOrder(a: Placed, b: Placed): number {
  return a.startSample - b.startSample || Number(a.source < b.source) - Number(a.source > b.source);
}
