import type { Writable } from "node:stream";
import type { RequestMessage } from "../../protocol/messages.ts";
import type { Method } from "../../protocol/requests.ts";

/** One JSON line per request to the sidecar's stdin. Never waits; `isFull` tells the pump to. */
export class SidecarWriter {
  readonly #stdin: Writable;

  constructor(stdin: Writable, drained: () => void) {
    this.#stdin = stdin;
    stdin.on("drain", drained);
  }

  /** True while the sidecar does not read: audio then waits in the journal. */
  get isFull(): boolean {
    return this.#stdin.writableNeedDrain || !this.#stdin.writable;
  }

  send(message: RequestMessage<Method>): void {
    if (this.#stdin.writable) this.#stdin.write(`${JSON.stringify(message)}\n`);
  }
}
