import type { Result } from "../../../../protocol/requests.ts";
import { fromBase64 } from "../../../shared/base64.ts";
import { importTranscriptKey, type TranscriptKeys } from "./sealed.ts";

/** As the host gives them: 32 bytes each, base64. While a rotation is under way there is a `next_key`. */
export type HostKeys = Pick<Result<"session_key">, "key" | "next_key">;

/** The running meeting's keys as they lie in the browser's memory, for the next worker. */
export type RememberedKeys = HostKeys & { readonly session: string };

interface TranscriptKeyStoreNeeds {
  /**
   * Asks the host, which is started if need be. `isCreated`: a session without a key gets one.
   * @throws {EarshotError} `session_key_missing`, or why the host cannot be asked
   */
  readonly ask: (session: string, isCreated: boolean) => Promise<HostKeys>;
  /** Whether that meeting runs: only then may its key be there before the host is. */
  readonly isRunning: (session: string) => boolean;
  readonly remembered: {
    readonly load: () => Promise<RememberedKeys | null>;
    readonly save: (keys: RememberedKeys) => Promise<void>;
    readonly clear: () => Promise<void>;
  };
}

/**
 * The keys of the meetings whose words are written or read. They are the host's, because a browser's storage only ever
 * appends: what is written there cannot be destroyed. Here they are held in memory alone (ADR-028).
 */
export class TranscriptKeyStore {
  readonly #needs: TranscriptKeyStoreNeeds;
  readonly #keys = new Map<string, Promise<TranscriptKeys>>();
  /** One change of what is remembered after the other. */
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(needs: TranscriptKeyStoreNeeds) {
    this.#needs = needs;
  }

  /**
   * The keys of a session. Those that could not be had are asked for again the next time.
   * @throws {EarshotError} `session_key_missing`, or why the host cannot be asked
   */
  get(session: string): Promise<TranscriptKeys> {
    return this.#held(session, () => this.#fetch(session));
  }

  /** The keys of a session whose words were stored before there were any; made now if it has none. */
  create(session: string): Promise<TranscriptKeys> {
    return this.#held(session, async () => imported(await this.#needs.ask(session, true)));
  }

  /**
   * The host has begun a rotation, or finished it: what is sealed from now on is sealed by its newest key. Resolves once the next
   * worker would know, too.
   */
  async replace(session: string, keys: HostKeys): Promise<void> {
    const replaced = await imported(keys);
    await this.#changeRemembered(async ({ load, save }) => {
      if ((await load())?.session === session) await save({ session, ...keys });
    });
    this.#keys.set(session, Promise.resolve(replaced));
  }

  /** The session is deleted: its keys are forgotten here. */
  async forget(session: string): Promise<void> {
    this.#keys.delete(session);
    await this.#changeRemembered(async ({ load, clear }) => {
      if ((await load())?.session === session) await clear();
    });
  }

  /** The meeting is over: its keys need not outlive this worker. */
  async ended(): Promise<void> {
    await this.#changeRemembered(({ clear }) => clear());
  }

  #held(session: string, fetch: () => Promise<TranscriptKeys>): Promise<TranscriptKeys> {
    const known = this.#keys.get(session);
    if (known !== undefined) return known;
    const keys = fetch();
    this.#keys.set(session, keys);
    keys.catch(() => {
      if (this.#keys.get(session) === keys) this.#keys.delete(session);
    });
    return keys;
  }

  async #fetch(session: string): Promise<TranscriptKeys> {
    const { ask, isRunning, remembered } = this.#needs;
    if (!isRunning(session)) return imported(await ask(session, false));
    const known = await remembered.load();
    if (known?.session === session) return imported(known);
    // Its words may come before the host knows of its start.
    const keys = await ask(session, true);
    await this.#changeRemembered(({ save }) => save({ session, ...keys }));
    return imported(keys);
  }

  #changeRemembered(
    change: (remembered: TranscriptKeyStoreNeeds["remembered"]) => Promise<void>,
  ): Promise<void> {
    const changed = this.#lastChange.then(() => change(this.#needs.remembered));
    this.#lastChange = changed.catch(() => null);
    return changed;
  }
}

async function imported({ key, next_key }: HostKeys): Promise<TranscriptKeys> {
  const newest = await importTranscriptKey(fromBase64(next_key ?? key));
  return {
    newest,
    replaced: next_key === undefined ? null : await importTranscriptKey(fromBase64(key)),
  };
}
