import type browser from "webextension-polyfill";
import type { Context, Surroundings } from "./context.ts";

export const ORIGIN = "chrome-extension://earshot";

interface PortEnd {
  readonly context: Context;
  isOpen: boolean;
  other: PortEnd | null;
  readonly messages: ((message: unknown) => void)[];
  readonly disconnects: (() => void)[];
}

/** Ports between contexts. What was posted arrives, also from a context that has ended meanwhile. */
export class FakePorts {
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Both ends of a new port: the one that `from` keeps, and the one that `to` is to accept. */
  connect(name: string, from: Context, to: Context) {
    const near = this.#end(from);
    const far = this.#end(to);
    near.other = far;
    far.other = near;
    return { near: this.#port(name, near, from), far: this.#port(name, far, from) };
  }

  #end(context: Context): PortEnd {
    const end: PortEnd = { context, isOpen: true, other: null, messages: [], disconnects: [] };
    context.onEnd.push(() => this.#disconnect(end));
    return end;
  }

  #disconnect(end: PortEnd): void {
    if (!end.isOpen) return;
    end.isOpen = false;
    this.#atOther(end, (other) => {
      other.isOpen = false;
      for (const listener of other.disconnects) listener();
    });
  }

  #atOther({ other }: PortEnd, action: (other: PortEnd) => void): void {
    this.#surroundings.queue(() => {
      if (other?.isOpen === true && other.context.isAlive)
        this.#surroundings.run(other.context, () => action(other));
    });
  }

  #port(name: string, end: PortEnd, from: Context): browser.Runtime.Port {
    return {
      name,
      sender: { id: "earshot", ...addressOf(from), ...from.tab },
      postMessage: (message: { readonly type: string }) => {
        if (!end.context.isAlive) return;
        if (!end.isOpen) throw new Error("Attempting to use a disconnected port object");
        const posted = structuredClone(message);
        this.#surroundings.step(`${name} ${message.type}`, () =>
          this.#atOther(end, ({ messages }) => {
            for (const listener of messages) listener(posted);
          }),
        );
      },
      disconnect: () => this.#disconnect(end),
      onMessage: { addListener: (listener: (message: unknown) => void) => end.messages.push(listener) },
      onDisconnect: { addListener: (listener: () => void) => end.disconnects.push(listener) },
    } as unknown as browser.Runtime.Port;
  }
}

/** A script of ours has the address of the web page that it runs in. */
function addressOf({ page, tab }: Context): { readonly url: string; readonly origin: string } {
  return tab?.frameId === 0
    ? { url: tab.tab.url, origin: new URL(tab.tab.url).origin }
    : { url: `${ORIGIN}/${page}`, origin: ORIGIN };
}
