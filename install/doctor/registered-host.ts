import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { dirname } from "node:path";
import { frameBody, NativeFrameDecoder } from "../../native-host/extension/native-framing.mjs";
import { systemCode } from "../../native-host/runtime/system.ts";
import { EarshotError } from "../../protocol/errors.ts";
import { MAX_MESSAGE_BYTES } from "../../protocol/limits.ts";
import { type AnyEvent, type Message, parseMessage } from "../../protocol/messages.ts";
import { Peer } from "../../protocol/peer.ts";
import type { Method, Notification, Params, Result } from "../../protocol/requests.ts";
import { versionWords } from "../../protocol/version.ts";
import { EXTENSION_IDS } from "../../src/shared/identity.ts";
import type { Computer } from "../targets.ts";

/** After that a browser kills the host that it has left. */
const END_MS = 2000;
/**
 * What a browser of a desktop session has besides: without the bus, a host would look for its keys elsewhere than in the keychain, and
 * without its place a package's host for its data.
 */
const OF_A_DESKTOP = ["DBUS_SESSION_BUS_ADDRESS", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "LANG"];

export interface HostStart {
  readonly program: string;
  readonly computer: Computer;
  /** Before the caller's origin. */
  readonly args?: readonly string[];
  readonly onEvent?: (event: AnyEvent) => void;
}

/**
 * A registered program, started as a browser starts it – its own folder, the caller's origin, the few variables of a desktop – and asked
 * by the extension's own lines. Whatever stands between manifest and host shows itself here and nowhere else.
 */
export class RegisteredHost {
  /** Resolves when it has ended, whatever the reason. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #peer: Peer;
  readonly #onEvent: (event: AnyEvent) => void;
  #stderr = "";
  #refusal: string | null = null;
  /** What became of it, as the end of a sentence about the program; null while it can be asked. */
  #fault: string | null = null;

  constructor({ program, computer, args = [], onEvent = () => undefined }: HostStart) {
    const session = Object.fromEntries(
      OF_A_DESKTOP.flatMap((name) => {
        const value = computer.environment[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
    const origin = `chrome-extension://${EXTENSION_IDS[0] ?? ""}/`;
    const isWindows = computer.platform === "win32";
    const child = spawn(program, [...args, origin, ...(isWindows ? ["--parent-window=0"] : [])], {
      cwd: dirname(program),
      // On Windows a browser has what every program of this user has.
      env: isWindows ? computer.environment : { HOME: computer.home, PATH: "/usr/bin:/bin", ...session },
      windowsHide: true,
    });
    this.#child = child;
    this.#onEvent = onEvent;
    this.#peer = new Peer({
      send: (message) => void child.stdin.write(frameBody(Buffer.from(JSON.stringify(message)))),
      newId: randomUUID,
      unresponsive: "host_exited",
    });
    this.ended = new Promise((resolve) => {
      child.once("close", () => resolve());
      child.once("error", () => resolve());
    });
    child.once("error", (error) => this.#break(startFault(error)));
    child.once("close", (code, signal) =>
      this.#break(this.#refusal ?? endFault(code ?? signal, this.#stderr)),
    );
    child.stdin.on("error", () => {
      // It has ended, which "close" reports.
    });
    child.stderr.on("data", (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-2000);
    });
    const decoder = new NativeFrameDecoder(MAX_MESSAGE_BYTES);
    child.stdout.on("data", (chunk: Buffer) => {
      for (const frame of decoder.push(chunk))
        if (frame.kind === "value") this.#receive(frame.value);
        else this.#break("wrote on its output what is no message: something on the way prints");
    });
  }

  /** @throws EarshotError, of which `wordsOf` says what it means of the program */
  request<M extends Exclude<Method, Notification>>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.#peer.request(method, params);
  }

  notify<M extends Notification>(method: M, params: Params<M>): void {
    this.#peer.notify(method, params);
  }

  /** What went wrong, as the end of a sentence about the program. */
  wordsOf({ code, message }: EarshotError): string {
    return this.#fault ?? `refuses: ${code}, ${message}`;
  }

  /** As a browser leaves it. @returns whether it ended before the browser would have killed it */
  async close(): Promise<boolean> {
    this.#child.stdin.end();
    const isEnded =
      (await within(
        END_MS,
        this.ended.then(() => true),
      )) !== null;
    if (!isEnded) this.#child.kill("SIGKILL");
    return isEnded;
  }

  #receive(value: unknown): void {
    const parsed = parseMessage(value);
    switch (parsed.kind) {
      case "message":
        return this.#dispatch(parsed.message);
      case "unknown-event":
      case "unknown-method":
        // Of a newer host, as the extension passes over it.
        return;
      case "incompatible":
        return this.#break(`speaks another version of the protocol, ${versionWords(parsed.version)}`);
      case "invalid":
        return this.#break(`answers what Earshot's helper does not (${parsed.issue})`);
      default:
        return parsed satisfies never;
    }
  }

  #dispatch(message: Message): void {
    if (message.type === "event") return this.#onEvent(message);
    if (message.type === "request" || this.#peer.settle(message) || message.type === "response") return;
    // A host that refuses to work says why and ends: that, and not its end, is the cause.
    const { code, message: words, recoverable } = message.error;
    if (!recoverable) this.#refusal = `refuses: ${code}, ${words}`;
  }

  /** The first cause counts. */
  #break(fault: string): void {
    this.#fault ??= fault;
    this.#peer.end(new EarshotError("host_exited", this.#fault));
  }
}

/** The value when it comes in time, else null. */
export async function within<T>(timeoutMs: number, value: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, null);
  });
  try {
    return await Promise.race([value, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function startFault(error: Error): string {
  // The file itself was seen to be there.
  if (systemCode(error) === "ENOENT")
    return "cannot be started: the interpreter that its first line names is missing";
  return `cannot be started: ${systemCode(error) ?? error.message}`;
}

function endFault(code: number | string | null, stderr: string): string {
  const last = stderr.trim().split("\n").slice(-3).join(" / ");
  const cause = code === 126 || code === 127 ? "; the Node or the program that it names is gone" : "";
  return `ended at once (${code ?? "unknown"})${cause}${last === "" ? "" : `: ${last}`}`;
}
