import type { IDBPDatabase } from "idb";
import { edited, type LineEdit } from "../../../shared/lines/segment-versions.ts";
import { isStruck } from "../../../shared/struck-ranges.ts";
import type { Segment } from "../../../shared/transcript.ts";
import { lineOf } from "./changed-lines.ts";
import type { SealedRecords } from "./sealed-records.ts";
import { ALL_STORES, isGone, putContent } from "./transactions.ts";
import type { TranscriptSchema } from "./transcript-schema.ts";

/** What became of the edits of some lines. */
export interface EditedLines {
  /** The lines that are other than before, as they are stored now. */
  readonly changed: readonly Segment[];
  /** The edits whose line is not there: struck, not stored yet, or of a meeting that was deleted. */
  readonly missing: readonly LineEdit[];
}

/** Stores what the user made of some lines at `atMs`, all of it or nothing. Resolves once it is on disk. */
export async function editLines(
  database: IDBPDatabase<TranscriptSchema>,
  records: SealedRecords,
  session: string,
  edits: readonly LineEdit[],
  atMs: number,
): Promise<EditedLines> {
  const entry = await database.get("sessions", session);
  if (entry === undefined) return { changed: [], missing: edits };
  const changed: Segment[] = [];
  const missing: LineEdit[] = [];
  const storedLine = async ({ source }: LineEdit, utterance: number) => {
    const line = await lineOf(database, records, [session, source, utterance]);
    // A strike that was written down is as good as done.
    return line === null || isStruck(line, entry.struck ?? []) ? null : line;
  };
  for (const edit of edits) {
    const line = await storedLine(edit, edit.utterance);
    // Words of a line that was struck do not come back with the line that they were joined to.
    const joined = await Promise.all((edit.joined ?? []).map((utterance) => storedLine(edit, utterance)));
    if (line === null || joined.includes(null)) missing.push(edit);
    else {
      const segment = edited(line, edit, atMs);
      if (segment !== null) changed.push(segment);
    }
  }
  if (changed.length === 0) return { changed, missing };
  const lines = await records.sealAll(session, "segments", changed);
  const transaction = database.transaction(ALL_STORES, "readwrite", { durability: "strict" });
  const store = async (): Promise<EditedLines> => {
    if (await isGone(transaction, session, true)) return { changed: [], missing: edits };
    await putContent(transaction, session, { lines, gaps: [], suppressed: [] });
    return { changed, missing };
  };
  const [stored] = await Promise.all([store(), transaction.done]);
  return stored;
}
