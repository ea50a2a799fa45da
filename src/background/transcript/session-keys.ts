import { importKey } from "./sealed.ts";

/** The running meeting's key as it lies in the browser's memory, for the next worker. */
export interface RememberedKey {
  readonly session: string;
  /** 32 bytes, base64. */
  readonly key: string;
}

interface SessionKeysNeeds {
  /**
   * Asks the host, which is started if need be: 32 bytes, base64. `isCreated`: a session without a key gets one.
   * @throws {EarshotError} `session_key_missing`, or why the host cannot be asked
   */
  readonly ask: (session: string, isCreated: boolean) => Promise<string>;
  /** Whether that meeting runs: only then may its key be there before the host is. */
  readonly isRunning: (session: string) => boolean;
  readonly remembered: {
    readonly load: () => Promise<RememberedKey | null>;
    readonly save: (key: RememberedKey) => Promise<void>;
    readonly clear: () => Promise<void>;
  };
}

/**
 * The keys of the meetings whose words are written or read. They are the host's, because a browser's storage only ever
 * appends: what is written there cannot be destroyed. Here they are held in memory alone (ADR-028).
 */
export class SessionKeys {
  readonly #needs: SessionKeysNeeds;
  readonly #keys = new Map<string, Promise<CryptoKey>>();

  constructor(needs: SessionKeysNeeds) {
    this.#needs = needs;
  }

  /**
   * The key of a session. One that could not be had is asked for again the next time.
   * @throws {EarshotError} `session_key_missing`, or why the host cannot be asked
   */
  get(session: string): Promise<CryptoKey> {
    return this.#held(session, () => this.#fetch(session));
  }

  /** The key of a session whose words were stored before there were keys; made now if it has none. */
  create(session: string): Promise<CryptoKey> {
    return this.#held(session, async () => imported(await this.#needs.ask(session, true)));
  }

  /** The session is deleted: its key is in nobody's hands here any more. */
  async forget(session: string): Promise<void> {
    this.#keys.delete(session);
    if ((await this.#needs.remembered.load())?.session === session) await this.#needs.remembered.clear();
  }

  /** The meeting is over: its key need not outlive this worker. */
  async ended(): Promise<void> {
    await this.#needs.remembered.clear();
  }

  #held(session: string, fetch: () => Promise<CryptoKey>): Promise<CryptoKey> {
    const known = this.#keys.get(session);
    if (known !== undefined) return known;
    const key = fetch();
    this.#keys.set(session, key);
    key.catch(() => this.#keys.delete(session));
    return key;
  }

  async #fetch(session: string): Promise<CryptoKey> {
    const { ask, isRunning, remembered } = this.#needs;
    if (!isRunning(session)) return imported(await ask(session, false));
    const known = await remembered.load();
    if (known?.session === session) return imported(known.key);
    // Its words may come before the host was told of its start.
    const key = await ask(session, true);
    await remembered.save({ session, key });
    return imported(key);
  }
}

function imported(base64: string): Promise<CryptoKey> {
  return importKey(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}
