import { HOST_NAME } from "../../shared/identity.ts";
import { disconnectReason } from "./disconnect-reason.ts";
import type { ConnectNative } from "./native-link.ts";

/**
 * Starts the native host. Only the service worker may (an offscreen document has no `connectNative`); the
 * open port keeps the worker alive. `chrome` and not the polyfill: `lastError` must be read in the listener.
 */
export const connectNative: ConnectNative = ({ onMessage, onDisconnect }) => {
  const port = chrome.runtime.connectNative(HOST_NAME);
  port.onMessage.addListener(onMessage);
  port.onDisconnect.addListener(() => {
    const words = chrome.runtime.lastError?.message;
    onDisconnect(disconnectReason(words), words ?? "the native port closed");
  });
  return { post: (message) => port.postMessage(message), close: () => port.disconnect() };
};

/** The release that this extension is of. */
export function releaseOfExtension(): string {
  return chrome.runtime.getManifest().version;
}
