import browser from "webextension-polyfill";
import type { BackgroundPortOptions } from "../../shared/messages/reconnecting-port.ts";
import type { PortName } from "../../shared/messages/to-background.ts";

/** The browser's half of a `connectToBackground` call: how to connect, and whether one still can. */
export function runtimeConnection(
  name: PortName,
): Pick<BackgroundPortOptions<never, never>, "connect" | "isExtensionAlive" | "schedule"> {
  return {
    connect: () => browser.runtime.connect({ name }),
    // Asked of `chrome` itself: after a reload of the extension its `runtime` has no id, or is gone.
    isExtensionAlive: () => globalThis.chrome?.runtime?.id !== undefined,
    schedule: (callback, delayMs) => {
      setTimeout(callback, delayMs);
    },
  };
}
