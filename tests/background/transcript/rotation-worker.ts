import { AsyncLocalStorage } from "node:async_hooks";
import type { Host } from "../../../native-host/host.ts";
import { hostRequests } from "../../../native-host/host-requests.ts";
import type { SessionKeys } from "../../../native-host/keys/session-keys.ts";
import type { Sealed } from "../../../src/background/transcript/database/sealed.ts";
import { TranscriptDatabase } from "../../../src/background/transcript/database/transcript-database.ts";
import {
  type RememberedKeys,
  TranscriptKeyStore,
} from "../../../src/background/transcript/database/transcript-key-store.ts";
import { KeyRotation } from "../../../src/background/transcript/key-rotation.ts";
import { Striking } from "../../../src/background/transcript/striking.ts";
import { StatusStore } from "../../../src/background/views/status-store.ts";

/** Where a worker is stopped: at its step of that number, before the step has its effect or after it. */
export interface Kill {
  readonly step: number;
  readonly when: "before" | "after";
}

/** What outlives a worker: its database's name, the host with its keys on a disk, and the browser's memory. */
export interface Surroundings {
  readonly databaseName: string;
  readonly hostKeys: SessionKeys;
  remembered: RememberedKeys | null;
}

/** Every sealed record that was ever written, as a store that only appends keeps it. */
export const written: { readonly store: string; readonly value: { readonly sealed: Sealed } }[] = [];

const workers = new AsyncLocalStorage<RotationWorker>();
const never = new Promise<never>(() => {});

/**
 * The worker's parts that replace a key, with the real database and the host's real keys. What it asks of the host, what it writes
 * into the browser's memory and each of its writing transactions is a step, at which it can be stopped.
 */
export class RotationWorker {
  readonly database: TranscriptDatabase;
  readonly striking: Striking;
  readonly rotation: KeyRotation;
  damaged = 0;
  isAlive = true;
  readonly steps: string[] = [];
  readonly #kill: Kill | null;
  readonly #surroundings: Surroundings;
  readonly #ended: Promise<void>;
  #tellEnded = () => {};

  constructor(surroundings: Surroundings, session: string, kill: Kill | null = null) {
    this.#surroundings = surroundings;
    this.#kill = kill;
    this.#ended = new Promise((resolve) => {
      this.#tellEnded = resolve;
    });
    const request = (method: string, params: object) => this.step(method, () => this.#ask(method, params));
    const link = { request } as never;
    const keys = new TranscriptKeyStore({
      ask: (asked, create) => request("session_key", { session: asked, create }) as never,
      isRunning: (asked) => asked === session,
      remembered: {
        load: () => this.step("load", () => surroundings.remembered),
        save: (remembered) =>
          this.step("save", () => {
            surroundings.remembered = remembered;
          }),
        clear: () =>
          this.step("clear", () => {
            surroundings.remembered = null;
          }),
      },
    });
    this.database = new TranscriptDatabase({
      name: surroundings.databaseName,
      keys,
      unknownHead: () => ({ title: "", language: "en", model: "", speakers: { tab: "", mic: "" } }),
      onDamaged: (_session, count) => {
        this.damaged += count;
      },
    });
    this.rotation = new KeyRotation({
      database: this.database,
      keys,
      onRefused: () => Promise.resolve(),
      onIdle: () => {},
    });
    this.striking = new Striking({
      statusStore: new StatusStore(() => {}),
      hub: { strike: () => {}, struckAtHost: () => {} },
      memory: { current: null },
      database: this.database,
      rotation: this.rotation,
      link: () => link,
      connect: () => Promise.resolve(link),
      ledger: { settled: Promise.resolve(), hold: (work) => work() },
      toOffscreen: () => {},
      forgetSpeaking() {},
      now: () => 0,
    });
  }

  /** Runs `work` as this worker, until it is done or the worker is stopped. */
  async run(work: () => Promise<unknown>): Promise<void> {
    const done = workers.run(this, work);
    await Promise.race([done, this.#ended]);
    // Left by a worker that is stopped: nothing waits for it.
    done.catch(() => {});
  }

  async step<T>(what: string, effect: () => T | Promise<T>): Promise<T> {
    const when = this.next(what);
    if (when === "before") this.end();
    if (!this.isAlive) return never;
    const value = await effect();
    if (when === "after") this.end();
    return this.isAlive ? value : never;
  }

  /** Counts a step. @returns when the worker is to be stopped at it, if at all */
  next(what: string): Kill["when"] | null {
    if (!this.isAlive) return "before";
    this.steps.push(what);
    return this.#kill?.step === this.steps.length ? this.#kill.when : null;
  }

  end(): void {
    this.isAlive = false;
    this.#tellEnded();
  }

  async #ask(method: string, params: object): Promise<unknown> {
    if (method === "strike") return {};
    const handlers = hostRequests({ keys: this.#surroundings.hostKeys } as unknown as Host);
    const handler = handlers[method as "session_key"];
    let answer: unknown;
    await handler(params as never, (result) => {
      answer = result;
    });
    return answer;
  }
}

/** Has what a worker that is stopped writes change nothing, and notes what is written. @returns the way back */
export function watchDatabase(): () => void {
  // oxlint-disable-next-line typescript/unbound-method -- each is called with the object that the one in its place was called on
  const { transaction } = IDBDatabase.prototype;
  // oxlint-disable-next-line typescript/unbound-method -- as above
  const { put, delete: remove } = IDBObjectStore.prototype;
  const writers = new WeakMap<IDBTransaction, RotationWorker>();
  const isStopped = (store: IDBObjectStore) => writers.get(store.transaction)?.isAlive === false;
  IDBDatabase.prototype.transaction = function begin(this: IDBDatabase, names, mode, options) {
    const begun = transaction.call(this, names, mode, options);
    const worker = workers.getStore();
    if (mode !== "readwrite" || worker === undefined) return begun;
    writers.set(begun, worker);
    const when = worker.next(`transaction of ${[...begun.objectStoreNames].join(", ")}`);
    if (when === "before") worker.end();
    // First of its listeners: the worker itself does not see the end any more.
    if (when === "after") begun.addEventListener("complete", () => worker.end());
    return begun;
  };
  IDBObjectStore.prototype.put = function note(this: IDBObjectStore, value: { sealed?: Sealed }, key) {
    if (isStopped(this)) return this.count() as IDBRequest<IDBValidKey>;
    if (value.sealed instanceof Uint8Array)
      written.push({ store: this.name, value: value as { sealed: Sealed } });
    return put.call(this, value, key);
  };
  IDBObjectStore.prototype.delete = function note(this: IDBObjectStore, query) {
    // Reads nothing, as there is no such thing.
    return isStopped(this) ? (this.get([]) as IDBRequest<undefined>) : remove.call(this, query);
  };
  return () => {
    Object.assign(IDBDatabase.prototype, { transaction });
    Object.assign(IDBObjectStore.prototype, { put, delete: remove });
  };
}
