import { EarshotError } from "../../protocol/errors.ts";
import type { ErrorMessage, ResponseMessage } from "../../protocol/messages.ts";
import { type Method, REQUESTS, type Result } from "../../protocol/requests.ts";

/** What is said in place of the sidecar's own words, which no screen shows: it is another program (ADR-027). */
export const SIDECARS_OWN_WORDS = "reported by the transcription process";

/** A sidecar that owes more than this answers nothing any more, whatever it says of its health. */
const MAX_PENDING = 1_000;

interface Pending {
  settle(result: unknown): void;
  fail(error: EarshotError): void;
}

/** Requests waiting for their answer, each by its id; no answer is too late (IPC-3). */
export class PendingRequests {
  readonly #pending = new Map<string, Pending>();

  /** @throws sidecar_died when too many wait already */
  wait<M extends Method>(id: string, method: M): Promise<Result<M>> {
    if (this.#pending.size >= MAX_PENDING) {
      return Promise.reject(new EarshotError("sidecar_died", `${MAX_PENDING} requests have no answer`));
    }
    return new Promise((resolve, reject) => {
      const settle = (result: unknown): void => {
        const parsed = REQUESTS[method].result.safeParse(result);
        // The schema was chosen by the method, which the type system cannot follow through the table.
        if (parsed.success) resolve(parsed.data as Result<M>);
        else reject(new EarshotError("invalid_message", `the answer to ${method} does not fit its schema`));
      };
      this.#pending.set(id, { settle, fail: reject });
    });
  }

  /** @returns false when nobody waits for this answer. */
  answer(message: ResponseMessage | ErrorMessage): boolean {
    const pending = this.#pending.get(message.id ?? "");
    if (pending === undefined) return false;
    this.#pending.delete(message.id ?? "");
    if (message.type === "response") pending.settle(message.result);
    else pending.fail(new EarshotError(message.error.code, SIDECARS_OWN_WORDS));
    return true;
  }

  failAll(error: EarshotError): void {
    for (const pending of this.#pending.values()) pending.fail(error);
    this.#pending.clear();
  }
}
