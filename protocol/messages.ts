import { audioSource } from "./audio-schema.ts";
import { errorCode } from "./errors.ts";
import { EVENTS, type EventData, type EventName } from "./events.ts";
import { type Method, type Params, REQUESTS, sessionId } from "./requests.ts";
import { ASSUMED_VERSION, isCompatible, PROTOCOL_VERSION } from "./version.ts";
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
const envelope = z.discriminatedUnion("type", [
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

/** What bytes from another program turned out to be. Only `message` may be acted on. */
export type Parsed =
  | { readonly kind: "message"; readonly message: Message }
  /** A peer of a newer minor version says something we do not know: counted and ignored (VER-2). */
  | { readonly kind: "unknown-event"; readonly event: string }
  | { readonly kind: "unknown-method"; readonly id: string; readonly method: string }
  | { readonly kind: "incompatible"; readonly id: string | null; readonly version: string }
  /** `issue` names the field and the rule, never the value: values may be speech. */
  | { readonly kind: "invalid"; readonly id: string | null; readonly issue: string };

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly code?: string | undefined;
}

/** Parses one decoded JSON value at the border of a world. Never throws. */
export function parseMessage(value: unknown): Parsed {
  const outer = envelope.safeParse(value);
  const id = idOf(value);
  if (!outer.success) return { kind: "invalid", id, issue: describe(outer.error.issues) };
  const message = outer.data;
  if (!isCompatible(PROTOCOL_VERSION, message.version)) {
    return { kind: "incompatible", id, version: message.version };
  }
  switch (message.type) {
    case "response":
    case "error":
      return { kind: "message", message };
    case "request": {
      if (!isMethod(message.method))
        return { kind: "unknown-method", id: message.id, method: message.method };
      const params = REQUESTS[message.method].params.safeParse(message.params);
      if (!params.success) return { kind: "invalid", id, issue: describe(params.error.issues) };
      // The schema was chosen by the method, which the type system cannot follow through the table.
      return { kind: "message", message: { ...message, params: params.data } as AnyRequest };
    }
    case "event": {
      if (!isEventName(message.event)) return { kind: "unknown-event", event: message.event };
      const data = EVENTS[message.event].safeParse(message.data);
      if (!data.success) return { kind: "invalid", id, issue: describe(data.error.issues) };
      return { kind: "message", message: { ...message, data: data.data } as AnyEvent };
    }
    default:
      return message satisfies never;
  }
}

function isMethod(name: string): name is Method {
  return Object.hasOwn(REQUESTS, name);
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(EVENTS, name);
}

function idOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("id" in value)) return null;
  return typeof value.id === "string" && value.id.length <= 64 ? value.id : null;
}

function describe(issues: readonly Issue[]): string {
  const first = issues[0];
  if (first === undefined) return "unknown issue";
  const path = first.path.map(String).join(".").slice(0, 120);
  return `${path === "" ? "message" : path}: ${first.code ?? "invalid"}`;
}
