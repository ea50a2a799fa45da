import type { IDBPDatabase, IDBPObjectStore, StoreNames } from "idb";
import type { AudioChunk, AudioOutline, ChunkPlace } from "../../../shared/audio/stored-audio.ts";
import { fromBase64, toBase64 } from "../../../shared/base64.ts";
import type { SuppressedLine } from "../../../shared/lines/suppressed.ts";
import { reachesInto, type SampleRange } from "../../../shared/struck-ranges.ts";
import type { Segment } from "../../../shared/transcript.ts";
import type { MakeChange } from "./record-chunks.ts";
import type { SealedRecords } from "./sealed-records.ts";
import { ALL_STORES, isGone } from "./transactions.ts";
import { ofSession, type TranscriptSchema } from "./transcript-schema.ts";

type Database = IDBPDatabase<TranscriptSchema>;

interface AudioRecordsNeeds {
  readonly records: SealedRecords;
  readonly open: () => Promise<Database>;
  readonly makeChange: MakeChange;
  /** As `makeChange`, once its session's key is there. @throws {EarshotError} why there is none */
  readonly changeWithKey: <T>(session: string, change: (database: Database) => Promise<T>) => Promise<T>;
}

/** The audio of meetings, sealed as their words are, of those whose user wants it (ADR-042). Deleted and struck with them. */
export class AudioRecords {
  readonly #needs: AudioRecordsNeeds;
  /** Sessions whose audio was deleted in this worker's life: what waits for its turn brings none of it back. */
  readonly #deleted = new Set<string>();

  constructor(needs: AudioRecordsNeeds) {
    this.#needs = needs;
  }

  /**
   * Stores a chunk, twice if need be: the second time changes nothing. One of a session that is deleted or not known, or that reaches
   * into what was struck, is not stored, nor one that is wanted no longer once it is its turn. Resolves once it is written; a power cut
   * may take the last ones.
   * @throws {EarshotError} why there is no key
   * @throws why the database aborted the transaction
   */
  put(session: string, { opus, ...place }: AudioChunk, isWanted: () => boolean): Promise<void> {
    const isDropped = () => !isWanted() || this.#deleted.has(session);
    return this.#needs.changeWithKey(session, async (database) => {
      if (isDropped()) return;
      const sealed = await this.#needs.records.sealAudio(session, place, fromBase64(opus));
      const transaction = database.transaction(ALL_STORES, "readwrite", { durability: "relaxed" });
      const put = async () => {
        if ((await isGone(transaction, session, true)) || isDropped()) return;
        const { struck = [] } = (await transaction.objectStore("sessions").get(session)) ?? {};
        if (struck.some((range) => reachesInto(place, range))) return;
        await transaction.objectStore("audio").put({ ...place, session, bytes: sealed.length, sealed });
      };
      try {
        await Promise.all([put(), transaction.done]);
      } catch (cause) {
        // A request says that it was aborted, the transaction for what: that there is no room.
        throw transaction.error ?? cause;
      }
    });
  }

  /** The sessions that have audio. */
  async sessions(): Promise<string[]> {
    const { store } = (await this.#needs.open()).transaction("audio");
    const sessions: string[] = [];
    let key = await store.getKey(IDBKeyRange.lowerBound([]));
    while (key !== undefined) {
      const [session] = key;
      sessions.push(session);
      // Behind everything of that one.
      key = await store.getKey(IDBKeyRange.lowerBound([session, []], true));
    }
    return sessions;
  }

  /** What there is of a session's audio; it takes no key. */
  async outline(session: string): Promise<AudioOutline> {
    const keys = await (await this.#needs.open()).getAllKeys("audio", ofSession(session));
    const spans: ChunkPlace[] = [];
    // By source, and in order of time.
    for (const key of keys) {
      const place = placeIn(key);
      const before = spans.at(-1);
      if (before?.source === place.source && before.endSample === place.startSample)
        spans[spans.length - 1] = { ...before, endSample: place.endSample };
      else spans.push(place);
    }
    return {
      bytes: keys.reduce((sum, key) => sum + key[4], 0),
      spans: spans.toSorted((a, b) => a.startSample - b.startSample),
    };
  }

  /**
   * The chunks that reach into a span of a session. One that was changed on disk is left out and reported.
   * @throws {EarshotError} why there is no key
   */
  async read(session: string, range: SampleRange): Promise<AudioChunk[]> {
    const store = (await this.#needs.open()).transaction("audio").store;
    const keys = await store.getAllKeys(ofSession(session));
    const wanted = keys.filter((key) => reachesInto(placeIn(key), range));
    const stored = await Promise.all(wanted.map((key) => store.get(key)));
    const opened = await this.#needs.records.openAudio(
      session,
      stored.filter((chunk) => chunk !== undefined),
    );
    return opened.map(({ bytes, ...place }) => ({ ...place, opus: toBase64(bytes) }));
  }

  /**
   * Deletes all of a session's audio; its words stay, and the key that opens old copies of either has to be replaced. Resolves once that
   * is on disk.
   */
  async delete(session: string): Promise<void> {
    this.#deleted.add(session);
    await this.#needs.makeChange(async (database) => {
      const transaction = database.transaction(["sessions", "audio"], "readwrite", { durability: "strict" });
      const remove = async () => {
        const audio = transaction.objectStore("audio");
        if ((await audio.getKey(ofSession(session))) === undefined) return;
        await audio.delete(ofSession(session));
        const entry = await transaction.objectStore("sessions").get(session);
        if (entry !== undefined)
          await transaction.objectStore("sessions").put({ ...entry, isKeyOutdated: true });
      };
      await Promise.all([remove(), transaction.done]);
    });
  }
}

/** Deletes those chunks of a session that a strike takes, which takes no key. */
export async function deleteStruckAudio(
  audio: IDBPObjectStore<TranscriptSchema, ArrayLike<StoreNames<TranscriptSchema>>, "audio", "readwrite">,
  session: string,
  isStruck: (chunk: ChunkPlace) => boolean,
): Promise<void> {
  for (const key of await audio.getAllKeys(ofSession(session)))
    if (isStruck(placeIn(key))) await audio.delete(key);
}

/** Whether a chunk has audio that was recognised for one of the lines. */
export function isAudioOf(lines: readonly (Segment | SuppressedLine)[]): (chunk: ChunkPlace) => boolean {
  return (chunk) => lines.some((line) => line.source === chunk.source && reachesInto(line, chunk));
}

/** Where the chunk of a key stands. */
function placeIn([, source, startSample, endSample]: TranscriptSchema["audio"]["key"]): ChunkPlace {
  return { source, startSample, endSample };
}
