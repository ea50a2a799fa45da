import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { buildRequest } from "../../../protocol/build.ts";
import type { AnyEvent } from "../../../protocol/messages.ts";
import { parseMessage } from "../../../protocol/parse.ts";
import type { Method, Params } from "../../../protocol/requests.ts";
import { DEMO_MODEL, MODEL_CACHE, SIDECAR, VENV_PYTHON } from "../../paths.ts";
import { ScriptError } from "../../script-error.ts";

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The real sidecar on its real pipes, spoken to as the host does. */
export class SidecarClient {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<string, Waiting>();
  readonly #onEvent: (event: AnyEvent) => void;
  #failure: ScriptError | null = null;

  constructor(onEvent: (event: AnyEvent) => void) {
    this.#onEvent = onEvent;
    const options = ["--demo-model", DEMO_MODEL, "--model-cache", MODEL_CACHE, "--offline"];
    this.#child = spawn(VENV_PYTHON, ["-m", "earshot_stt", ...options], {
      stdio: ["pipe", "pipe", "ignore"],
      env: { ...process.env, PYTHONPATH: join(SIDECAR, "src") },
    });
    this.#child.on("error", (error) => this.#fail(error.message));
    this.#child.on("exit", (code) => this.#fail(`it ended with exit code ${code}`));
    this.#child.stdin?.on("error", (error) => this.#fail(error.message));
    if (this.#child.stdout !== null) {
      createInterface({ input: this.#child.stdout }).on("line", (line) => this.#receive(line));
    }
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Resolves with the answer, whose content nobody needs here. */
  request<M extends Method>(method: M, params: Params<M>): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const id = randomUUID();
    const answered = new Promise<void>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
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

  #write(message: object): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  #receive(line: string): void {
    const parsed = parseMessage(JSON.parse(line));
    if (parsed.kind !== "message") return this.#fail(`it sent what is no message (${parsed.kind})`);
    const { message } = parsed;
    if (message.type === "event") return this.#onEvent(message);
    if (message.type === "error") return this.#fail(`${message.error.code}: ${message.error.message}`);
    if (message.type === "response") this.#waiting.get(message.id)?.resolve();
  }

  #fail(why: string): void {
    const remedy = "Run `npm run doctor`, which checks every part.";
    this.#failure ??= new ScriptError("session_failed", `The sidecar failed: ${why}.`, remedy);
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
  }
}
