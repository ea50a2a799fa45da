import type browser from "webextension-polyfill";
import type { BackgroundToView } from "../../shared/messages.ts";
import type { BackgroundToOverlay } from "../../shared/overlay-messages.ts";

type Port = browser.Runtime.Port;

interface Wishes {
  readonly captions: boolean;
  readonly levels: boolean;
}

/** Every open view and overlay; each gets each message once (IPC-7). */
export class ViewPorts {
  readonly #views = new Map<Port, Wishes>();
  readonly #overlays = new Set<Port>();

  addView(port: Port, wishes: Wishes): void {
    this.#views.set(port, wishes);
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

  /** Captions and levels go only to the views that asked for them. */
  toViews(message: BackgroundToView): void {
    for (const [port, wishes] of this.#views) {
      const isWanted =
        message.type === "caption-changed"
          ? wishes.captions
          : message.type === "level-changed"
            ? wishes.levels
            : true;
      if (isWanted) port.postMessage(message);
    }
  }

  /** A snapshot per view, made to its wishes. */
  snapshotToViews(snapshotFor: (wishes: Wishes) => BackgroundToView): void {
    for (const [port, wishes] of this.#views) port.postMessage(snapshotFor(wishes));
  }

  toOverlays(message: BackgroundToOverlay): void {
    for (const port of this.#overlays) port.postMessage(message);
  }
}
