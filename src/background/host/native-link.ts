import { EarshotError, type ErrorCode } from "../../../protocol/errors.ts";
import { type GapReason, reasonKnownTo } from "../../../protocol/gaps.ts";
import {
  type AnyEvent,
  type ErrorMessage,
  parseMessage,
  type RequestMessage,
} from "../../../protocol/messages.ts";
import { Peer } from "../../../protocol/peer.ts";
import type { Method, Notification, Params, Result } from "../../../protocol/requests.ts";
import {
  ASSUMED_VERSION,
  HANDSHAKE_TIMEOUT_MS,
  isAtLeast,
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
  /** The host named its versions after all, when they had been taken for granted. */
  readonly onVersions: (versions: HostVersions) => void;
  /** Something invalid or unknown came and was not acted on; `what` carries no values. */
  readonly onIgnored: (what: string) => void;
  readonly newId: () => string;
  /** The release that this extension is of. */
  readonly productVersion: string;
}

/** What a host says of itself at the start. */
export interface HostVersions {
  /** Of the protocol. */
  readonly version: string;
  /** The release that it is of; null where it is of one before 1.3 of the protocol, which names none. */
  readonly productVersion: string | null;
  /** Its sidecar takes the tab's echo out of an unprocessed microphone; since 1.4 of the protocol. */
  readonly cancelsEcho?: true;
  /** It did not answer in time: both are what is taken for granted then. */
  readonly isAssumed?: true;
}

/** One connection to the native host: handshake, requests with their answers, events. */
export class NativeLink {
  readonly #callbacks: NativeLinkCallbacks;
  readonly #peer: Peer;
  readonly #port: NativePort;
  #reported: EarshotError | null = null;
  #hostVersion = ASSUMED_VERSION;

  constructor(connect: ConnectNative, callbacks: NativeLinkCallbacks) {
    this.#callbacks = callbacks;
    const { newId } = callbacks;
    this.#peer = new Peer({
      send: (message) => this.#port.post(message),
      newId,
      unresponsive: "host_exited",
    });
    this.#port = connect({
      onMessage: (message) => this.#receive(message),
      onDisconnect: (code, words) => this.#lose(this.#reported ?? new EarshotError(code, words)),
    });
  }

  /**
   * Agrees on the version before anything else (VER-3). No answer within 3 s counts as 1.0, until it comes.
   * @throws {EarshotError} `incompatible_protocol_version`, or why the port closed
   */
  async handshake(): Promise<HostVersions> {
    const params = {
      extension_version: PROTOCOL_VERSION,
      product_version: this.#callbacks.productVersion,
      supported_versions: [PROTOCOL_VERSION],
    };
    const timeout = new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), HANDSHAKE_TIMEOUT_MS);
    });
    const answered = this.request("protocol_version_check", params);
    const answer = await Promise.race([answered, timeout]);
    if (answer !== null) return this.#agree(answer);
    answered.then((late) => this.#agreeLate(late), ignoreReported);
    return { version: ASSUMED_VERSION, productVersion: null, isAssumed: true };
  }

  /** @throws incompatible_protocol_version */
  #agree(answer: Result<"protocol_version_check">): HostVersions {
    const { version, product_version: productVersion = null, echo_cancellation: cancelsEcho } = answer;
    if (!isCompatible(PROTOCOL_VERSION, version)) throw incompatible(version);
    this.#hostVersion = version;
    return { version, productVersion, ...(cancelsEcho === true ? { cancelsEcho } : {}) };
  }

  #agreeLate(answer: Result<"protocol_version_check">): void {
    try {
      this.#callbacks.onVersions(this.#agree(answer));
    } catch (cause) {
      this.#fail(EarshotError.from(cause));
    }
  }

  /**
   * Sends a request and waits for its answer, however long it takes (IPC-3).
   * @throws {EarshotError} the host's own error, or why the port closed
   */
  request<M extends Exclude<Method, Notification>>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.#peer.request(method, params);
  }

  /** Sends what has no answer. */
  notify<M extends Notification>(method: M, params: Params<M>): void {
    this.#peer.notify(method, params);
  }

  /** Forwards a frame; nothing is awaited. */
  sendFrame(request: RequestMessage<"process_audio_stream">): void {
    // Posting to a port that has closed throws; its end has been reported by `onLost` already.
    if (this.#peer.ended !== null) return;
    const { gap } = request.params;
    const known = gap === undefined ? gap : this.known(gap);
    this.#port.post(known === gap ? request : { ...request, params: { ...request.params, gap: known } });
  }

  /** What the meeting's page shows goes to a host that knows what it is. */
  notePage(note: Params<"page_note">): void {
    if (isAtLeast(this.#hostVersion, "1.4")) this.notify("page_note", note);
  }

  /** The reason for a gap as this host knows it: it would refuse a frame with one that it does not. */
  known(reason: GapReason): GapReason {
    return reasonKnownTo(this.#hostVersion, reason);
  }

  close(): void {
    // First, so that a port which reports its own closing does not count as lost.
    this.#peer.end(new EarshotError("host_exited", "the link was closed"));
    this.#port.close();
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
        this.#peer.settle(message);
        return;
      case "error": {
        if (this.#peer.settle(message)) return;
        const { code, message: words, recoverable } = message.error;
        // A host that refuses to work says why and ends: that, and not its end, is the cause.
        this.#reported = recoverable ? null : new EarshotError(code, words);
        return this.#callbacks.onError(message.error);
      }
      case "request":
        return this.#callbacks.onIgnored("a request of the host");
      default:
        return message satisfies never;
    }
  }

  #fail(error: EarshotError): void {
    this.#port.close();
    this.#lose(error);
  }

  #lose(error: EarshotError): void {
    if (this.#peer.ended !== null) return;
    this.#peer.end(error);
    this.#callbacks.onLost(error);
  }
}

function ignoreReported(): void {
  // `onLost` has said why the port closed, or `onError` what the host refused.
}

function incompatible(version: string): EarshotError {
  return new EarshotError(
    "incompatible_protocol_version",
    `Extension ${PROTOCOL_VERSION}, host ${versionWords(version)}.`,
  );
}
