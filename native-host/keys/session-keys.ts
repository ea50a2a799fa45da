import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { EarshotError } from "../../protocol/errors.ts";
import type { KeyStorage } from "../../protocol/reports.ts";
import { journalError, systemCode } from "../journal/journal-error.ts";
import { makeFolder } from "../make-folder.ts";
import { DestroyedSessions } from "./destroyed-sessions.ts";
import { createDurably, eraseDurably, UNFINISHED_PREFIX } from "./durable-file.ts";
import type { Keychain } from "./keychain.ts";
import { MasterKeys } from "./master-keys.ts";
import { KEY_BYTES, seal, unseal } from "./sealing.ts";

const ONLY_THE_USER = 0o700;
/** Nothing here takes as long to be written. */
const UNFINISHED_FOR_MS = 60_000;
/** A key file: this, a byte for the master key that wraps it, the wrapped key. */
const FORMAT = Buffer.from("EARSHOT\u0001", "latin1");
const STORAGE_BYTES = { keychain: 0x4b, file: 0x46 } as const satisfies Record<KeyStorage, number>;

export interface SessionKey {
  /** KEY_BYTES; whoever uses it derives a key of his own from it by `subkey`. */
  readonly key: Buffer;
  readonly storage: KeyStorage;
}

/**
 * One random key per session, in `<dataDirectory>/keys/<session>.key`, wrapped by a master key. Everything kept of a session, by
 * the host and by the extension, is sealed by keys that come from it: where it is destroyed, all of that is (ADR-028).
 */
export class SessionKeys {
  /** Made at each writing: somebody may delete it under a host that runs. */
  readonly #folder: string;
  readonly #keychain: Keychain | null;
  readonly #destroyed: DestroyedSessions;
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
    const file = this.#read(session);
    if (file === null) throw missing("there is none");
    return this.#unwrap(session, file);
  }

  /** As `get`; one that is not there is made, and on the disk when this returns. @throws also when it was destroyed */
  getOrCreate(session: string): SessionKey {
    if (this.#destroyed.has(session)) throw missing("it was destroyed");
    if (this.#read(session) === null) this.#wrap(session, randomBytes(KEY_BYTES));
    return this.get(session);
  }

  /** Writes the key of a session that runs again when somebody has deleted its file. @throws the system's error */
  restore(session: string, key: Uint8Array): void {
    if (existsSync(this.#path(session)) || this.#destroyed.has(session)) return;
    this.#wrap(session, key);
  }

  /** Asks a keychain that was locked again. */
  async reachKeychain(): Promise<void> {
    await this.#masters?.reachKeychain();
  }

  /** From now on there is no key of that session, and never will be. @throws the system's error; then the next host finishes it */
  destroy(session: string): void {
    makeFolder(this.#folder);
    this.#destroyed.add(session);
    eraseDurably(this.#path(session));
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

  #wrap(session: string, key: Uint8Array): void {
    const masters = this.#opened;
    const { storage } = masters;
    makeFolder(this.#folder);
    const wrapped = seal(masters.getForNew(), place(session), key);
    createDurably(this.#path(session), Buffer.concat([FORMAT, Buffer.of(STORAGE_BYTES[storage]), wrapped]));
  }

  #unwrap(session: string, file: Buffer): SessionKey {
    const storage = file.at(FORMAT.length) === STORAGE_BYTES.keychain ? "keychain" : "file";
    const isOurs = file.subarray(0, FORMAT.length).equals(FORMAT);
    const key = isOurs
      ? unseal(this.#opened.get(storage), place(session), file.subarray(FORMAT.length + 1))
      : null;
    if (key === null) throw missing("its file is damaged");
    return { key, storage };
  }

  #read(session: string): Buffer | null {
    try {
      return readFileSync(this.#path(session));
    } catch (error) {
      if (systemCode(error) === "ENOENT") return null;
      throw error;
    }
  }

  /** What cannot be removed keeps no other meeting's key from being used: whoever asked for its deletion asks again. */
  #finishDestroying(): void {
    const names = readdirSync(this.#folder);
    const unfinished = names.filter((name) => name.startsWith(UNFINISHED_PREFIX));
    for (const path of unfinished.map((name) => join(this.#folder, name))) {
      // Never overwritten: a kill may have come between its two names, and then it is the finished file as well.
      if (isOld(path)) attempt(() => rmSync(path, { force: true }));
    }
    for (const session of this.destroyed) {
      if (names.includes(fileName(session))) attempt(() => eraseDurably(this.#path(session)));
    }
    this.#destroyed.compact();
  }

  #path(session: string): string {
    return join(this.#folder, fileName(session));
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
function isOld(path: string): boolean {
  const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
  return Math.abs(Date.now() - mtimeMs) > UNFINISHED_FOR_MS;
}

function fileName(session: string): string {
  return `${session}.key`;
}

function place(session: string): string {
  return `earshot session key ${session}`;
}

function missing(why: string): EarshotError {
  return new EarshotError("session_key_missing", `no key of this session: ${why}`);
}
