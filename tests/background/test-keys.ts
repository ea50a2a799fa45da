import { EarshotError } from "../../protocol/errors.ts";
import { importKey } from "../../src/background/transcript/sealed.ts";

/** The host's keys: one for each session, made when it is first asked for. */
export class TestKeys {
  readonly #keys = new Map<string, Promise<CryptoKey>>();
  readonly destroyed = new Set<string>();
  /** Set to keep every key out of reach. */
  failure: EarshotError | null = null;

  get(session: string): Promise<CryptoKey> {
    return this.create(session);
  }

  create(session: string): Promise<CryptoKey> {
    if (this.failure !== null) return Promise.reject(this.failure);
    if (this.destroyed.has(session))
      return Promise.reject(new EarshotError("session_key_missing", "destroyed"));
    let key = this.#keys.get(session);
    key ??= importKey(crypto.getRandomValues(new Uint8Array(32)));
    this.#keys.set(session, key);
    return key;
  }
}
