import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { EarshotError } from "../../protocol/errors.ts";
import type { KeyStorage } from "../../protocol/reports.ts";
import { createDurably, readIfPresent } from "../disk/durable-files.ts";
import type { Keychain } from "./keychain.ts";
import { KEY_BYTES } from "./sealing.ts";

/** Holds the key itself. */
const FILE_NAME = "master.key";
/** Holds what the keychain finds the key by. */
const KEYCHAIN_NAME = "master.keychain";

/** A key of the keychain, and what stands in `KEYCHAIN_NAME` for it. */
interface KeychainKey {
  readonly reference: string;
  readonly key: Buffer;
}

/**
 * The keys that wrap the session keys: one that the system's keychain holds, and one in a file, for systems without a
 * keychain and for meetings that begin while it is out of reach. Each is made once and never replaced, so that nothing
 * wrapped by it is lost; every session's key file names the one that it needs. Where somebody deletes its file and another
 * host makes another, this host opens by both, and wraps by the one on the disk.
 */
export class MasterKeys {
  readonly #folder: string;
  readonly #keychain: Keychain | null;
  /** The one on the disk first, as far as this host has looked. */
  #ofKeychain: readonly KeychainKey[] = [];
  #ofFile: readonly Buffer[] = [];

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
   * The key that new session keys are to be wrapped by, and whoever reads the disk will find. Where somebody has deleted its file
   * it is written again, as it is known here: sessions wrapped by it may have come back with a backup.
   *
   * @throws the system's error, host_misconfigured
   */
  getForNew(): { readonly storage: KeyStorage; readonly key: Buffer } {
    const [reached] = this.#ofKeychain;
    if (reached !== undefined) {
      this.#writeIfGone(KEYCHAIN_NAME, Buffer.from(reached.reference));
      if (this.#reference() === reached.reference) return { storage: "keychain", key: reached.key };
    }
    this.#writeIfGone(FILE_NAME, this.#ofFile[0] ?? randomBytes(KEY_BYTES));
    const [key] = this.getAll("file");
    if (key === undefined) throw new EarshotError("session_key_missing", `${FILE_NAME} is gone`);
    return { storage: "file", key };
  }

  /** Where the key is that new sessions are wrapped by. */
  get storage(): KeyStorage {
    return this.#ofKeychain.length === 0 ? "file" : "keychain";
  }

  /**
   * The keys that may have wrapped what names this storage, at least one.
   *
   * @throws keychain_unavailable, session_key_missing when the file with the master key is gone, host_misconfigured when damaged
   */
  getAll(storage: KeyStorage): readonly Buffer[] {
    if (storage === "file") this.#readFile();
    const keys = storage === "file" ? this.#ofFile : this.#ofKeychain.map(({ key }) => key);
    if (keys.length > 0) return keys;
    throw storage === "file"
      ? new EarshotError("session_key_missing", `${FILE_NAME} is gone`)
      : new EarshotError("keychain_unavailable", "the keychain does not give the master key");
  }

  /** Asks the keychain again if it did not give the key that the disk names yet: it may have been unlocked. */
  async reachKeychain(): Promise<void> {
    const reference = this.#reference();
    if (this.#keychain === null || reference === null || this.#ofKeychain[0]?.reference === reference) return;
    const secret = await this.#keychain.read(reference);
    const key = Buffer.from(secret ?? "", "base64");
    if (key.length !== KEY_BYTES) return;
    const others = this.#ofKeychain.filter((known) => known.reference !== reference);
    this.#ofKeychain = [{ reference, key }, ...others];
  }

  /** The first to name its key is the one whose key is used; what another host stored meanwhile is used by nobody. */
  async #makeAtKeychain(): Promise<void> {
    const path = join(this.#folder, KEYCHAIN_NAME);
    if (this.#keychain === null || readIfPresent(path) !== null) return;
    const secret = randomBytes(KEY_BYTES).toString("base64");
    const reference = await this.#keychain.store(`master-${randomUUID()}`, secret);
    if (reference === null) return;
    // Some keychains accept what they do not give back.
    if ((await this.#keychain.read(reference))?.trim() === secret)
      createDurably(path, Buffer.from(reference));
  }

  #writeIfGone(name: string, content: Buffer): void {
    const path = join(this.#folder, name);
    if (readIfPresent(path) === null) createDurably(path, content);
  }

  #reference(): string | null {
    return readIfPresent(join(this.#folder, KEYCHAIN_NAME))?.toString("utf8") ?? null;
  }

  #readFile(): void {
    const key = readIfPresent(join(this.#folder, FILE_NAME));
    if (key === null || this.#ofFile[0]?.equals(key) === true) return;
    if (key.length !== KEY_BYTES && this.#ofFile.length > 0) return;
    if (key.length !== KEY_BYTES)
      throw new EarshotError("host_misconfigured", `${FILE_NAME} holds ${key.length} bytes`);
    this.#ofFile = [key, ...this.#ofFile.filter((known) => !known.equals(key))];
  }
}
