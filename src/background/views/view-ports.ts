import type browser from "webextension-polyfill";
import type { BackgroundToOverlay } from "../../shared/messages/to-overlay.ts";
import type { BackgroundToView } from "../../shared/messages/to-views.ts";

type Port = browser.Runtime.Port;

interface Subscription {
  readonly captions: boolean;
  readonly levels: boolean;
}

/** Every open view and overlay; each gets each message once (IPC-7). */
export class ViewPorts {
  readonly #views = new Map<Port, Subscription>();
  readonly #overlays = new Set<Port>();

  addView(port: Port, subscription: Subscription): void {
    this.#views.set(port, subscription);
  }

  addOverlay(port: Port): void {
    this.#overlays.add(port);
  }

  remove(port: Port): void {
    this.#views.delete(port);
    this.#overlays.delete(port);
  }

  get isAnyViewOpen(): boolean {
    return this.#views.size > 0;
  }

  get areLevelsWanted(): boolean {
    return [...this.#views.values()].some(({ levels }) => levels);
  }

  /** Captions and levels go only to the views that subscribed to them. */
  toViews(message: BackgroundToView): void {
    for (const [port, subscription] of this.#views) {
      const isWanted =
        message.type === "caption-changed" || message.type === "bookmarks-changed"
          ? subscription.captions
          : message.type === "level-changed"
            ? subscription.levels
            : true;
      if (isWanted) port.postMessage(message);
    }
  }

  /** A snapshot per view, of what it subscribed to. */
  snapshotToViews(snapshotFor: (subscription: Subscription) => BackgroundToView): void {
    for (const [port, subscription] of this.#views) port.postMessage(snapshotFor(subscription));
  }

  toOverlays(message: BackgroundToOverlay): void {
    for (const port of this.#overlays) port.postMessage(message);
  }
}
