import type { IDBPDatabase } from "idb";
import { errorKind } from "../../../../protocol/errors.ts";
import { SEARCH_TEXT_FORM, type SearchText, searchText } from "../../../shared/text/search-text.ts";
import type { Transcript } from "../../../shared/transcript.ts";
import type { MakeChange } from "./record-chunks.ts";
import type { Sealed } from "./sealed.ts";
import type { SealedRecords } from "./sealed-records.ts";
import { ofSession, type TranscriptSchema } from "./transcript-schema.ts";

type Database = IDBPDatabase<TranscriptSchema>;

/** Of one part: the browser's store puts what is larger than 64 KiB into a file of its own, which takes longer to read. */
const PART_BYTES = 60_000;
/** The form under which a ticket stands: of no text. */
const TICKET = 0;

interface SearchRecordsNeeds {
  readonly records: SealedRecords;
  readonly open: () => Promise<Database>;
  readonly makeChange: MakeChange;
  readonly load: (session: string) => Promise<Transcript | null>;
}

/**
 * The search texts of finished meetings, sealed by the key of the meeting's words (ADR-047). One is never older than the words: whatever
 * changes a line deletes the text in the same transaction, and a text that is being made is stored only if the ticket that was put
 * down before the words were read still stands.
 */
export class SearchRecords {
  readonly #needs: SearchRecordsNeeds;

  constructor(needs: SearchRecordsNeeds) {
    this.#needs = needs;
  }

  /** The stored texts of those sessions, in their order; null where there is none, or no key can be had: making it says why. */
  async read(sessions: readonly string[]): Promise<(SearchText | null)[]> {
    const { open, records } = this.#needs;
    const { store } = (await open()).transaction("searchTexts");
    const stored = await Promise.all(sessions.map((session) => store.getAll(ofForm(session))));
    return Promise.all(
      stored.map(async (parts, index) => {
        const sealed = parts.flatMap((part) => ("sealed" in part ? [part.sealed] : []));
        const session = sessions[index];
        if (session === undefined || sealed.length === 0) return null;
        // One lost key takes no other meeting's text away.
        const opened = await records.openSearchText(session, SEARCH_TEXT_FORM, sealed).catch(() => null);
        return opened && decoded(opened);
      }),
    );
  }

  /** Finished meetings, the newest first, of which no text is stored. */
  async missing(): Promise<string[]> {
    const transaction = (await this.#needs.open()).transaction(["sessions", "searchTexts"]);
    const [entries, keys] = await Promise.all([
      transaction.objectStore("sessions").index("startedAtMs").getAll(),
      transaction.objectStore("searchTexts").getAllKeys(),
    ]);
    const stored = new Set(keys.flatMap(([session, form]) => (form === SEARCH_TEXT_FORM ? [session] : [])));
    return entries
      .filter(({ session, completeness }) => completeness !== "open" && !stored.has(session))
      .map(({ session }) => session)
      .toReversed();
  }

  /**
   * Makes the text of a session of its words, and stores it if the meeting is over; null when the session is not known. What the database
   * refuses to store is made again another time.
   * @throws {EarshotError} why there is no key
   */
  async make(session: string): Promise<SearchText | null> {
    const { load, makeChange, records } = this.#needs;
    const ticket = crypto.randomUUID();
    const isStored = await makeChange((database) => putTicket(database, session, ticket)).catch(notStored);
    const transcript = await load(session);
    if (transcript === null) return null;
    const text = searchText(transcript);
    if (!isStored) return text;
    const parts = await records.sealSearchText(session, SEARCH_TEXT_FORM, encoded(text));
    await makeChange((database) => putParts(database, session, ticket, parts)).catch(notStored);
    return text;
  }
}

/** The disk is full, say: the text is made again another time. */
function notStored(cause: unknown): boolean {
  console.warn("Earshot could not store what a search reads:", errorKind(cause));
  return false;
}

function ofForm(session: string): IDBKeyRange {
  return IDBKeyRange.bound([session, SEARCH_TEXT_FORM], [session, SEARCH_TEXT_FORM, []]);
}

/** @returns false where no text is stored: of a meeting that goes on, or is not known */
async function putTicket(database: Database, session: string, ticket: string): Promise<boolean> {
  const transaction = database.transaction(["sessions", "searchTexts"], "readwrite");
  const put = async () => {
    const entry = await transaction.objectStore("sessions").get(session);
    if (entry === undefined || entry.completeness === "open") return false;
    await transaction.objectStore("searchTexts").put({ session, form: TICKET, part: 0, ticket });
    return true;
  };
  const [isPut] = await Promise.all([put(), transaction.done]);
  return isPut;
}

/** In the place of the ticket and of texts of other forms. Nothing where the words have changed since the ticket. */
async function putParts(
  database: Database,
  session: string,
  ticket: string,
  parts: readonly Sealed[],
): Promise<void> {
  const transaction = database.transaction("searchTexts", "readwrite");
  const put = async () => {
    const stored = await transaction.store.get([session, TICKET, 0]);
    if (stored === undefined || !("ticket" in stored) || stored.ticket !== ticket) return;
    await transaction.store.delete(ofSession(session));
    await Promise.all(
      parts.map((sealed, part) => transaction.store.put({ session, form: SEARCH_TEXT_FORM, part, sealed })),
    );
  };
  await Promise.all([put(), transaction.done]);
}

/** A line of JSON, then the folded lines as they are, in UTF-8. */
function encoded({ folded, ...facts }: SearchText): Uint8Array<ArrayBuffer>[] {
  const bytes = new TextEncoder().encode(`${JSON.stringify(facts)}\n${folded}`);
  const partCount = Math.max(1, Math.ceil(bytes.length / PART_BYTES));
  return Array.from({ length: partCount }, (_, part) =>
    bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES),
  );
}

/** It was authenticated, and its form with it: it is what `encoded` wrote. */
function decoded(parts: readonly ArrayBuffer[]): SearchText {
  const decoder = new TextDecoder();
  const text = parts.map((part) => decoder.decode(part, { stream: true })).join("");
  const end = text.indexOf("\n");
  const facts = JSON.parse(text.slice(0, end)) as Omit<SearchText, "folded">;
  return { ...facts, folded: text.slice(end + 1) };
}
