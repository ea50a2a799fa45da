import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { buildRequest } from "../../../protocol/build.ts";
import type { AnyEvent } from "../../../protocol/messages.ts";
import { parseMessage } from "../../../protocol/parse.ts";
import { type Method, type Params, REQUESTS, type Result } from "../../../protocol/requests.ts";
import { DEMO_MODEL, MODEL_CACHE, SIDECAR, VENV_PYTHON } from "../../runtime/paths.ts";
import { ScriptError } from "../../runtime/script-error.ts";

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The sidecar's last words on standard error, which are its log: times and names, never what was said. */
const KEPT_LOG_LENGTH = 2000;

const REMEDY = "Run `npm run doctor`, which checks every part.";

/** The real sidecar on its real pipes, spoken to as the host does. */
export class SidecarClient {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<string, Waiting>();
  readonly #onEvent: (event: AnyEvent) => void;
  #failure: ScriptError | null = null;
  #log = "";

  /** @param words of its command line, beside those that every sidecar gets */
  constructor(words: readonly string[], onEvent: (event: AnyEvent) => void) {
    this.#onEvent = onEvent;
    const options = ["--demo-model", DEMO_MODEL, "--model-cache", MODEL_CACHE, "--offline", ...words];
    this.#child = spawn(VENV_PYTHON, ["-m", "earshot_stt", ...options], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, PYTHONPATH: join(SIDECAR, "src") },
    });
    this.#child.on("error", (error) => this.#fail(error.message));
    // "close" comes when its last words have been read, too.
    this.#child.on("close", (code) => this.#fail(`it ended with exit code ${code}; ${this.#lastLogLine()}`));
    this.#child.stdin?.on("error", (error) => this.#fail(error.message));
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      this.#log = (this.#log + chunk.toString()).slice(-KEPT_LOG_LENGTH);
    });
    if (this.#child.stdout !== null) {
      createInterface({ input: this.#child.stdout }).on("line", (line) => this.#receive(line));
    }
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Resolves with the answer. */
  request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const id = randomUUID();
    const answered = new Promise<Result<M>>((resolve, reject) => {
      const settle = (result: unknown): void => {
        const parsed = REQUESTS[method].result.safeParse(result);
        // The schema was chosen by the method, which the type system cannot follow through the table.
        if (parsed.success) resolve(parsed.data as Result<M>);
        else reject(new ScriptError("session_failed", `The sidecar answered ${method} wrongly.`, REMEDY));
      };
      this.#waiting.set(id, { resolve: settle, reject });
    });
    this.#write(buildRequest(id, method, params));
    return answered;
  }

  sendAudio(params: Params<"process_audio_stream">): void {
    this.#write(buildRequest(randomUUID(), "process_audio_stream", params));
  }

  /** Ends its input, upon which it ends by itself; after `graceMs` it is killed. */
  async close(graceMs: number): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.pid === undefined) return;
    const ended = once(this.#child, "exit");
    this.#child.stdin?.end();
    const killer = setTimeout(() => void this.#child.kill("SIGKILL"), graceMs);
    await ended;
    clearTimeout(killer);
  }

  #lastLogLine(): string {
    return this.#log.trim().split("\n").at(-1) ?? "";
  }

  #write(message: object): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  #receive(line: string): void {
    const parsed = parseMessage(JSON.parse(line));
    if (parsed.kind !== "message") return this.#fail(`it sent what is no message (${parsed.kind})`);
    const { message } = parsed;
    if (message.type === "event") return this.#onEvent(message);
    if (message.type === "error") return this.#fail(`${message.error.code}: ${message.error.message}`);
    if (message.type === "response") {
      this.#waiting.get(message.id)?.resolve(message.result);
      this.#waiting.delete(message.id);
    }
  }

  #fail(why: string): void {
    this.#failure ??= new ScriptError("session_failed", `The sidecar failed: ${why}.`, REMEDY);
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}
