import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EarshotError } from "../../protocol/errors.ts";
import type { KeyStorage } from "../../protocol/reports.ts";
import { systemCode } from "../journal/journal-error.ts";
import { createDurably } from "./durable-file.ts";
import type { Keychain } from "./keychain.ts";
import { KEY_BYTES } from "./sealing.ts";

/** Holds the key itself. */
const FILE_NAME = "master.key";
/** Holds what the keychain finds the key by. */
const KEYCHAIN_NAME = "master.keychain";

/**
 * The keys that wrap the session keys: one that the system's keychain keeps, and one in a file, for systems without a
 * keychain and for meetings that begin while it is out of reach. Each is made once and never replaced, so that nothing
 * wrapped by it is lost; every session's key file names the one that it needs.
 */
export class MasterKeys {
  readonly #folder: string;
  readonly #keychain: Keychain | null;
  #ofKeychain: Buffer | null = null;
  #reference = "";
  #ofFile: Buffer | null = null;

  private constructor(folder: string, keychain: Keychain | null) {
    this.#folder = folder;
    this.#keychain = keychain;
  }

  /** @param folder exists; @throws the system's error */
  static async open(folder: string, keychain: Keychain | null): Promise<MasterKeys> {
    const keys = new MasterKeys(folder, keychain);
    await keys.#makeAtKeychain();
    await keys.reachKeychain();
    return keys;
  }

  /**
   * The key that a new session's key is to be wrapped by. Where somebody has deleted its file it is written anew, as it is known
   * here: sessions wrapped by it may have come back with a backup.
   *
   * @throws the system's error, host_misconfigured
   */
  getForNew(): Buffer {
    const isAtKeychain = this.storage === "keychain";
    const path = join(this.#folder, isAtKeychain ? KEYCHAIN_NAME : FILE_NAME);
    const content = isAtKeychain ? Buffer.from(this.#reference) : (this.#ofFile ?? randomBytes(KEY_BYTES));
    if (read(path) === null) createDurably(path, content);
    return this.get(this.storage);
  }

  /** Where the key is that new sessions are wrapped by. */
  get storage(): KeyStorage {
    return this.#ofKeychain === null ? "file" : "keychain";
  }

  /** @throws keychain_unavailable, session_key_missing when the file with the master key is gone, host_misconfigured when damaged */
  get(storage: KeyStorage): Buffer {
    if (storage === "file") this.#ofFile ??= this.#readFile();
    const key = storage === "file" ? this.#ofFile : this.#ofKeychain;
    if (key !== null) return key;
    throw storage === "file"
      ? new EarshotError("session_key_missing", `${FILE_NAME} is gone`)
      : new EarshotError("keychain_unavailable", "the keychain does not give the master key");
  }

  /** Asks the keychain again if it did not give its key yet: it may have been unlocked. */
  async reachKeychain(): Promise<void> {
    if (this.#ofKeychain !== null || this.#keychain === null) return;
    const reference = read(join(this.#folder, KEYCHAIN_NAME))?.toString("utf8");
    if (reference === undefined) return;
    const secret = await this.#keychain.read(reference);
    const key = Buffer.from(secret ?? "", "base64");
    if (key.length !== KEY_BYTES) return;
    this.#ofKeychain = key;
    this.#reference = reference;
  }

  /** The first to name its key is the one whose key is used; what another host kept meanwhile is used by nobody. */
  async #makeAtKeychain(): Promise<void> {
    const path = join(this.#folder, KEYCHAIN_NAME);
    if (this.#keychain === null || read(path) !== null) return;
    const secret = randomBytes(KEY_BYTES).toString("base64");
    const reference = await this.#keychain.keep(`master-${randomUUID()}`, secret);
    if (reference === null) return;
    // Some keychains accept what they do not give back.
    if ((await this.#keychain.read(reference))?.trim() === secret)
      createDurably(path, Buffer.from(reference));
  }

  #readFile(): Buffer | null {
    const key = read(join(this.#folder, FILE_NAME));
    if (key === null || key.length === KEY_BYTES) return key;
    throw new EarshotError("host_misconfigured", `${FILE_NAME} holds ${key.length} bytes`);
  }
}

/** Null when there is no such file. @throws the system's error */
function read(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return null;
    throw error;
  }
}
