import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { frameBody, NativeFrameDecoder } from "../../native-host/extension/native-framing.mjs";
import { EarshotError } from "../../protocol/errors.ts";
import { MAX_MESSAGE_BYTES } from "../../protocol/limits.ts";
import type { AnyEvent, Message } from "../../protocol/messages.ts";
import { Peer } from "../../protocol/peer.ts";
import type { Method, Notification, Params, Result } from "../../protocol/requests.ts";
import { EXTENSION_ID } from "../../src/shared/identity.ts";
import { HOST_PROGRAM } from "../runtime/paths.ts";

/** A host in a process of its own, on pipes as the browser's. */
export class HostProcess {
  /** What the browser would keep in its own log. */
  stderr = "";
  readonly child: ChildProcessWithoutNullStreams;
  /** Exit code, or the signal that ended it. */
  readonly exited: Promise<[code: number | null, signal: NodeJS.Signals | null]>;

  constructor(
    command: readonly string[],
    onMessage: (message: Message) => void,
    environment: NodeJS.ProcessEnv = process.env,
  ) {
    const decoder = new NativeFrameDecoder(MAX_MESSAGE_BYTES);
    this.child = spawn(process.execPath, command, { env: environment });
    this.exited = new Promise((resolve) => {
      this.child.once("exit", (code, signal) => resolve([code, signal]));
    });
    this.child.stdout.on("data", (chunk: Buffer) => {
      for (const frame of decoder.push(chunk)) {
        if (frame.kind !== "value") throw new Error(`the host wrote what is no message: ${frame.kind}`);
        onMessage(frame.value as Message);
      }
    });
    this.child.stderr.on("data", (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    this.child.stdin.on("error", () => {
      // A host that was killed takes nothing any more; as with the browser's port, what was on its way is lost.
    });
  }

  send(message: unknown): void {
    this.child.stdin.write(frameBody(Buffer.from(JSON.stringify(message))));
  }

  /** As the browser does when the port closes. @returns the exit code */
  async close(): Promise<number | null> {
    this.child.stdin.end();
    return (await this.exited)[0];
  }
}

/** The built host, asked as the extension asks it. */
export class HostClient {
  readonly host: HostProcess;
  readonly #peer: Peer;

  constructor(configuration: string, onEvent: (event: AnyEvent) => void) {
    const origin = `chrome-extension://${EXTENSION_ID}/`;
    this.host = new HostProcess([HOST_PROGRAM, "--config", configuration, origin], (message) => {
      if (message.type === "event") onEvent(message);
      else if (message.type !== "request" && !this.#peer.settle(message) && message.type === "error")
        this.#peer.end(new EarshotError(message.error.code, message.error.message));
    });
    this.#peer = new Peer({
      send: (message) => this.host.send(message),
      newId: randomUUID,
      unresponsive: "host_exited",
    });
    void this.host.exited.then(([code, signal]) =>
      this.#peer.end(new EarshotError("host_exited", `It ended with ${signal ?? `exit code ${code}`}.`)),
    );
  }

  /** @throws EarshotError, with what the host answers instead */
  request<M extends Exclude<Method, Notification>>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.#peer.request(method, params);
  }

  /** Sends what has no response; resolves when there is room for more. */
  async notify<M extends Notification>(method: M, params: Params<M>): Promise<void> {
    this.#peer.notify(method, params);
    if (this.host.child.stdin.writableNeedDrain) await once(this.host.child.stdin, "drain");
  }
}
