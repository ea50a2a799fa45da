import { AsyncLocalStorage } from "node:async_hooks";
import type browser from "webextension-polyfill";
import { acceptPort } from "../../../src/background/commands/connections.ts";
import { takeShortcut } from "../../../src/background/commands/take-pending.ts";
import type { Parts } from "../../../src/background/compose.ts";
import { MessageGate } from "../../../src/background/gate/message-gate.ts";
import { openWorker } from "../../../src/background/open-worker.ts";
import { CaptureDocument, connectCapture } from "../../../src/offscreen/capture-document.ts";
import { connectView, type SessionStore } from "../../../src/ui/connection/session-store.ts";
import type { TestDatabase } from "../test-database.ts";
import { Context, type Surroundings } from "./context.ts";
import { EventLoop } from "./event-loop.ts";
import { FakePorts, ORIGIN } from "./fake-ports.ts";
import { type Changes, type Steps, storageArea } from "./fake-storage.ts";
import { HostDisk } from "./host-disk.ts";
import { connectHost } from "./host-process.ts";
import { StoredTranscripts } from "./stored-transcripts.ts";

export const TAB = 7;

/** No earlier version ran in this browser. */
const NOTHING_UNSEALED = {
  has: () => Promise.resolve(false),
  seal: () => Promise.resolve(false),
  sweep: () => Promise.resolve(),
  delete: () => Promise.resolve(),
};

/** Who runs. One for all browsers: Node asks each one that was ever used at every promise. */
const CONTEXTS = new AsyncLocalStorage<Context>();

/** Where the worker is stopped: at its step of that number, before the step has its effect or after it. */
export interface Kill {
  readonly step: number;
  readonly when: "before" | "after";
}

/**
 * The browser around the extension's real code: stores, ports, one service worker at a time that can be stopped at each
 * of its steps, an offscreen document, views, a native host. A step is whatever a worker does that others can see, or
 * that it waits for.
 */
export class FakeBrowser {
  readonly loop = new EventLoop();
  readonly disk = new HostDisk();
  readonly database = new StoredTranscripts();
  readonly local = new Map<string, unknown>();
  readonly session = new Map<string, unknown>();
  readonly #localListeners: { readonly context: Context; readonly listener: Listener }[] = [];
  #worker: { readonly context: Context; readonly ready: Promise<Parts> } | null = null;
  document: { readonly context: Context; readonly capture: CaptureDocument } | null = null;
  readonly #surroundings: Surroundings = {
    queue: (action) => this.loop.queue(action),
    run: (context, action) => CONTEXTS.run(context, action),
    step: (what, effect) => void this.#step(what, effect),
  };
  readonly #ports = new FakePorts(this.#surroundings);
  readonly #gate = new MessageGate({ id: "earshot", origin: ORIGIN }, (what) => {
    throw new Error(`refused: ${what}`);
  });
  readonly #steps: Steps = (what, effect) => this.#answer(what, effect);
  /** What a worker does at its steps, in order. */
  readonly steps: string[] = [];
  /** Called as the worker is stopped. */
  onKill = () => {};
  #kills: Kill[] = [];
  #firstStep = 0;

  /** From the next step on counting begins again, and the first of `kills` is due; the next counts from the next worker. */
  arm(kills: readonly Kill[]): void {
    this.#kills = [...kills];
    this.#firstStep = this.steps.length;
  }

  /** Steps since `arm`, or since the last kill. */
  get stepsSince(): number {
    return this.steps.length - this.#firstStep;
  }

  get isEveryKillDone(): boolean {
    return this.#kills.length === 0;
  }

  killWorker(): void {
    this.#worker?.context.end();
    this.#worker = null;
  }

  wakeWorker(): { readonly context: Context; readonly ready: Promise<Parts> } {
    if (this.#worker !== null) return this.#worker;
    const context = new Context("background.js");
    const database = this.#asSteps(this.database.open());
    const ready = CONTEXTS.run(context, () =>
      openWorker({ openDatabase: () => database, unsealed: NOTHING_UNSEALED }),
    );
    this.#worker = { context, ready };
    return this.#worker;
  }

  pressShortcut(name: "toggle-capture" | "strike-last-minute" | "mark-moment"): void {
    const { context, ready } = this.wakeWorker();
    CONTEXTS.run(context, () => void takeShortcut(name, TAB, ready));
  }

  /** Has the worker that runs do something, and lets everything that follows happen. */
  async withParts(act: (parts: Parts) => void): Promise<void> {
    const { context, ready } = this.wakeWorker();
    CONTEXTS.run(context, () => void ready.then(act));
    await this.loop.run(100);
  }

  openView(page: string): { readonly store: SessionStore; readonly context: Context } {
    const context = new Context(page);
    const store = CONTEXTS.run(context, () => connectView({ captions: true, levels: false, models: false }));
    return { store, context };
  }

  /** What `browser` and `chrome` are to the extension's code. */
  get api() {
    const never = { addListener() {} };
    return {
      runtime: {
        id: "earshot",
        getURL: (path: string) => `${ORIGIN}/${path}`,
        connect: ({ name }: { name: string }) => this.#connect(name),
        getManifest: () => ({ version: "0.1.0" }),
        connectNative: () => connectHost(this.disk, this.#here, this.#surroundings),
        getContexts: () => this.#answer("getContexts", () => (this.document === null ? [] : [{}])),
        ContextType: { OFFSCREEN_DOCUMENT: "OFFSCREEN_DOCUMENT" },
        lastError: undefined,
        onMessage: never,
      },
      storage: {
        session: storageArea("session", this.session, this.#steps, () => {}),
        local: {
          ...storageArea("local", this.local, this.#steps, (changes) => this.#localChanged(changes)),
          onChanged: {
            addListener: (listener: Listener) => {
              this.#localListeners.push({ context: this.#here, listener });
            },
          },
        },
      },
      offscreen: {
        Reason: { USER_MEDIA: "USER_MEDIA" },
        createDocument: () => this.#answer("createDocument", () => this.#createDocument()),
        closeDocument: () => this.#answer("closeDocument", () => this.#closeDocument()),
      },
      tabCapture: {
        getMediaStreamId: () =>
          this.#answer("getMediaStreamId", () => {
            if (this.capturedSession !== null) throw new Error("Cannot capture a tab with an active stream.");
            return "stream";
          }),
      },
      tabs: {
        get: (id: number) => this.#answer("tabs.get", () => ({ id, url: "https://x/", title: "Weekly" })),
        create: () => this.#answer("tabs.create", () => ({})),
        query: () => Promise.resolve([{ id: TAB }]),
      },
      scripting: { executeScript: () => this.#answer("executeScript", () => []) },
      action: {
        setBadgeText: () => this.#answer("setBadgeText", () => {}),
        setBadgeBackgroundColor: () => Promise.resolve(),
        setTitle: () => Promise.resolve(),
      },
      i18n: { getUILanguage: () => "en" },
    };
  }

  /** `setTimeout` of the caller. */
  setTimeout(action: () => void, delayMs = 0): void {
    const context = CONTEXTS.getStore();
    this.loop.after(delayMs, () => {
      if (context === undefined) action();
      else if (context.isAlive) CONTEXTS.run(context, action);
    });
  }

  /** Runs `action` as the page of `context`. */
  as(context: Context, action: () => void): void {
    CONTEXTS.run(context, action);
  }

  /** Whom the document captures; an ending capture counts no more. */
  get capturedSession(): string | null {
    const hello = this.document?.capture.hello;
    const isOver = hello?.sources.tab.name === "off" && hello.sources.mic.name === "off";
    return isOver ? null : (hello?.session ?? null);
  }

  get #here(): Context {
    const context = CONTEXTS.getStore();
    if (context === undefined) throw new Error("called from nowhere");
    return context;
  }

  /** @returns what `effect` gave, unless the worker is stopped here */
  #step(what: string, effect: () => unknown): { readonly value: unknown } | null {
    const context = this.#here;
    if (!context.isAlive) return null;
    if (context !== this.#worker?.context) return { value: effect() };
    this.steps.push(what);
    const kill = this.#kills[0];
    const isDue = kill?.step === this.stepsSince;
    if (isDue && kill.when === "before") return this.#stopHere();
    const value = effect();
    return isDue ? this.#stopHere() : { value };
  }

  #stopHere(): null {
    this.#kills.shift();
    this.#firstStep = this.steps.length;
    this.killWorker();
    this.onKill();
    return null;
  }

  /** A step that is answered, or refused, once everything before it has happened. */
  #answer<T>(what: string, effect: () => T | Promise<T>): Promise<T> {
    const context = this.#here;
    return new Promise((resolve, reject) => {
      let done: { readonly value: unknown } | null;
      try {
        done = this.#step(what, effect);
      } catch (cause) {
        done = null;
        const error = cause instanceof Error ? cause : new Error(String(cause));
        this.loop.queue(() => {
          if (context.isAlive) reject(error);
        });
      }
      if (done === null) return;
      const { value } = done;
      this.loop.queue(() => {
        if (context.isAlive) resolve(value as T);
      });
    });
  }

  /** Each call is a step, whole or not at all: the browser goes on once the database has done it. */
  #asSteps(database: TestDatabase): TestDatabase {
    const answer = this.#steps;
    const { loop } = this;
    return new Proxy(database, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return (...given: unknown[]) =>
          answer(`database.${String(name)}`, (): unknown => {
            const done: unknown = member.apply(target, given);
            if (done instanceof Promise) loop.waitFor(done);
            return done;
          });
      },
    });
  }

  #localChanged(changes: Changes): void {
    for (const { context, listener } of this.#localListeners)
      this.loop.queue(() => {
        if (context.isAlive) CONTEXTS.run(context, () => listener(changes));
      });
  }

  #createDocument(): void {
    if (this.document !== null) throw new Error("Only a single offscreen document may be created.");
    const context = new Context("src/offscreen/index.html");
    const capture = new CaptureDocument({
      post: (message) => port?.send(message),
      newId: () => crypto.randomUUID(),
    });
    let port: ReturnType<typeof connectCapture> | null = null;
    this.document = { context, capture };
    this.loop.queue(() => {
      if (!context.isAlive) return;
      CONTEXTS.run(context, () => {
        port = connectCapture(capture);
      });
    });
  }

  #closeDocument(): void {
    if (this.document === null) throw new Error("No current offscreen document.");
    this.document.context.end();
    this.document = null;
  }

  #connect(name: string): browser.Runtime.Port {
    const { context: worker, ready } = this.wakeWorker();
    const { near, far } = this.#ports.connect(name, this.#here, worker);
    this.loop.queue(() => {
      if (worker.isAlive) CONTEXTS.run(worker, () => acceptPort(far, this.#gate, ready));
    });
    return near;
  }
}

type Listener = (changes: Changes) => void;
