import { randomBytes } from "node:crypto";
import type { DurableFile } from "../disk/durable-files.ts";
import { type FolderSeal, KEY_BYTES, SEAL_BYTES } from "./sealing.ts";

const ENTRY_BYTES = KEY_BYTES + SEAL_BYTES;
/** The key in use, and the one that is about to follow it. */
const ENTRIES = ["current", "next"] as const;
type Entry = (typeof ENTRIES)[number];
const SLOT_BYTES = ENTRIES.length * ENTRY_BYTES;

/**
 * Random keys by number, each wrapped by the folder's and overwritten where it stands when it is replaced, so that what it
 * sealed is gone for good while the rest of its file stays.
 */
export class KeySlots {
  readonly #file: DurableFile;
  readonly #name: string;
  readonly #seal: FolderSeal;
  readonly #known = new Map<number, readonly Buffer[]>();

  /** @param name of the file, as its keys are bound to it */
  constructor(file: DurableFile, name: string, seal: FolderSeal) {
    this.#file = file;
    this.#name = name;
    this.#seal = seal;
  }

  /** One more than the highest number that ever had a key. */
  get count(): number {
    return Math.ceil(this.#file.bytes / SLOT_BYTES);
  }

  /** The keys of a number, the one in use first; none when there is none, or it is damaged. */
  get(number: number): readonly Buffer[] {
    const known = this.#known.get(number);
    return known ?? this.#read(number);
  }

  /** As `get`, but from the file: another host may have written it meanwhile. */
  reread(number: number): readonly Buffer[] {
    return this.#read(number);
  }

  /** @throws the system's error */
  getOrCreate(number: number): Buffer {
    const [found] = this.get(number);
    if (found !== undefined) return found;
    const created = randomBytes(KEY_BYTES);
    this.#write(number, "current", created);
    this.#known.set(number, [created]);
    return created;
  }

  /**
   * Begins to replace the key of a number: from now on both open what they sealed. On the disk when it returns; done again
   * after a crash, it returns the key that was begun with.
   *
   * @throws the system's error
   */
  beginReplacing(number: number): Buffer {
    const [, begun] = this.#read(number);
    if (begun !== undefined) return begun;
    const next = randomBytes(KEY_BYTES);
    this.#write(number, "next", next);
    this.#file.flush();
    this.#known.delete(number);
    return next;
  }

  /** The key from before is gone for good: overwritten on the disk when this returns. @throws the system's error */
  finishReplacing(number: number): void {
    const [, next] = this.#read(number);
    if (next === undefined) return;
    this.#write(number, "current", next);
    this.#file.flush();
    this.#file.write(Buffer.alloc(ENTRY_BYTES), placeOf(number, "next"));
    this.#file.flush();
    this.#known.set(number, [next]);
  }

  /** Overwrites the keys of a number. @throws the system's error */
  destroy(number: number): void {
    this.#file.write(randomBytes(SLOT_BYTES), number * SLOT_BYTES);
    this.#file.flush();
    this.#known.delete(number);
  }

  #read(number: number): readonly Buffer[] {
    const keys = ENTRIES.flatMap((entry) => this.#unwrap(number, entry) ?? []);
    if (keys.length > 0) this.#known.set(number, keys);
    return keys;
  }

  #unwrap(number: number, entry: Entry): Buffer | null {
    const wrapped = this.#file.readOrNull(ENTRY_BYTES, placeOf(number, entry));
    return wrapped && this.#seal.unseal(placeName(this.#name, number, entry), wrapped);
  }

  #write(number: number, entry: Entry, key: Buffer): void {
    this.#file.write(this.#seal.seal(placeName(this.#name, number, entry), key), placeOf(number, entry));
  }
}

/** The keys of a number in the bytes of a file. */
export function keysIn(bytes: Buffer, name: string, number: number, seal: FolderSeal): Buffer[] {
  return ENTRIES.flatMap((entry) => {
    const at = placeOf(number, entry);
    return seal.unseal(placeName(name, number, entry), bytes.subarray(at, at + ENTRY_BYTES)) ?? [];
  });
}

function placeName(name: string, number: number, entry: Entry): string {
  return `${name} ${number} ${entry}`;
}

function placeOf(number: number, entry: Entry): number {
  return number * SLOT_BYTES + ENTRIES.indexOf(entry) * ENTRY_BYTES;
}
