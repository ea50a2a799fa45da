import type { ChunkPlace } from "../../../shared/audio/stored-audio.ts";
import type { SuppressedLine } from "../../../shared/lines/suppressed.ts";
import { type VoiceLabel, withPageName } from "../../../shared/lines/voices.ts";
import type { Segment } from "../../../shared/transcript.ts";
import { type Place, reseal, type Sealed, seal, sealBytes, unseal, unsealBytes } from "./sealed.ts";
import type { TranscriptKeyStore } from "./transcript-key-store.ts";
import { headOf, type SessionHead, type SessionRecord, type TranscriptSchema } from "./transcript-schema.ts";

/** Lines, of which a record each is sealed. */
type LineStore = "segments" | "heldBack";
export type SealedStore = LineStore | "audio";
type StoredEntry = TranscriptSchema["sessions"]["value"];
export type SealedLine = TranscriptSchema[SealedStore]["value"];

export interface SealedItem<T> {
  readonly item: T;
  readonly sealed: Sealed;
}

/**
 * Seals what is stored of a session under its newest key, and opens it again; every method throws why there is no key, and takes
 * the keys that the session has when it is called.
 */
export class SealedRecords {
  readonly #keys: Pick<TranscriptKeyStore, "get">;
  readonly #onDamaged: (session: string, count: number) => void;

  /** `onDamaged`: so many records of a session did not open, because their bytes are not those that were stored. */
  constructor(keys: Pick<TranscriptKeyStore, "get">, onDamaged: (session: string, count: number) => void) {
    this.#keys = keys;
    this.#onDamaged = onDamaged;
  }

  async sealHead(session: string, head: SessionHead): Promise<Sealed> {
    return seal(await this.#keys.get(session), placeOfHead(session), headOf(head));
  }

  /**
   * The head that is to be stored of a session: the stored one with what the page calls the voices, else that of `record`. Null where it
   * stays as it is, and where the key cannot be had and is not needed now: the head waits for it.
   */
  async sealHeadOf(
    known: StoredEntry | undefined,
    record: SessionRecord | null,
    labels: readonly VoiceLabel[],
    isKeyNeeded: boolean,
  ): Promise<Sealed | null> {
    if (known?.sealed) return labels.length === 0 ? null : this.#sealNamedHead(known, labels);
    if (record === null) return null;
    try {
      return await this.sealHead(record.session, record);
    } catch (cause) {
      if (isKeyNeeded) throw cause;
      return null;
    }
  }

  /** Null when it was never stored, or is damaged: a meeting without its title can still be read. */
  async openHead({ session, sealed }: StoredEntry): Promise<SessionHead | null> {
    if (sealed === null) return null;
    const keys = await this.#keys.get(session);
    try {
      return await unseal<SessionHead>(keys, placeOfHead(session), sealed);
    } catch {
      this.#onDamaged(session, 1);
      return null;
    }
  }

  /** The head under the newest key; null when it is, or is damaged or not there. */
  async resealHead({ session, sealed }: StoredEntry): Promise<Sealed | null> {
    return sealed && reseal(await this.#keys.get(session), placeOfHead(session), sealed);
  }

  async sealAll<T extends Segment | SuppressedLine>(
    session: string,
    store: LineStore,
    items: readonly T[],
  ): Promise<SealedItem<T>[]> {
    if (items.length === 0) return [];
    const keys = await this.#keys.get(session);
    return Promise.all(
      items.map(async (item) => ({ item, sealed: await seal(keys, placeOf(session, store, item), item) })),
    );
  }

  /** Those that open; how many do not is reported. */
  async openAll<T extends Segment | SuppressedLine>(
    session: string,
    store: LineStore,
    stored: readonly TranscriptSchema[LineStore]["value"][],
  ): Promise<T[]> {
    if (stored.length === 0) return [];
    const keys = await this.#keys.get(session);
    const opened = await Promise.allSettled(
      stored.map((line) => unseal<T>(keys, placeOf(session, store, line), line.sealed)),
    );
    const readable = opened.flatMap((line) => (line.status === "fulfilled" ? [line.value] : []));
    if (readable.length < stored.length) this.#onDamaged(session, stored.length - readable.length);
    return readable;
  }

  async sealAudio(session: string, chunk: ChunkPlace, bytes: BufferSource): Promise<Sealed> {
    return sealBytes(await this.#keys.get(session), placeOfAudio(session, chunk), bytes);
  }

  /** Chunks of audio with their bytes: those that open; how many do not is reported. */
  async openAudio(
    session: string,
    stored: readonly TranscriptSchema["audio"]["value"][],
  ): Promise<(ChunkPlace & { readonly bytes: Uint8Array<ArrayBuffer> })[]> {
    if (stored.length === 0) return [];
    const keys = await this.#keys.get(session);
    const opened = await Promise.allSettled(
      stored.map(async ({ source, startSample, endSample, sealed }) => {
        const place = { source, startSample, endSample };
        return {
          ...place,
          bytes: new Uint8Array(await unsealBytes(keys, placeOfAudio(session, place), sealed)),
        };
      }),
    );
    const readable = opened.flatMap((chunk) => (chunk.status === "fulfilled" ? [chunk.value] : []));
    if (readable.length < stored.length) this.#onDamaged(session, stored.length - readable.length);
    return readable;
  }

  async sealSearchText(
    session: string,
    form: number,
    parts: readonly Uint8Array<ArrayBuffer>[],
  ): Promise<Sealed[]> {
    const keys = await this.#keys.get(session);
    return Promise.all(
      parts.map((bytes, part) =>
        sealBytes(keys, placeOfSearchText(session, form, part, parts.length), bytes),
      ),
    );
  }

  /** The parts of a search text, in order; null when one is missing or does not open: it can be made again. */
  async openSearchText(
    session: string,
    form: number,
    parts: readonly Sealed[],
  ): Promise<ArrayBuffer[] | null> {
    const keys = await this.#keys.get(session);
    try {
      return await Promise.all(
        parts.map((sealed, part) =>
          unsealBytes(keys, placeOfSearchText(session, form, part, parts.length), sealed),
        ),
      );
    } catch {
      return null;
    }
  }

  /** Those that the newest key did not seal, sealed by it; what is damaged is none of them. */
  async resealAll<Line extends SealedLine>(
    session: string,
    store: SealedStore,
    stored: readonly Line[],
  ): Promise<Line[]> {
    const keys = await this.#keys.get(session);
    const resealed = await Promise.all(
      stored.map(async (line) => {
        const place = "endSample" in line ? placeOfAudio(session, line) : placeOf(session, store, line);
        const sealed = await reseal(keys, place, line.sealed);
        return sealed === null ? [] : [{ ...line, sealed }];
      }),
    );
    return resealed.flat();
  }

  /** Null where the labels change nothing of it. */
  async #sealNamedHead(entry: StoredEntry, labels: readonly VoiceLabel[]): Promise<Sealed | null> {
    const head = await this.openHead(entry);
    if (head === null) return null;
    const speakers = labels.reduce(withPageName, head.speakers);
    return speakers === head.speakers ? null : this.sealHead(entry.session, { ...head, speakers });
  }
}

function placeOfHead(session: string): Place {
  return ["sessions", session];
}

/** With how many parts there are: one that was taken away leaves none that opens. */
function placeOfSearchText(session: string, form: number, part: number, partCount: number): Place {
  return ["searchTexts", session, form, part, partCount];
}

/** Its end as well: what is struck is found by it. */
function placeOfAudio(session: string, { source, startSample, endSample }: ChunkPlace): Place {
  return ["audio", session, source, startSample, endSample];
}

function placeOf(
  session: string,
  store: SealedStore,
  line: Pick<Segment, "source"> & ({ readonly utterance: number } | { readonly startSample: number }),
): Place {
  return [store, session, line.source, "utterance" in line ? line.utterance : line.startSample];
}
