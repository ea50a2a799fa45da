import type browser from "webextension-polyfill";
import type { BackgroundToOffscreen } from "../../shared/offscreen-messages.ts";

/** The connection that the offscreen document opens; messages posted before it stands wait for it. */
export class OffscreenPort {
  #port: browser.Runtime.Port | null = null;
  #waiting: BackgroundToOffscreen[] = [];
  /** Those who wait for the document's greeting. */
  #askers: ((session: string | null) => void)[] = [];
  /** The session of the last greeting; undefined before the first. */
  #greeted: string | null | undefined;
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
      this.#greeted = undefined;
      this.#onGone();
    });
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) port.postMessage(message);
  }

  /** The document has told which session it captures. */
  greeted(session: string | null): void {
    this.#greeted = session;
    for (const tell of this.#askers.splice(0)) tell(session);
  }

  /** Which session the document captures, once it has connected; null when none. */
  capturedSession(): Promise<string | null> {
    const greeted = this.#greeted;
    if (greeted !== undefined) return Promise.resolve(greeted);
    return new Promise((resolve) => {
      this.#askers.push(resolve);
    });
  }

  post(message: BackgroundToOffscreen): void {
    if (this.#port === null) this.#waiting.push(message);
    else this.#port.postMessage(message);
  }

  /** The document is being closed: what waited for it is void. */
  closed(): void {
    this.#port = null;
    this.#greeted = undefined;
    this.#waiting = [];
  }
}
