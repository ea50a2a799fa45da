import type { AnyRequest } from "../../../protocol/messages.ts";
import type { Context, Surroundings } from "./context.ts";
import type { HostDisk } from "./host-disk.ts";
import { HostProcess } from "./host-process.ts";

/** A native port with a new host at its other end. What was posted reaches it, also from a worker that has ended meanwhile. */
export function connectHost(disk: HostDisk, context: Context, { queue, run, step }: Surroundings) {
  const messages: ((message: unknown) => void)[] = [];
  const host = new HostProcess(disk, (message) =>
    queue(() => {
      if (!context.isAlive) return;
      for (const listener of messages) run(context, () => listener(message));
    }),
  );
  return {
    postMessage: (message: AnyRequest) =>
      step(`host ${message.method}`, () => queue(() => host.take(structuredClone(message)))),
    disconnect() {},
    onMessage: { addListener: (listener: (message: unknown) => void) => messages.push(listener) },
    onDisconnect: { addListener() {} },
  };
}
