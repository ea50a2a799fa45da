import browser from "webextension-polyfill";
import { connectToBackground } from "../shared/messages/reconnecting-port.ts";
import type { PlacementToBackground } from "../shared/messages/to-background.ts";
import type { BackgroundToPlacement } from "../shared/messages/to-overlay.ts";
import { runtimeConnection } from "../ui/connection/runtime-port.ts";
import type { Mounted } from "./only-once.ts";
import { mountOverlayHost } from "./overlay-host.ts";

/**
 * Puts the captions' frame into this page and keeps it where it belongs, until the session ends or the extension goes
 * away. This world shares its process with the page: it learns where the frame stands and no word of what is in it.
 */
export function placeOverlay(): Mounted {
  const connection = runtimeConnection("placement");
  const lifetime = new AbortController();
  // Names to the background which frame of the page is this one; the page cannot read a closed root's frame's address.
  const token = crypto.randomUUID();

  const remove = () => {
    if (lifetime.signal.aborted) return;
    lifetime.abort();
    port.close();
    host.remove();
  };
  let isLoaded = false;
  let isStanding = true;
  const port = connectToBackground<BackgroundToPlacement, PlacementToBackground>({
    ...connection,
    firstMessage: () => ({ type: "overlay-opened", token, viewport: viewport(), isLoaded, isStanding }),
    onMessage(message) {
      switch (message.type) {
        case "place-overlay":
          return host.place(message.box);
        case "raise-overlay":
          return host.raise();
        case "overlay-close":
          return remove();
        default:
          return message satisfies never;
      }
    },
    onGone: remove,
  });
  const host = mountOverlayHost({
    address: `${browser.runtime.getURL("src/overlay/index.html")}#${token}`,
    onLoaded() {
      isLoaded = true;
      port.send({ type: "frame-loaded" });
    },
    onStanding(stands) {
      isStanding = stands;
      port.send({ type: "standing-changed", isStanding });
    },
  });
  const reportViewport = () => port.send({ type: "viewport-changed", viewport: viewport() });
  addEventListener("resize", reportViewport, lifetime);
  return { isAlive: () => !lifetime.signal.aborted && connection.isExtensionAlive(), remove };
}

function viewport() {
  return { width: document.documentElement.clientWidth, height: innerHeight };
}
