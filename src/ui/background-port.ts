/** The part of `runtime.Port` that a view uses. */
export interface PortLike {
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

export interface BackgroundPortOptions<Incoming, Outgoing> {
  readonly connect: () => PortLike;
  /** False once the extension was reloaded or removed under this page. */
  readonly isExtensionAlive: () => boolean;
  readonly schedule: (callback: () => void, delayMs: number) => void;
  /** Sent first on every connection, as it is at that moment. */
  readonly greeting: () => Outgoing;
  readonly onMessage: (message: Incoming) => void;
  /** The extension is gone for this page; there will be no more messages. */
  readonly onGone?: () => void;
}

export interface BackgroundPort<Outgoing> {
  /** Delivers `message`, at once or after the reconnect that is under way. */
  readonly send: (message: Outgoing) => void;
  /** Disconnects for good. */
  readonly close: () => void;
}

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5000;

/**
 * A port to the background that survives it: the browser stops and restarts the service worker at will, so a
 * lost port is opened again (which wakes the worker) and the background answers with a new snapshot.
 */
export function keepConnected<Incoming, Outgoing>(
  options: BackgroundPortOptions<Incoming, Outgoing>,
): BackgroundPort<Outgoing> {
  let port: PortLike | null = null;
  let retryMs = FIRST_RETRY_MS;
  let isClosed = false;
  let unsent: Outgoing[] = [];

  function open(): void {
    if (isClosed) return;
    if (!options.isExtensionAlive()) return end();
    const opened = options.connect();
    port = opened;
    opened.onMessage.addListener((message) => {
      retryMs = FIRST_RETRY_MS;
      // The other end of this port is the same build's background.
      if (!isClosed) options.onMessage(message as Incoming);
    });
    opened.onDisconnect.addListener(reopenLater);
    opened.postMessage(options.greeting());
    const waiting = unsent;
    unsent = [];
    for (const message of waiting) opened.postMessage(message);
  }

  function reopenLater(): void {
    port = null;
    if (isClosed) return;
    if (!options.isExtensionAlive()) return end();
    options.schedule(open, retryMs);
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  }

  function end(): void {
    isClosed = true;
    options.onGone?.();
  }

  open();
  return {
    send(message) {
      if (port === null) unsent.push(message);
      else port.postMessage(message);
    },
    close() {
      isClosed = true;
      port?.disconnect();
    },
  };
}
