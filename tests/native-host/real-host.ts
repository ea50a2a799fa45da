import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, expect } from "vitest";
import { frameBody } from "../../native-host/extension/native-framing.mjs";
import type { AudioSource } from "../../protocol/audio.ts";
import { buildRequest } from "../../protocol/build.ts";
import type { EventData, EventName } from "../../protocol/events.ts";
import type { AnyEvent, ErrorMessage, Message, ResponseMessage } from "../../protocol/messages.ts";
import type { Method, Params } from "../../protocol/requests.ts";
import { DEFAULT_TRANSCRIPTION_SETTINGS } from "../../protocol/settings.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import { type EventMark, markStored } from "../../src/background/transcript/database/event-mark.ts";
import { HostProcess } from "../../tools/driver/host-client.ts";
import { bundleHost } from "./bundle-host.ts";
import { frame, SESSION } from "./frames.ts";
import { storedPcm } from "./journal/stored-audio.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const EXTENSION_ID = "abcdefghijklmnopabcdefghijklmnop";
export const START = {
  session: SESSION,
  started_at: "2026-11-22T09:00:00Z",
  settings: DEFAULT_TRANSCRIPTION_SETTINGS,
} as const;

const repository = join(import.meta.dirname, "../..");

/** The command of a program in `tests/programs/`. */
export function program(name: string, ...args: string[]): string[] {
  return [process.execPath, join(repository, "tests/programs", `${name}.mjs`), ...args];
}

interface HostOptions {
  readonly sidecar: readonly string[];
  /** The program that downloads; the sidecar's, which answers like one, unless given. */
  readonly download?: readonly string[];
  /** Added to the environment that the browser gives the host. */
  readonly inherited?: Readonly<Record<string, string>>;
  readonly dataDirectory?: string;
  readonly origin?: string;
  readonly configuration?: string;
  /** Arguments for Node itself. */
  readonly nodeArguments?: readonly string[];
  /** False unless said otherwise: a test leaves nothing in its user's keychain. */
  readonly usesKeychain?: boolean;
  /** Whether texts and gaps are acknowledged as the extension does; true unless said otherwise. */
  readonly acknowledges?: boolean;
  /** The version that the extension speaks; today's unless said otherwise. */
  readonly speaks?: string;
}

interface RealHosts {
  start(options: HostOptions): RealHost;
  /** A host that has answered `START`. */
  startSession(options: HostOptions): Promise<RealHost>;
}

/** Real hosts for the tests of one file: built once, killed after each test. */
export function useRealHosts(): RealHosts {
  const running: RealHost[] = [];
  let bundle = "";
  beforeAll(async () => {
    bundle = await bundleHost();
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((host) => host.kill()));
  });

  const start = (options: HostOptions): RealHost => {
    const host = new RealHost(bundle, options);
    running.push(host);
    return host;
  };
  const startSession = async (options: HostOptions): Promise<RealHost> => {
    const host = start(options);
    const result = { session: SESSION, next: { tab: 0, mic: 0 } };
    await expect(host.request("start_session", START)).resolves.toMatchObject({ type: "response", result });
    return host;
  };
  return { start, startSession };
}

interface Wait {
  readonly matches: (message: Message) => boolean;
  readonly resolve: (message: Message) => void;
}

type KeptName = "final_text" | "gap" | "corrected_text" | "suppressed_text";

function isKept(event: AnyEvent): event is Extract<AnyEvent, { event: KeptName }> {
  return ["final_text", "gap", "corrected_text", "suppressed_text"].includes(event.event);
}

/** The real host in its own process, spoken to as Chrome does. */
export class RealHost {
  readonly dataDirectory: string;
  readonly messages: Message[] = [];
  readonly #host: HostProcess;
  #waits: Wait[] = [];
  readonly #listeners: ((message: Message) => void)[] = [];
  readonly #acknowledges: boolean;
  readonly #version: string;
  /** Per session, which texts and gaps have come. */
  readonly #marks = new Map<string, EventMark>();

  constructor(bundle: string, options: HostOptions) {
    this.dataDirectory = options.dataDirectory ?? temporaryFolder();
    this.#acknowledges = options.acknowledges ?? true;
    this.#version = options.speaks ?? PROTOCOL_VERSION;
    const configPath = join(temporaryFolder(), "config.json");
    const configuration = {
      extensionIds: [EXTENSION_ID],
      dataDirectory: this.dataDirectory,
      sidecarCommand: options.sidecar,
      downloadCommand: options.download ?? options.sidecar,
      sidecarEnvironment: {},
      usesKeychain: options.usesKeychain ?? false,
    };
    writeFileSync(configPath, options.configuration ?? JSON.stringify(configuration));
    const origin = options.origin ?? `chrome-extension://${EXTENSION_ID}/`;
    const command = [...(options.nodeArguments ?? []), bundle, "--config", configPath, origin];
    const environment = { ...process.env, ...options.inherited };
    this.#host = new HostProcess(command, (message) => this.#deliver(message), environment);
  }

  /** What the browser would keep in its own log. */
  get stderr(): string {
    return this.#host.stderr;
  }

  send<M extends Method>(method: M, params: Params<M>, id: string = randomUUID()): string {
    this.sendJson({ ...buildRequest(id, method, params), version: this.#version });
    return id;
  }

  sendJson(value: unknown): void {
    this.#host.send(value);
  }

  sendBody(body: Buffer): void {
    this.sendBytes(frameBody(body));
  }

  /** Without any framing. */
  sendBytes(bytes: Buffer): void {
    this.#host.child.stdin.write(bytes);
  }

  sendFrames(source: AudioSource, from: number, to: number, session: string = SESSION): void {
    for (let seq = from; seq < to; seq += 1) this.send("process_audio_stream", frame(source, seq, session));
  }

  /** The answer, be it a response or an error. */
  request<M extends Method>(method: M, params: Params<M>): Promise<ResponseMessage | ErrorMessage> {
    return this.answer(this.send(method, params));
  }

  async answer(id: string): Promise<ResponseMessage | ErrorMessage> {
    const message = await this.waitFor((candidate) => "id" in candidate && candidate.id === id);
    if (message.type === "response" || message.type === "error") return message;
    throw new Error(`${id} was answered by a ${message.type}`);
  }

  /** Receives every message from now on. */
  onMessage(listener: (message: Message) => void): void {
    this.#listeners.push(listener);
  }

  /** The first message, past or future, that fits. */
  waitFor(matches: (message: Message) => boolean): Promise<Message> {
    const past = this.messages.find(matches);
    if (past !== undefined) return Promise.resolve(past);
    return new Promise((resolve) => {
      this.#waits.push({ matches, resolve });
    });
  }

  /** The first event of that name, past or future, whose data has these fields. */
  event<E extends EventName>(name: E, fields: Partial<EventData<E>> = {}): Promise<Message> {
    const wanted = Object.entries(fields);
    return this.waitFor((message) => {
      if (message.type !== "event" || message.event !== name) return false;
      const data = new Map(Object.entries(message.data));
      return wanted.every(([field, value]) => data.get(field) === value);
    });
  }

  /** Every event so far. */
  events(): AnyEvent[] {
    return this.messages.filter((message) => message.type === "event");
  }

  acknowledged(source: AudioSource, next: number): Promise<Message> {
    return this.event("audio_ack", { session: SESSION, source, next_seq: next });
  }

  /** Asks a host that refuses everything, and waits for its end. */
  async failureOf(method: "get_health"): Promise<void> {
    await this.request(method, {});
    await this.#host.exited;
  }

  failure(code: string): Promise<Message> {
    return this.waitFor((message) => message.type === "error" && message.error.code === code);
  }

  /** Every error so far. */
  errors(): ErrorMessage["error"][] {
    return this.messages.flatMap((message) => (message.type === "error" ? [message.error] : []));
  }

  /** Texts of the finals so far, in the order they came. */
  finals(source: AudioSource): string[] {
    return this.messages.flatMap((message) =>
      message.type === "event" && message.event === "final_text" && message.data.source === source
        ? [message.data.text]
        : [],
    );
  }

  /** As `finals`, of suppressed words. */
  suppressed(source: AudioSource): string[] {
    return this.messages.flatMap((message) =>
      message.type === "event" && message.event === "suppressed_text" && message.data.source === source
        ? [message.data.text]
        : [],
    );
  }

  /** As the browser does when the port closes. @returns the exit code */
  close(): Promise<number | null> {
    return this.#host.close();
  }

  /** The exit code, when the host ends by itself. */
  async exited(): Promise<number | null> {
    return (await this.#host.exited)[0];
  }

  /** From now on nothing the host says is read, as by a browser that was stopped. */
  stopReading(): void {
    this.#host.child.stdout.pause();
  }

  async kill(): Promise<void> {
    this.#host.child.kill("SIGKILL");
    await this.#host.exited;
  }

  storedPcm(source: AudioSource): Promise<Buffer> {
    return storedPcm(this.dataDirectory, source);
  }

  /** Path of a file of the session's journal. */
  sessionFile(name: string): string {
    return join(this.dataDirectory, "sessions", SESSION, name);
  }

  log(): string {
    return readFileSync(join(this.dataDirectory, "logs/host.jsonl"), "utf8");
  }

  /** As the extension does once an event is in its database. */
  #acknowledge(message: Message): void {
    if (message.type !== "event" || !isKept(message)) return;
    const { session, number } = message.data;
    if (number === undefined) return;
    const before = this.#marks.get(session) ?? { next: number, ahead: [] };
    const mark = markStored(before, number);
    this.#marks.set(session, mark);
    if (mark.next > before.next) this.send("acknowledge_events", { session, next_number: mark.next });
  }

  #deliver(message: Message): void {
    this.messages.push(message);
    if (this.#acknowledges) this.#acknowledge(message);
    for (const listener of this.#listeners) listener(message);
    const served = this.#waits.filter(({ matches }) => matches(message));
    this.#waits = this.#waits.filter((wait) => !served.includes(wait));
    for (const { resolve } of served) resolve(message);
  }
}
