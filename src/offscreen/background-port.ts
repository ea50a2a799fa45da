import browser from "webextension-polyfill";
import type { OffscreenToBackground, PortName } from "../shared/messages.ts";
import type { BackgroundToOffscreen } from "../shared/offscreen-messages.ts";

/** How long to wait before connecting again after the worker stopped: it wakes within milliseconds. */
const RECONNECT_DELAY_MS = 100;

interface BackgroundPortCallbacks {
  readonly onMessage: (message: BackgroundToOffscreen) => void;
  /** A worker, perhaps a new one, has been greeted. Called once `post` reaches it. */
  readonly onConnected: () => void;
  /** The worker is gone until the next greeting. */
  readonly onDisconnected: () => void;
  readonly greeting: () => Extract<OffscreenToBackground, { type: "hello" }>;
}

/**
 * The connection to the service worker, which may stop at any time: it is opened again at once and greeted
 * with the session that runs, so that a new worker can pick it up.
 */
export function connectToBackground(callbacks: BackgroundPortCallbacks) {
  let port: browser.Runtime.Port | null = null;

  function connect(): void {
    const opened = browser.runtime.connect({ name: "offscreen" satisfies PortName });
    opened.onMessage.addListener((message) => callbacks.onMessage(message as BackgroundToOffscreen));
    opened.onDisconnect.addListener(() => {
      port = null;
      callbacks.onDisconnected();
      setTimeout(connect, RECONNECT_DELAY_MS);
    });
    port = opened;
    opened.postMessage(callbacks.greeting());
    callbacks.onConnected();
  }

  connect();
  // While the worker is away nothing is lost: frames stay queued, and the greeting tells the state anew.
  return { post: (message: OffscreenToBackground) => port?.postMessage(message) };
}
