import { AUDIO_SOURCES, type AudioSource } from "../../../protocol/audio.ts";
import { errorKind } from "../../../protocol/errors.ts";
import { type AudioChunk, CHUNK_SAMPLES, type ChunkPlace } from "../../shared/audio/stored-audio.ts";
import { toBase64 } from "../../shared/base64.ts";
import { reachesInto, type SampleRange } from "../../shared/struck-ranges.ts";

interface AudioChunksNeeds {
  /** @throws where the browser cannot */
  readonly encode: (pcm: Int16Array<ArrayBuffer>) => Promise<Uint8Array>;
  readonly post: (chunk: AudioChunk) => void;
  /** No more is stored from now on. */
  readonly onFailed: () => void;
}

/** A chunk that is being filled. */
interface Filling {
  readonly source: AudioSource;
  readonly startSample: number;
  readonly pcm: Int16Array<ArrayBuffer>;
  length: number;
}

/** One minute of both sources: what is not stored by then is not going to be. */
const MOST_WAITING = 24;
/** How long the end of the capture waits for the last chunks. */
const LAST_CHUNKS_MS = 2000;

/**
 * What is stored of a session's audio where the user wants it, out of the frames that go to the host: chunks of each source, encoded
 * one after the other and posted until they are stored, for the worker may be stopped at any time. Whatever fails, it is only this: it
 * gives up, drops what it has and says so, to each worker.
 */
export class AudioChunks {
  readonly #needs: AudioChunksNeeds;
  #isWanted = false;
  #hasFailed = false;
  readonly #filling: Record<AudioSource, Filling | null> = { tab: null, mic: null };
  readonly #struck: SampleRange[] = [];
  /** Encoded, and not known to be stored. */
  #waiting: AudioChunk[] = [];
  #encoding = 0;
  #encoded: Promise<void> = Promise.resolve();

  constructor(needs: AudioChunksNeeds) {
    this.#needs = needs;
  }

  /** Whether the user wants it, from now on. Where he does not, what is not stored by now is dropped. A worker that wants it after all is told. */
  want(isWanted: boolean): void {
    this.#isWanted = isWanted && !this.#hasFailed;
    if (!this.#isWanted) this.#drop();
    if (isWanted && this.#hasFailed) this.#needs.onFailed();
  }

  /** The worker cannot store it, and stores none of the rest, which the worker that follows does not know. */
  refuse(): void {
    this.#hasFailed = true;
    this.want(false);
  }

  /** The source's next frame. */
  push(source: AudioSource, firstSample: number, pcm: Int16Array): void {
    if (!this.#isWanted) return;
    const place = { source, startSample: firstSample, endSample: firstSample + pcm.length };
    let filling = this.#filling[source];
    if (filling !== null && endOf(filling) !== firstSample) filling = this.#closeOne(filling);
    if (this.#isStruck(place)) return;
    filling ??= { source, startSample: firstSample, pcm: new Int16Array(CHUNK_SAMPLES), length: 0 };
    this.#filling[source] = filling;
    filling.pcm.set(pcm, filling.length);
    filling.length += pcm.length;
    if (filling.length + pcm.length > CHUNK_SAMPLES) this.#closeOne(filling);
  }

  /** Nothing of a span is stored: what reaches into it goes, and what still comes of it. */
  strike(range: SampleRange): void {
    this.#struck.push(range);
    for (const source of AUDIO_SOURCES) {
      const filling = this.#filling[source];
      if (filling !== null && this.#isStruck(placeOf(filling))) this.#filling[source] = null;
    }
    this.#waiting = this.#waiting.filter((chunk) => !this.#isStruck(chunk));
  }

  /** It is stored, or is not to be. */
  settled(source: AudioSource, startSample: number): void {
    this.#waiting = this.#waiting.filter(
      (chunk) => chunk.source !== source || chunk.startSample !== startSample,
    );
  }

  /** To a new worker, which knows of nothing. */
  resend(): void {
    if (this.#hasFailed) this.#needs.onFailed();
    for (const chunk of this.#waiting) this.#needs.post(chunk);
  }

  /** The capture has ended. Resolves once its last chunks are on their way to the worker, or take too long. */
  async finish(): Promise<void> {
    if (!this.#isWanted) return;
    for (const source of AUDIO_SOURCES) {
      const filling = this.#filling[source];
      if (filling !== null) this.#closeOne(filling);
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isLate = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LAST_CHUNKS_MS);
    });
    await Promise.race([this.#encoded, isLate]);
    clearTimeout(timer);
  }

  #closeOne(filling: Filling): null {
    this.#filling[filling.source] = null;
    this.#encoding += 1;
    this.#encoded = this.#encoded.then(() => this.#encode(filling));
    if (this.#encoding + this.#waiting.length > MOST_WAITING) this.#fail("too much waits to be stored");
    return null;
  }

  async #encode(filling: Filling): Promise<void> {
    const place = placeOf(filling);
    try {
      if (this.#isDropped(place)) return;
      const opus = toBase64(await this.#needs.encode(filling.pcm.subarray(0, filling.length)));
      if (this.#isDropped(place)) return;
      this.#waiting.push({ ...place, opus });
      // With those that were not stored the last time.
      for (const chunk of this.#waiting) if (chunk.source === place.source) this.#needs.post(chunk);
    } catch (cause) {
      this.#fail(errorKind(cause));
    } finally {
      this.#encoding -= 1;
    }
  }

  #fail(why: string): void {
    if (this.#hasFailed) return;
    this.refuse();
    console.warn("Earshot stores no more audio of this meeting:", why);
    this.#needs.onFailed();
  }

  #drop(): void {
    this.#waiting = [];
    for (const source of AUDIO_SOURCES) this.#filling[source] = null;
  }

  #isDropped(place: ChunkPlace): boolean {
    return !this.#isWanted || this.#isStruck(place);
  }

  #isStruck(place: ChunkPlace): boolean {
    return this.#struck.some((range) => reachesInto(place, range));
  }
}

function endOf({ startSample, length }: Filling): number {
  return startSample + length;
}

function placeOf(filling: Filling): ChunkPlace {
  const { source, startSample } = filling;
  return { source, startSample, endSample: endOf(filling) };
}
