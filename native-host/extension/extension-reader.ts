import { EarshotError } from "../../protocol/errors.ts";
import { type AnyRequest, messageId } from "../../protocol/messages.ts";
import { type Parsed, parseMessage } from "../../protocol/parse.ts";
import { incompatible } from "../sidecar/handshake.ts";
import { MAX_INCOMING_BYTES, type NativeFrame, NativeFrameDecoder } from "./native-framing.ts";

export interface ExtensionInput {
  request(request: AnyRequest): void;
  /** What came was no request of ours. `id` is present when the sender can be answered. */
  refused(error: EarshotError, id: string | undefined): void;
}

/** Bytes from the browser in, requests out. Whatever comes, every message is told to `input` exactly once. */
export class ExtensionReader {
  readonly #decoder = new NativeFrameDecoder();
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
  return new EarshotError("message_too_large", `${bytes} bytes, at most ${MAX_INCOMING_BYTES}`);
}
