import type browser from "webextension-polyfill";
import type { BackgroundToOffscreen } from "../shared/messages.ts";

/** The connection that the offscreen document opens; messages posted before it stands wait for it. */
export class OffscreenPort {
  #port: browser.Runtime.Port | null = null;
  #waiting: BackgroundToOffscreen[] = [];
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
      this.#onGone();
    });
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) port.postMessage(message);
  }

  post(message: BackgroundToOffscreen): void {
    if (this.#port === null) this.#waiting.push(message);
    else this.#port.postMessage(message);
  }

  /** The document is being closed: what waited for it is void. */
  closed(): void {
    this.#port = null;
    this.#waiting = [];
  }
}
