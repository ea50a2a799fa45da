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
  /**
   * Whether `incoming` says that the background has taken `outgoing`, which is sent again on every connection until
   * then. Left out: nothing is ever said of it, so it counts as taken once it is posted.
   */
  readonly isTaken?: (outgoing: Outgoing, incoming: Incoming) => boolean;
  /** The extension is gone for this page; there will be no more messages. */
  readonly onGone?: () => void;
}

export interface BackgroundPort<Outgoing> {
  /** Delivers `message`, at once or after the reconnect that is under way, before whatever is sent after it. */
  readonly send: (message: Outgoing) => void;
  /** Disconnects for good. */
  readonly close: () => void;
}

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5000;

/**
 * A port to the background that survives it: the browser stops and restarts the service worker at will, so a
 * lost port is opened again (which wakes the worker) and the background answers with a new snapshot. What was posted to
 * a worker that ended before it took it is posted to the next one (ADR-022).
 */
export function keepConnected<Incoming, Outgoing>(
  options: BackgroundPortOptions<Incoming, Outgoing>,
): BackgroundPort<Outgoing> {
  let port: PortLike | null = null;
  let retryMs = FIRST_RETRY_MS;
  let isClosed = false;
  /** Sent, or to be sent, and not taken yet; the oldest first. */
  let untaken: Outgoing[] = [];

  function open(): void {
    if (isClosed) return;
    if (!options.isExtensionAlive()) return end();
    const opened = options.connect();
    port = opened;
    opened.onMessage.addListener((message) => {
      retryMs = FIRST_RETRY_MS;
      if (isClosed) return;
      // The other end of this port is the same build's background.
      const incoming = message as Incoming;
      untaken = untaken.filter((outgoing) => options.isTaken?.(outgoing, incoming) !== true);
      options.onMessage(incoming);
    });
    opened.onDisconnect.addListener(reopenLater);
    opened.postMessage(options.greeting());
    for (const message of untaken) opened.postMessage(message);
    if (options.isTaken === undefined) untaken = [];
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
      if (port === null || options.isTaken !== undefined) untaken.push(message);
      port?.postMessage(message);
    },
    close() {
      isClosed = true;
      port?.disconnect();
    },
  };
}
