import type { IDBPDatabase, IDBPTransaction } from "idb";
import type { SuppressedLine } from "../../../shared/lines/suppressed.ts";
import { withVoices } from "../../../shared/lines/voices.ts";
import { reachesInto, unfinished } from "../../../shared/struck-ranges.ts";
import type { Segment, Transcript, TranscriptGap } from "../../../shared/transcript.ts";
import type { EventMark } from "./event-mark.ts";
import type { SealedItem, SealedRecords } from "./sealed-records.ts";
import {
  CONTENT_STORES,
  entryOf,
  ofSession,
  type SessionHead,
  type TranscriptSchema,
} from "./transcript-schema.ts";

/** Every store: a transaction over all of them sees a deletion. */
export const ALL_STORES = [
  "sessions",
  ...CONTENT_STORES,
  "audio",
  "searchTexts",
  "marks",
  "deleted",
] as const;
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

/** Stores what stands in a transcript; what is there already of the same identity is replaced. What was made to search it is deleted. */
export async function putContent(change: Change, session: string, content: SealedContent): Promise<void> {
  await Promise.all([
    change.objectStore("searchTexts").delete(ofSession(session)),
    ...content.lines.map(({ item: { source, utterance }, sealed }) =>
      change.objectStore("segments").put({ session, source, utterance, sealed }),
    ),
    ...content.gaps.map((gap) => change.objectStore("gaps").put({ ...gap, session })),
    ...content.suppressed.map(({ item: { source, startSample }, sealed }) =>
      change.objectStore("heldBack").put({ session, source, startSample, sealed }),
    ),
  ]);
}

interface SealedWhole extends SealedContent {
  readonly entry: TranscriptSchema["sessions"]["value"];
}

/** Lines that are sealed at once: what else is to be sealed meanwhile waits for no more of them. */
const SEALED_AT_ONCE = 250;

/** A whole session, its words sealed by its newest key. @throws {EarshotError} why there is none */
export async function sealWhole(
  records: SealedRecords,
  { segments, gaps, suppressed, ...record }: Transcript,
): Promise<SealedWhole> {
  const { session } = record;
  const entry = { ...entryOf(record), sealed: await records.sealHead(session, record) };
  const lines: SealedItem<Segment>[] = [];
  for (let from = 0; from < segments.length; from += SEALED_AT_ONCE)
    lines.push(...(await records.sealAll(session, "segments", segments.slice(from, from + SEALED_AT_ONCE))));
  return { entry, lines, gaps, suppressed: await records.sealAll(session, "heldBack", suppressed) };
}

/**
 * Adds a whole session in one transaction; one that is known, deleted or not wanted any more is left alone.
 * @returns whether it was added
 * @throws why the database aborted the transaction
 */
export async function addWhole(
  database: IDBPDatabase<TranscriptSchema>,
  { entry, ...content }: SealedWhole,
  mark: EventMark,
  isWanted: () => boolean,
): Promise<boolean> {
  const { session } = entry;
  const transaction = database.transaction(ALL_STORES, "readwrite", { durability: "strict" });
  const store = async () => {
    const isKnown = (await transaction.objectStore("sessions").getKey(session)) !== undefined;
    if (isKnown || !isWanted() || (await isGone(transaction, session, false))) return false;
    await transaction.objectStore("sessions").put(entry);
    await putContent(transaction, session, content);
    await transaction.objectStore("marks").put({ ...mark, session });
    return true;
  };
  try {
    const [isAdded] = await Promise.all([store(), transaction.done]);
    return isAdded;
  } catch (cause) {
    // A request says that it was aborted, the transaction for what: that there is no room.
    throw transaction.error ?? cause;
  }
}

/**
 * A session with all its words; null when it is not known. `unknownHead` stands for a head that never came to be stored.
 * @throws {EarshotError} why there is no key
 */
export async function loadWhole(
  database: IDBPDatabase<TranscriptSchema>,
  records: SealedRecords,
  session: string,
  unknownHead: () => SessionHead,
): Promise<Transcript | null> {
  // One transaction, and the keys of the moment after it: what a rotation seals under another key comes later.
  const transaction = database.transaction(["sessions", ...CONTENT_STORES]);
  const [entry, lines, gaps, suppressed] = await Promise.all([
    transaction.objectStore("sessions").get(session),
    transaction.objectStore("segments").getAll(ofSession(session)),
    transaction.objectStore("gaps").getAll(ofSession(session)),
    transaction.objectStore("heldBack").getAll(ofSession(session)),
  ]);
  if (entry === undefined) return null;
  const [head, openLines, openSuppressed] = await Promise.all([
    records.openHead(entry),
    records.openAll<Segment>(session, "segments", lines),
    records.openAll<SuppressedLine>(session, "heldBack", suppressed),
  ]);
  // A strike that was written down, and no more, is as good as done.
  const isLeft = (line: Segment | SuppressedLine) =>
    !unfinished(entry).some((range) => reachesInto(line, range));
  const segments = openLines.filter(isLeft).toSorted(inOrder);
  const unsure = openSuppressed.filter(isLeft).toSorted(inOrder);
  const missing = gaps.map(({ session: _session, ...gap }) => gap).toSorted(inOrder);
  const record = { ...(head ?? unknownHead()), ...entryOf(entry) };
  const speakers = withVoices(record.speakers, segments);
  return { ...record, speakers, segments, gaps: missing, suppressed: unsure };
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
    ...[...CONTENT_STORES, "audio" as const, "searchTexts" as const].map((name) =>
      transaction.objectStore(name).delete(ofSession(session)),
    ),
    transaction.done,
  ]);
}

type Placed = Pick<Segment, "source" | "startSample">;

/** In order of time, and of two at once the tab's first. */
export function inOrder(a: Placed, b: Placed): number {
  return a.startSample - b.startSample || Number(a.source < b.source) - Number(a.source > b.source);
}
