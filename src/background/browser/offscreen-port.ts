import type browser from "webextension-polyfill";
import type { BackgroundToOffscreen } from "../../shared/messages/to-offscreen.ts";

/** The connection that the offscreen document opens; messages posted before it stands wait for it. */
export class OffscreenPort {
  #port: browser.Runtime.Port | null = null;
  #waiting: BackgroundToOffscreen[] = [];
  /** What waits for the document's hello. */
  #waiters: ((session: string | null) => void)[] = [];
  /** The session of the last hello; undefined before the first. */
  #captured: string | null | undefined;
  readonly #onGone: () => void;

  /** `onGone`: the document ended without being closed. It never disconnects from a worker that lives. */
  constructor(onGone: () => void) {
    this.#onGone = onGone;
  }

  connected(port: browser.Runtime.Port): void {
    this.#port = port;
    port.onDisconnect.addListener(() => {
      if (this.#port !== port) return;
      this.#port = null;
      this.#captured = undefined;
      this.#onGone();
    });
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) port.postMessage(message);
  }

  /** The document says which session it captures. */
  helloReceived(session: string | null): void {
    this.#captured = session;
    for (const resolve of this.#waiters.splice(0)) resolve(session);
  }

  /** Which session the document captures, once it has connected; null when none. */
  capturedSession(): Promise<string | null> {
    const captured = this.#captured;
    if (captured !== undefined) return Promise.resolve(captured);
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
    });
  }

  post(message: BackgroundToOffscreen): void {
    if (this.#port === null) this.#waiting.push(message);
    else this.#port.postMessage(message);
  }

  /** The document is being closed: what waited for it is void. */
  closed(): void {
    this.#port = null;
    this.#captured = undefined;
    this.#waiting = [];
  }
}
