import type { Writable } from "node:stream";
import { buildError, buildEvent, buildResponse } from "../../protocol/build.ts";
import type { EarshotError } from "../../protocol/errors.ts";
import type { EventData, EventName } from "../../protocol/events.ts";
import type { EventMessage, Message } from "../../protocol/messages.ts";
import type { Method, Result } from "../../protocol/requests.ts";
import { encodeNativeFrame } from "./native-framing.ts";

/** What an error is about; `id` when a request failed. */
export interface ErrorContext {
  readonly id?: string;
  readonly session?: string;
  readonly source?: "tab" | "mic";
}

/** The only way to the extension. Never waits: the stream queues what the browser has not read yet. */
export class ExtensionWriter {
  readonly #stream: Writable;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  response<M extends Method>(id: string, method: M, result: Result<M>): void {
    this.forward(buildResponse(id, method, result));
  }

  event<E extends EventName>(event: E, data: EventData<E>): void {
    this.forward(buildEvent(event, data));
  }

  error(error: EarshotError, recoverable: boolean, about: ErrorContext = {}): void {
    this.forward(buildError(error.code, error.message, recoverable, about));
  }

  /** Sends a message as it is; one over 1 MiB would cost the port and is replaced by an error. */
  forward(message: Message | EventMessage<EventName>): void {
    const frame = encodeNativeFrame(message) ?? encodeNativeFrame(tooLargeInsteadOf(message));
    if (frame !== null) this.#stream.write(frame);
  }

  /** Resolves when everything is with the browser, or the browser is gone. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      this.#stream.once("close", resolve);
      this.#stream.end(resolve);
    });
  }
}

function tooLargeInsteadOf(message: Message | EventMessage<EventName>): Message {
  const about = "id" in message && message.id !== undefined ? { id: message.id } : {};
  return buildError("message_too_large", `a ${message.type} is over the browser's bound`, true, about);
}
