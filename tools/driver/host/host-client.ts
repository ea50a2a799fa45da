import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { buildRequest } from "../../../protocol/build.ts";
import type { AnyEvent, Message } from "../../../protocol/messages.ts";
import type { Method, Params, Result } from "../../../protocol/requests.ts";
import { EXTENSION_ID } from "../../../src/shared/identity.ts";
import { HOST_PROGRAM } from "../../runtime/paths.ts";
import { ScriptError } from "../../runtime/script-error.ts";
import { frameBody, NativeMessageReader } from "./native-messages.mjs";

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The real host in its own process, spoken to as the browser does. */
export class HostClient {
  readonly pid: number;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #onEvent: (event: AnyEvent) => void;
  readonly #waiting = new Map<string, Waiting>();
  readonly #exited: Promise<unknown>;
  readonly #messages = new NativeMessageReader();

  constructor(configuration: string, onEvent: (event: AnyEvent) => void) {
    this.#onEvent = onEvent;
    const origin = `chrome-extension://${EXTENSION_ID}/`;
    this.#child = spawn(process.execPath, [HOST_PROGRAM, "--config", configuration, origin]);
    this.pid = this.#child.pid ?? 0;
    this.#exited = once(this.#child, "exit");
    this.#child.on("exit", (code, signal) => this.#fail(`it ended with ${signal ?? `exit code ${code}`}`));
    this.#child.stdin.on("error", (error) => this.#fail(error.message));
    this.#child.stderr.resume();
    this.#child.stdout.on("data", (chunk: Buffer) => this.#receive(chunk));
  }

  /** Rejects with what the host answers instead. */
  request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const id = randomUUID();
    const answered = new Promise<Result<M>>((resolve, reject) => {
      // The host checks its own answers against the schema of the method.
      this.#waiting.set(id, { resolve: (result) => resolve(result as Result<M>), reject });
    });
    this.#write(buildRequest(id, method, params));
    return answered;
  }

  /** Sends what has no response; resolves when there is room for more. */
  async send<M extends Method>(method: M, params: Params<M>): Promise<void> {
    if (!this.#write(buildRequest(randomUUID(), method, params))) await once(this.#child.stdin, "drain");
  }

  /** As the browser does when it quits. */
  async close(): Promise<void> {
    this.#child.stdin.end();
    await this.#exited;
  }

  #write(message: object): boolean {
    return this.#child.stdin.write(frameBody(Buffer.from(JSON.stringify(message))));
  }

  #receive(chunk: Buffer): void {
    for (const message of this.#messages.push(chunk)) this.#deliver(message as Message);
  }

  #deliver(message: Message): void {
    if (message.type === "event") return this.#onEvent(message);
    if (message.type === "request") return;
    const waiting = this.#waiting.get(message.id ?? "");
    this.#waiting.delete(message.id ?? "");
    if (message.type === "response") return waiting?.resolve(message.result);
    const failure = hostFailed(`${message.error.code}: ${message.error.message}`);
    if (waiting === undefined) this.#fail(failure.message);
    else waiting.reject(failure);
  }

  #fail(why: string): void {
    for (const { reject } of this.#waiting.values()) reject(hostFailed(why));
    this.#waiting.clear();
  }
}

function hostFailed(why: string): ScriptError {
  return new ScriptError("session_failed", `The host failed: ${why}.`, "See its log in the soak's folder.");
}
