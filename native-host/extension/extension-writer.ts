import type { Writable } from "node:stream";
import { buildError, buildEvent, buildResponse } from "../../protocol/build.ts";
import type { EarshotError } from "../../protocol/errors.ts";
import { type EventData, type EventName, NUMBERED_SINCE } from "../../protocol/events.ts";
import { type GapReason, reasonKnownTo } from "../../protocol/gaps.ts";
import { MAX_MESSAGE_BYTES } from "../../protocol/limits.ts";
import type { EventMessage, Message } from "../../protocol/messages.ts";
import type { Method, Result } from "../../protocol/requests.ts";
import { ASSUMED_VERSION, isAtLeast } from "../../protocol/version.ts";
import { frameBody } from "./native-framing.mjs";

/** What an error is about; `id` when a request failed. */
export interface ErrorContext {
  readonly id?: string;
  readonly session?: string;
  readonly source?: "tab" | "mic";
}

/** What a browser that does not read may leave with us: hours of events, and far below what a process may hold. */
const MAX_UNREAD_BYTES = 16 * 1024 * 1024;

/**
 * What may wait for a browser that does not read. Beyond it events are left out: finals and gaps come again by
 * themselves, the others are outdated by then. Answers are as few as the requests, and acknowledgements of
 * audio end with the audio in flight.
 */
const MAX_QUEUED_BYTES = 8 * 1024 * 1024;

/** The only way to the extension. Never waits: the stream queues what the browser has not read yet. */
export class ExtensionWriter {
  readonly #stream: Writable;
  readonly #overflowed: () => void;
  #hasOverflowed = false;
  #version = ASSUMED_VERSION;

  /** @param overflowed called once, when the browser has left too much unread; nothing is written from then on */
  constructor(stream: Writable, overflowed: () => void = () => {}) {
    this.#stream = stream;
    this.#overflowed = overflowed;
  }

  /** The extension's messages say which version it speaks (VER-1); one that says none speaks no older one for that. */
  noteVersion(version: string): void {
    if (isAtLeast(version, this.#version)) this.#version = version;
  }

  /** Whether the extension does with an event what its version does; one that it does not know it ignores. */
  understands(event: EventName): boolean {
    const since = NUMBERED_SINCE[event];
    return since === undefined || isAtLeast(this.#version, since);
  }

  /** The reason for a gap as the extension knows it: it would ignore the event with one that it does not. */
  known(reason: GapReason): GapReason {
    return reasonKnownTo(this.#version, reason);
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
    if (this.#stream.writableLength > MAX_QUEUED_BYTES && mayBeLeftOut(message)) return;
    if (this.#hasOverflowed) return;
    const frame = encodeNativeFrame(message) ?? encodeNativeFrame(tooLargeInsteadOf(message));
    if (frame !== null) this.#stream.write(frame);
    if (this.#stream.writableLength <= MAX_UNREAD_BYTES) return;
    this.#hasOverflowed = true;
    this.#overflowed();
  }

  /** Resolves when everything is with the browser, or the browser is gone. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      this.#stream.once("close", resolve);
      this.#stream.end(resolve);
    });
  }
}

/** A message as the browser reads it, or null when it is over the 1 MiB at which it kills the port. */
export function encodeNativeFrame(message: unknown): Buffer | null {
  const body = Buffer.from(JSON.stringify(message));
  return body.length > MAX_MESSAGE_BYTES ? null : frameBody(body);
}

function mayBeLeftOut(message: Message | EventMessage<EventName>): boolean {
  return message.type === "event" && message.event !== "audio_ack";
}

function tooLargeInsteadOf(message: Message | EventMessage<EventName>): Message {
  const about = "id" in message && message.id !== undefined ? { id: message.id } : {};
  return buildError("message_too_large", `a ${message.type} is over the browser's bound`, true, about);
}
