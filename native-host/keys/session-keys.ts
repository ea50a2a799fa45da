import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readdirSync, rmSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { EarshotError } from "../../protocol/errors.ts";
import type { KeyStorage } from "../../protocol/reports.ts";
import {
  createDurably,
  eraseDurably,
  readIfPresent,
  replaceDurably,
  UNFINISHED_PREFIX,
} from "../disk/durable-files.ts";
import { journalError } from "../disk/storage.ts";
import { makeFolder, systemCode } from "../runtime/system.ts";
import { DestroyedSessions } from "./destroyed-sessions.ts";
import type { Keychain } from "./keychain.ts";
import { MasterKeys } from "./master-keys.ts";
import { KEY_BYTES, seal, subkey, unseal } from "./sealing.ts";

const ONLY_THE_USER = 0o700;
/** Nothing here takes as long to be written. */
const UNFINISHED_FOR_MS = 60_000;

export interface SessionKey extends KeyPair {
  /** Replaces `transcript` once everything is sealed by it; null while no rotation is under way. KEY_BYTES. */
  readonly nextTranscript: Buffer | null;
  readonly storage: KeyStorage;
}

/**
 * Random keys of each session, in `<dataDirectory>/keys/<session>.key`, wrapped by a master key. Everything stored of a session, by
 * the host and by the extension, is sealed by keys that come from there: where they are destroyed, all of that is (ADR-028).
 *
 * The transcript's key is replaced in two phases. `rotate` puts the next one beside it, in `<session>.next`, and both are given
 * out; `finishRotation` overwrites the first file and gives its name to the second. A kill in between leaves the first file
 * damaged and the second whole, which then counts.
 */
export class SessionKeys {
  /** Made at each writing: somebody may delete it under a host that runs. */
  readonly #folder: string;
  readonly #keychain: Keychain | null;
  readonly #destroyed: DestroyedSessions;
  /** As they were found last, for those whose files somebody deletes while they are in use. */
  readonly #inUse = new Map<string, SessionKey>();
  #opening: Promise<void> | null = null;
  #masters: MasterKeys | null = null;
  #failure: EarshotError | null = null;

  /** @param keychain null for none */
  constructor(dataDirectory: string, keychain: Keychain | null) {
    this.#folder = join(dataDirectory, "keys");
    this.#keychain = keychain;
    this.#destroyed = new DestroyedSessions(this.#folder);
  }

  /**
   * Finds the master key, which may take the keychain a while, and finishes what an earlier host was about to destroy. Where
   * that failed, what needs a key throws why, and the next call tries again.
   */
  open(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Where the keys of new sessions are wrapped; null until `open` has found out. */
  get storage(): KeyStorage | null {
    return this.#masters?.storage ?? null;
  }

  /** Ids whose deletion was asked for: whatever is left of them is to go. */
  get destroyed(): readonly string[] {
    return this.#destroyed.all();
  }

  /** @throws session_key_missing, keychain_unavailable, the system's error */
  get(session: string): SessionKey {
    const { current, next, isThere } = this.#read(session);
    const counts = current ?? next;
    if (counts === null) throw missing(isThere ? "its file is damaged" : "there is none");
    const keys = { ...counts, nextTranscript: current && next && next.transcript };
    this.#inUse.set(session, keys);
    return keys;
  }

  /** As `get`; one that is not there is made, and on the disk when this returns. @throws also when it was destroyed */
  getOrCreate(session: string): SessionKey {
    if (this.#destroyed.has(session)) throw missing("it was destroyed");
    if (!this.#read(session).isThere) this.#write(this.#path(session), session, newPair());
    return this.get(session);
  }

  /**
   * Puts the transcript's next key beside the one in use; where that was done already, it is the same one. On the disk when this
   * returns. @throws as `get`
   */
  rotate(session: string): SessionKey & { readonly nextTranscript: Buffer } {
    const known = this.get(session);
    if (known.nextTranscript !== null) return { ...known, nextTranscript: known.nextTranscript };
    const nextPath = this.#nextPath(session);
    if (this.#read(session).next === null) eraseDurably(nextPath);
    else replaceDurably(this.#path(session), nextPath);
    this.#write(nextPath, session, { journal: known.journal, transcript: randomBytes(KEY_BYTES) });
    const { next } = this.#read(session);
    if (next === null) throw missing("the next one was not written");
    return { ...this.get(session), nextTranscript: next.transcript };
  }

  /**
   * Destroys the key from before, now that everything is sealed by `transcript`. Done again, it changes nothing.
   *
   * @param transcript the key that stays: one that came too late may mean a rotation that is over
   * @throws session_key_missing when it is neither the next key nor the one in use, else as `get`
   */
  finishRotation(session: string, transcript: Uint8Array): void {
    const { current, next } = this.#read(session);
    if (next?.transcript.equals(transcript) === true)
      replaceDurably(this.#path(session), this.#nextPath(session));
    else if (current?.transcript.equals(transcript) !== true) throw missing("another one is in use");
    this.get(session);
  }

  /** Writes the keys of a session that runs again when somebody has deleted their file. @throws the system's error */
  restore(session: string): void {
    const keys = this.#inUse.get(session);
    const [path, nextPath] = [this.#path(session), this.#nextPath(session)];
    if (keys === undefined || existsSync(path) || existsSync(nextPath) || this.#destroyed.has(session))
      return;
    const { journal, nextTranscript } = keys;
    if (nextTranscript !== null) this.#write(nextPath, session, { journal, transcript: nextTranscript });
    this.#write(path, session, keys);
  }

  /** Asks a keychain that was locked again. */
  async reachKeychain(): Promise<void> {
    await this.#masters?.reachKeychain();
  }

  /** From now on there is no key of that session, and never will be. @throws the system's error; then the next host finishes it */
  destroy(session: string): void {
    makeFolder(this.#folder);
    this.#destroyed.add(session);
    this.#inUse.delete(session);
    eraseDurably(this.#path(session));
    eraseDurably(this.#nextPath(session));
    this.#eraseUnfinished();
  }

  async #open(): Promise<void> {
    try {
      makeFolder(this.#folder);
      chmodSync(this.#folder, ONLY_THE_USER);
      this.#finishDestroying();
      this.#masters = await MasterKeys.open(this.#folder, this.#keychain);
    } catch (error) {
      this.#failure = journalError(error);
      this.#opening = null;
    }
  }

  get #opened(): MasterKeys {
    if (this.#masters === null)
      throw this.#failure ?? new EarshotError("internal_error", "the keys were used before they were opened");
    return this.#masters;
  }

  /** What both files hold; null for one that is damaged, or not there. */
  #read(session: string) {
    const read = (path: string) => {
      const file = readIfPresent(path);
      return file && { keys: decodeKeyFile(session, file, (storage) => this.#opened.getAll(storage)) };
    };
    const [current, next] = [read(this.#path(session)), read(this.#nextPath(session))];
    const isThere = current !== null || next !== null;
    return { current: current?.keys ?? null, next: next?.keys ?? null, isThere };
  }

  #write(path: string, session: string, keys: KeyPair): void {
    const masters = this.#opened;
    makeFolder(this.#folder);
    const { storage, key } = masters.getForNew();
    createDurably(path, encodeKeyFile(session, keys, storage, key));
  }

  /** What cannot be removed hinders no other meeting's key: whoever asked for its deletion asks again. */
  #finishDestroying(): void {
    const names = readdirSync(this.#folder);
    this.#eraseUnfinished();
    const destroyed = this.destroyed.flatMap((session) => [this.#path(session), this.#nextPath(session)]);
    const left = new Set(names.map((name) => join(this.#folder, name)));
    for (const path of destroyed) if (left.has(path)) attempt(() => eraseDurably(path));
    this.#destroyed.compact();
  }

  /** What a kill has left of files that were being written: there may be keys in them. */
  #eraseUnfinished(): void {
    const unfinished = readdirSync(this.#folder).filter((name) => name.startsWith(UNFINISHED_PREFIX));
    for (const path of unfinished.map((name) => join(this.#folder, name))) {
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat === undefined || !isOld(stat)) continue;
      // The kill may have come between its two names, and then it is the finished file as well.
      attempt(() => (stat.nlink > 1 ? rmSync(path, { force: true }) : eraseDurably(path)));
    }
  }

  #path(session: string): string {
    return join(this.#folder, `${session}.key`);
  }

  #nextPath(session: string): string {
    return join(this.#folder, `${session}.next`);
  }
}

/** Does what the next host tries again where the system does not let this one. */
function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
  }
}

/** Not another host's that is being written now. */
function isOld({ mtimeMs }: Stats): boolean {
  return Math.abs(Date.now() - mtimeMs) > UNFINISHED_FOR_MS;
}

function newPair(): KeyPair {
  return { journal: randomBytes(KEY_BYTES), transcript: randomBytes(KEY_BYTES) };
}

function missing(why: string): EarshotError {
  return new EarshotError("session_key_missing", `no key of this session: ${why}`);
}

/** Two independent keys of one session, each of KEY_BYTES. */
export interface KeyPair {
  /** Wraps the key of the session's folder, and is never replaced. */
  readonly journal: Buffer;
  /** The extension's: seals the transcript and its audio, and is replaced when lines are struck or the audio is deleted. */
  readonly transcript: Buffer;
}

/** A key file: a format, a byte for the master key that wraps its content, the wrapped content. */
const PAIR_FORMAT = Buffer.from("EARSHOT\u0002", "latin1");
/** The format before: one key, from which both come. What comes from a key cannot be replaced by itself. */
const SINGLE_FORMAT = Buffer.from("EARSHOT\u0001", "latin1");
const STORAGE_BYTES = { keychain: 0x4b, file: 0x46 } as const satisfies Record<KeyStorage, number>;

/** @param master the key that wraps */
function encodeKeyFile(
  session: string,
  { journal, transcript }: KeyPair,
  storage: KeyStorage,
  master: Uint8Array,
): Buffer {
  const wrapped = seal(master, pairPlace(session), Buffer.concat([journal, transcript]));
  return Buffer.concat([PAIR_FORMAT, Buffer.of(STORAGE_BYTES[storage]), wrapped]);
}

/**
 * @param mastersOf the keys that may have wrapped a file of that storage; throws where they cannot be had
 * @returns null for a file that is damaged
 */
export function decodeKeyFile(
  session: string,
  file: Buffer,
  mastersOf: (storage: KeyStorage) => readonly Uint8Array[],
): (KeyPair & { readonly storage: KeyStorage }) | null {
  const format = file.subarray(0, PAIR_FORMAT.length);
  const isPair = format.equals(PAIR_FORMAT);
  if (!isPair && !format.equals(SINGLE_FORMAT)) return null;
  const storage = file.at(format.length) === STORAGE_BYTES.keychain ? "keychain" : "file";
  const wrapped = file.subarray(format.length + 1);
  for (const master of mastersOf(storage)) {
    const keys = unseal(master, isPair ? pairPlace(session) : `earshot session key ${session}`, wrapped);
    if (keys === null) continue;
    return isPair
      ? { storage, journal: keys.subarray(0, KEY_BYTES), transcript: keys.subarray(KEY_BYTES) }
      : { storage, journal: subkey(keys, "journal"), transcript: subkey(keys, "transcript") };
  }
  return null;
}

function pairPlace(session: string): string {
  return `earshot session keys ${session}`;
}
