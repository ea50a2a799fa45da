import { EarshotError } from "../../protocol/errors.ts";
import { importTranscriptKey, type TranscriptKeys } from "../../src/background/transcript/database/sealed.ts";

/** The host's keys: one for each session, made when it is first asked for. */
export class TestKeys {
  readonly #keys = new Map<string, Promise<TranscriptKeys>>();
  readonly destroyed = new Set<string>();
  /** Set to keep every key out of reach. */
  failure: EarshotError | null = null;

  get(session: string): Promise<TranscriptKeys> {
    return this.create(session);
  }

  create(session: string): Promise<TranscriptKeys> {
    if (this.failure !== null) return Promise.reject(this.failure);
    if (this.destroyed.has(session))
      return Promise.reject(new EarshotError("session_key_missing", "destroyed"));
    let key = this.#keys.get(session);
    key ??= newKey().then((newest) => ({ newest, replaced: null }));
    this.#keys.set(session, key);
    return key;
  }

  /** The host begins a rotation. */
  async rotate(session: string): Promise<void> {
    const { newest } = await this.get(session);
    this.#keys.set(session, Promise.resolve({ newest: await newKey(), replaced: newest }));
  }

  /** The host finishes it. */
  async finishRotation(session: string): Promise<void> {
    const { newest } = await this.get(session);
    this.#keys.set(session, Promise.resolve({ newest, replaced: null }));
  }
}

function newKey(): Promise<CryptoKey> {
  return importTranscriptKey(crypto.getRandomValues(new Uint8Array(32)));
}
