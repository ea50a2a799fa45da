import { audioSource } from "./audio-schema.ts";
import { errorCode } from "./errors.ts";
import { EVENTS, type EventData, type EventName } from "./events.ts";
import { type Method, type Params, REQUESTS, sessionId } from "./requests.ts";
import { ASSUMED_VERSION } from "./version.ts";
import { z } from "./zod.ts";

export const messageId = z.uuid();
const version = z._default(z.string(), ASSUMED_VERSION);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What an envelope holds: checked once, by the schema of its method or event. */
const payload = z._default(z.custom<Readonly<Record<string, unknown>>>(isObject), {});

/** The four envelopes of both wires (PROTOCOL.md, ADR-003). */
const requestEnvelope = z.object({
  id: messageId,
  type: z.literal("request"),
  version,
  method: z.string(),
  params: payload,
});
const responseEnvelope = z.object({
  id: messageId,
  type: z.literal("response"),
  version,
  result: payload,
});
const eventEnvelope = z.object({
  type: z.literal("event"),
  version,
  event: z.string(),
  data: payload,
});
export const errorEnvelope = z.object({
  /** Present when a request failed; absent when something failed by itself. */
  id: z.optional(messageId),
  type: z.literal("error"),
  version,
  error: z.object({
    code: errorCode,
    message: z.string(),
    recoverable: z.boolean(),
    session: z.optional(sessionId),
    source: z.optional(audioSource),
  }),
});
export const envelope = z.discriminatedUnion("type", [
  requestEnvelope,
  responseEnvelope,
  eventEnvelope,
  errorEnvelope,
]);

export interface RequestMessage<M extends Method> {
  readonly id: string;
  readonly type: "request";
  readonly version: string;
  readonly method: M;
  readonly params: Params<M>;
}
export interface EventMessage<E extends EventName> {
  readonly type: "event";
  readonly version: string;
  readonly event: E;
  readonly data: EventData<E>;
}
export type AnyRequest = { [M in Method]: RequestMessage<M> }[Method];
export type AnyEvent = { [E in EventName]: EventMessage<E> }[EventName];
/** The result is checked against its method's schema by the side that knows which request it answers. */
export type ResponseMessage = z.infer<typeof responseEnvelope>;
export type ErrorMessage = z.infer<typeof errorEnvelope>;
export type Message = AnyRequest | ResponseMessage | AnyEvent | ErrorMessage;

export const requestSchemas = Object.entries(REQUESTS).map(([method, { params }]) =>
  z.extend(requestEnvelope, { method: z.literal(method as Method), params }),
);
export const eventSchemas = Object.entries(EVENTS).map(([event, data]) =>
  z.extend(eventEnvelope, { event: z.literal(event as EventName), data }),
);
