import type { ErrorCode } from "./errors.ts";
import type { EventData, EventName } from "./events.ts";
import type { ErrorMessage, EventMessage, RequestMessage, ResponseMessage } from "./messages.ts";
import type { Method, Params, Result } from "./requests.ts";
import { PROTOCOL_VERSION } from "./version.ts";

/** Builders of the four envelopes; `id` is a UUID made by the caller, so that this folder needs no clock and no randomness. */
export function buildRequest<M extends Method>(id: string, method: M, params: Params<M>): RequestMessage<M> {
  return { id, type: "request", version: PROTOCOL_VERSION, method, params };
}

export function buildResponse<M extends Method>(id: string, _method: M, result: Result<M>): ResponseMessage {
  return { id, type: "response", version: PROTOCOL_VERSION, result };
}

export function buildEvent<E extends EventName>(event: E, data: EventData<E>): EventMessage<E> {
  return { type: "event", version: PROTOCOL_VERSION, event, data };
}

/** `about` ties the error to a request, a session or a source. */
export function buildError(
  code: ErrorCode,
  message: string,
  recoverable: boolean,
  about: { id?: string; session?: string; source?: "tab" | "mic" } = {},
): ErrorMessage {
  const { id, ...where } = about;
  return {
    ...(id === undefined ? {} : { id }),
    type: "error",
    version: PROTOCOL_VERSION,
    error: { code, message, recoverable, ...where },
  };
}
