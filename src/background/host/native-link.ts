import { buildRequest } from "../../../protocol/build.ts";
import { EarshotError, type ErrorCode } from "../../../protocol/errors.ts";
import type { AnyEvent, ErrorMessage, RequestMessage, ResponseMessage } from "../../../protocol/messages.ts";
import { parseMessage } from "../../../protocol/parse.ts";
import { type Method, type Params, REQUESTS, type Result } from "../../../protocol/requests.ts";
import {
  ASSUMED_VERSION,
  HANDSHAKE_TIMEOUT_MS,
  isCompatible,
  PROTOCOL_VERSION,
  versionWords,
} from "../../../protocol/version.ts";

/** An open native port, without the browser around it. */
export interface NativePort {
  readonly post: (message: object) => void;
  readonly close: () => void;
}
export type ConnectNative = (listeners: {
  readonly onMessage: (message: unknown) => void;
  readonly onDisconnect: (code: ErrorCode, words: string) => void;
}) => NativePort;

interface NativeLinkCallbacks {
  readonly onEvent: (event: AnyEvent) => void;
  /** An error that answers no request of ours. */
  readonly onError: (error: ErrorMessage["error"]) => void;
  /** The port closed without us asking for it. */
  readonly onLost: (error: EarshotError) => void;
  /** Something invalid or unknown came and was not acted on; `what` carries no values. */
  readonly onIgnored: (what: string) => void;
  readonly newId: () => string;
}

interface Pending {
  readonly resolve: (response: ResponseMessage) => void;
  readonly reject: (error: EarshotError) => void;
}

/** One connection to the native host: handshake, requests with their answers, events. */
export class NativeLink {
  readonly #callbacks: NativeLinkCallbacks;
  readonly #pending = new Map<string, Pending>();
  readonly #port: NativePort;
  #reported: EarshotError | null = null;
  /** Why nothing goes through the port any more; null while it is open. */
  #end: EarshotError | null = null;

  constructor(connect: ConnectNative, callbacks: NativeLinkCallbacks) {
    this.#callbacks = callbacks;
    this.#port = connect({
      onMessage: (message) => this.#receive(message),
      onDisconnect: (code, words) => this.#lose(this.#reported ?? new EarshotError(code, words)),
    });
  }

  /**
   * Agrees on the version before anything else (VER-3). No answer within 3 s counts as 1.0.
   * @returns the host's version
   * @throws {EarshotError} `incompatible_protocol_version`, or why the port closed
   */
  async handshake(): Promise<string> {
    const params = { extension_version: PROTOCOL_VERSION, supported_versions: [PROTOCOL_VERSION] };
    const timeout = new Promise<{ version: string }>((resolve) => {
      setTimeout(() => resolve({ version: ASSUMED_VERSION }), HANDSHAKE_TIMEOUT_MS);
    });
    const { version } = await Promise.race([this.request("protocol_version_check", params), timeout]);
    if (isCompatible(PROTOCOL_VERSION, version)) return version;
    throw incompatible(version);
  }

  /**
   * Sends a request and waits for its answer, however long it takes (IPC-3).
   * @throws {EarshotError} the host's own error, or why the port closed
   */
  async request<M extends Exclude<Method, "process_audio_stream" | "acknowledge_events">>(
    method: M,
    params: Params<M>,
  ): Promise<Result<M>> {
    // Nothing is left to settle it: what waits for it would wait for ever.
    if (this.#end !== null) throw this.#end;
    const id = this.#callbacks.newId();
    const response = await new Promise<ResponseMessage>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#post(buildRequest(id, method, params));
    });
    const result = REQUESTS[method].result.safeParse(response.result);
    if (!result.success)
      throw new EarshotError("invalid_message", `the host's answer to ${method} is invalid`);
    return result.data as Result<M>;
  }

  /** Sends what has no answer. */
  notify<M extends "acknowledge_events">(method: M, params: Params<M>): void {
    this.#post(buildRequest(this.#callbacks.newId(), method, params));
  }

  /** Forwards a frame; nothing is awaited. */
  sendFrame(request: RequestMessage<"process_audio_stream">): void {
    this.#post(request);
  }

  close(): void {
    this.#end = new EarshotError("host_exited", "the link was closed");
    this.#port.close();
    this.#rejectAll(this.#end);
  }

  #post(message: object): void {
    // Posting to a port that has closed throws; its end has been reported by `onLost` already.
    if (this.#end === null) this.#port.post(message);
  }

  #receive(raw: unknown): void {
    const parsed = parseMessage(raw);
    switch (parsed.kind) {
      case "message":
        return this.#dispatch(parsed.message);
      case "incompatible":
        return this.#fail(incompatible(parsed.version));
      case "unknown-event":
        return this.#callbacks.onIgnored("an unknown event");
      case "unknown-method":
        return this.#callbacks.onIgnored("a request of the host");
      case "invalid":
        return this.#callbacks.onIgnored(`invalid message (${parsed.issue})`);
      default:
        return parsed satisfies never;
    }
  }

  #dispatch(message: Extract<ReturnType<typeof parseMessage>, { kind: "message" }>["message"]): void {
    switch (message.type) {
      case "event":
        return this.#callbacks.onEvent(message);
      case "response":
        return this.#settle(message.id)?.resolve(message);
      case "error": {
        const { code, message: words } = message.error;
        const error = new EarshotError(code, words);
        const pending = message.id === undefined ? undefined : this.#settle(message.id);
        if (pending !== undefined) return pending.reject(error);
        // A host that refuses to work says why and ends: that, and not its end, is the cause.
        this.#reported = message.error.recoverable ? null : error;
        return this.#callbacks.onError(message.error);
      }
      case "request":
        return this.#callbacks.onIgnored("a request of the host");
      default:
        return message satisfies never;
    }
  }

  #settle(id: string): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #fail(error: EarshotError): void {
    this.#port.close();
    this.#lose(error);
  }

  #lose(error: EarshotError): void {
    if (this.#end !== null) return;
    this.#end = error;
    this.#rejectAll(error);
    this.#callbacks.onLost(error);
  }

  #rejectAll(error: EarshotError): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(error);
  }
}

function incompatible(version: string): EarshotError {
  return new EarshotError(
    "incompatible_protocol_version",
    `Extension ${PROTOCOL_VERSION}, host ${versionWords(version)}.`,
  );
}
