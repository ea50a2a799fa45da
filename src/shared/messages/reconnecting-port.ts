import { backoffMs } from "../backoff.ts";

/** The part of `runtime.Port` that is used. */
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
  readonly firstMessage: () => Outgoing;
  readonly onMessage: (message: Incoming) => void;
  /**
   * Whether `incoming` says that the background has taken `outgoing`, which is sent again on every connection until
   * then. Left out: nothing is ever said of it, so it counts as taken once it is posted.
   */
  readonly isTaken?: (outgoing: Outgoing, incoming: Incoming) => boolean;
  /** What is sent while there is no worker is dropped: the first message says all of it again. */
  readonly isDroppedWhileAway?: boolean;
  readonly longestRetryMs?: number;
  /** A worker, perhaps a new one, has been sent the first message. */
  readonly onConnected?: () => void;
  /** The worker is gone until `onConnected`. */
  readonly onDisconnected?: () => void;
  /** The extension is gone for this page; there will be no more messages. */
  readonly onGone?: () => void;
}

export interface BackgroundPort<Outgoing> {
  /** Delivers `message`, at once or after the reconnect that is under way, before whatever is sent after it. */
  readonly send: (message: Outgoing) => void;
  /** Disconnects for good. */
  readonly close: () => void;
}

const LONGEST_RETRY_MS = 5000;

/**
 * A port to the background that survives it: the browser stops and restarts the service worker at will, so a
 * lost port is opened again (which wakes the worker) and the background answers with a new snapshot. What was posted to
 * a worker that ended before it took it is posted to the next one (ADR-022).
 */
export function connectToBackground<Incoming, Outgoing>(
  options: BackgroundPortOptions<Incoming, Outgoing>,
): BackgroundPort<Outgoing> {
  let port: PortLike | null = null;
  /** Connections in a row through which nothing came. */
  let attempt = 0;
  let isClosed = false;
  /** Sent, or to be sent, and not taken yet; the oldest first. */
  let untaken: Outgoing[] = [];

  function open(): void {
    if (isClosed) return;
    if (!options.isExtensionAlive()) return end();
    const opened = options.connect();
    port = opened;
    opened.onMessage.addListener((message) => {
      attempt = 0;
      if (isClosed) return;
      // The other end of this port is the same build's background.
      const incoming = message as Incoming;
      untaken = untaken.filter((outgoing) => options.isTaken?.(outgoing, incoming) !== true);
      options.onMessage(incoming);
    });
    opened.onDisconnect.addListener(reopenLater);
    opened.postMessage(options.firstMessage());
    for (const message of untaken) opened.postMessage(message);
    if (options.isTaken === undefined) untaken = [];
    options.onConnected?.();
  }

  function reopenLater(): void {
    port = null;
    if (isClosed) return;
    if (!options.isExtensionAlive()) return end();
    options.onDisconnected?.();
    options.schedule(open, backoffMs(attempt++, options.longestRetryMs ?? LONGEST_RETRY_MS));
  }

  function end(): void {
    isClosed = true;
    options.onGone?.();
  }

  open();
  return {
    send(message) {
      const isUntaken = port === null || options.isTaken !== undefined;
      if (isUntaken && options.isDroppedWhileAway !== true) untaken.push(message);
      port?.postMessage(message);
    },
    close() {
      isClosed = true;
      port?.disconnect();
    },
  };
}
