import { EarshotError } from "../../protocol/errors.ts";
import { MAX_EXTENSION_MESSAGE_BYTES } from "../../protocol/limits.ts";
import {
  type AnyRequest,
  messageId,
  type Parsed,
  parseMessage,
  type RequestMessage,
} from "../../protocol/messages.ts";
import type { Method, Params, Result } from "../../protocol/requests.ts";
import { incompatible } from "../sidecar/handshake.ts";
import type { ExtensionWriter } from "./extension-writer.ts";
import { type NativeFrame, NativeFrameDecoder } from "./native-framing.mjs";

export interface ExtensionInput {
  request(request: AnyRequest): void;
  /** What came was no request of ours. `id` is present when the sender can be answered. */
  refused(error: EarshotError, id: string | undefined): void;
}

/** Bytes from the browser in, requests out. Whatever comes, every message reaches `input` exactly once. */
export class ExtensionReader {
  readonly #decoder = new NativeFrameDecoder(MAX_EXTENSION_MESSAGE_BYTES);
  readonly #input: ExtensionInput;

  constructor(input: ExtensionInput) {
    this.#input = input;
  }

  push(chunk: Buffer): void {
    for (const frame of this.#decoder.push(chunk)) this.#receive(frame);
  }

  #receive(frame: NativeFrame): void {
    switch (frame.kind) {
      case "value":
        return this.#dispatch(parseMessage(frame.value));
      case "not-json":
        return this.#refuse(new EarshotError("invalid_message", "not JSON"), null);
      case "too-large":
        return this.#refuse(tooLarge(frame.bytes), null);
      default:
        return frame satisfies never;
    }
  }

  #dispatch(parsed: Parsed): void {
    switch (parsed.kind) {
      case "message":
        if (parsed.message.type === "request") return this.#input.request(parsed.message);
        return this.#refuse(new EarshotError("invalid_message", "type: the host takes requests only"), null);
      case "unknown-event":
        return this.#refuse(new EarshotError("invalid_message", "type: the host takes requests only"), null);
      case "unknown-method":
        return this.#refuse(new EarshotError("unknown_method", "the host has no such method"), parsed.id);
      case "incompatible":
        return this.#refuse(incompatible("extension", parsed.version), parsed.id);
      case "invalid":
        return this.#refuse(new EarshotError("invalid_message", parsed.issue), parsed.id);
      default:
        return parsed satisfies never;
    }
  }

  /** An error may only be tied to an id that its receiver accepts as one. */
  #refuse(error: EarshotError, id: string | null): void {
    const checked = messageId.safeParse(id);
    this.#input.refused(error, checked.success ? checked.data : undefined);
  }
}

function tooLarge(bytes: number): EarshotError {
  return new EarshotError("message_too_large", `${bytes} bytes, at most ${MAX_EXTENSION_MESSAGE_BYTES}`);
}

type Reply<M extends Method> = (result: Result<M>) => void;

/**
 * What the host does for each request. A handler answers by `reply`, once or, for audio, never; it may go on
 * working afterwards. What it throws becomes the error that answers the request.
 */
export type RequestHandlers = {
  readonly [M in Method]: (params: Params<M>, reply: Reply<M>) => void | Promise<void>;
};

/** Requests without an answer yet; the extension has a handful. */
const MAX_OPEN_REQUESTS = 1_000;

/** Runs requests side by side: none waits for an earlier one, so audio flows while a session stops. */
export class RequestRouter {
  readonly #handlers: RequestHandlers;
  readonly #extension: ExtensionWriter;
  /** Set once the caller turned out to speak another major version: nothing it asks is done any more (VER-2). */
  #refusal: EarshotError | null = null;
  #open = 0;

  constructor(handlers: RequestHandlers, extension: ExtensionWriter) {
    this.#handlers = handlers;
    this.#extension = extension;
  }

  async route<M extends Method>({ id, version, method, params }: RequestMessage<M>): Promise<void> {
    this.#extension.noteVersion(version);
    const about = { id, ...sessionOf(params) };
    if (this.#refusal !== null) return this.#extension.error(this.#refusal, false, about);
    const handle: RequestHandlers[M] = this.#handlers[method];
    this.#open += 1;
    try {
      if (this.#open > MAX_OPEN_REQUESTS)
        throw new EarshotError("invalid_message", "too many requests at once");
      await handle(params, (result) => {
        this.#extension.response(id, method, result);
      });
    } catch (caught) {
      const error = EarshotError.from(caught);
      if (method === "protocol_version_check") this.refuse(error, id);
      else this.#extension.error(error, false, about);
    } finally {
      this.#open -= 1;
    }
  }

  /** Answers what was no request of ours, or came from a caller of another major version. */
  refuse(error: EarshotError, id: string | undefined): void {
    const isFinal = error.code === "incompatible_protocol_version";
    if (isFinal) this.#refusal = error;
    this.#extension.error(error, !isFinal, id === undefined ? {} : { id });
  }
}

function sessionOf(params: object): { session?: string } {
  return "session" in params && typeof params.session === "string" ? { session: params.session } : {};
}
