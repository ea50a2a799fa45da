import { buildRequest } from "./build.ts";
import { EarshotError, type ErrorCode } from "./errors.ts";
import type { ErrorMessage, RequestMessage, ResponseMessage } from "./messages.ts";
import { type Method, type Notification, type Params, REQUESTS, type Result } from "./requests.ts";

/** Requests that may wait at once. A peer that leaves more unanswered answers nothing any more. */
const MAX_PENDING = 1_000;

interface PeerParts {
  /** Puts a message on the wire; never waits. */
  readonly send: (message: RequestMessage<Method>) => void;
  readonly newId: () => string;
  /** What a peer that leaves MAX_PENDING requests unanswered counts as. */
  readonly unresponsive: ErrorCode;
  /** What stands in an error in place of the peer's own words; they themselves where it is absent. */
  readonly errorWords?: string;
}

interface PendingRequest {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: EarshotError) => void;
}

/**
 * The asking end of a wire: requests under their ids, those that wait for their answer, and notifications. Every answer is
 * checked once, against the schema of the method that it answers; none is too late (IPC-3).
 */
export class Peer {
  readonly #parts: PeerParts;
  readonly #pending = new Map<string, PendingRequest>();
  #end: EarshotError | null = null;

  constructor(parts: PeerParts) {
    this.#parts = parts;
  }

  /** Why nothing goes over the wire any more; null while it stands. */
  get ended(): EarshotError | null {
    return this.#end;
  }

  /** Resolves with the answer, however long it takes. @throws what the peer answers instead, and why the wire ended */
  async request<M extends Exclude<Method, Notification>>(method: M, params: Params<M>): Promise<Result<M>> {
    if (this.#end !== null) throw this.#end;
    if (this.#pending.size >= MAX_PENDING)
      throw new EarshotError(this.#parts.unresponsive, `${MAX_PENDING} requests have no answer`);
    const id = this.#parts.newId();
    const result = await new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#parts.send(buildRequest(id, method, params));
    });
    const parsed = REQUESTS[method].result.safeParse(result);
    // The schema was chosen by the method, which the type system cannot follow through the table.
    if (parsed.success) return parsed.data as Result<M>;
    throw new EarshotError("invalid_message", `the answer to ${method} does not fit its schema`);
  }

  /** Sends what is never answered. */
  notify<M extends Notification>(method: M, params: Params<M>): void {
    if (this.#end === null) this.#parts.send(buildRequest(this.#parts.newId(), method, params));
  }

  /** @returns false when no request waits for this answer */
  settle(message: ResponseMessage | ErrorMessage): boolean {
    const id = message.id ?? "";
    const pending = this.#pending.get(id);
    if (pending === undefined) return false;
    this.#pending.delete(id);
    if (message.type === "response") pending.resolve(message.result);
    else
      pending.reject(new EarshotError(message.error.code, this.#parts.errorWords ?? message.error.message));
    return true;
  }

  /** The wire is gone: what waits, and whatever is asked from now on, fails with the first cause. */
  end(error: EarshotError): void {
    this.#end ??= error;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(this.#end);
  }
}
