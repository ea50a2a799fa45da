/** An overlay that stands on the page. */
export interface MountedOverlay {
  /** False once it was closed, or its extension is gone. */
  readonly isAlive: () => boolean;
  readonly remove: () => void;
}

/** Shared by every injection into this page; the page itself does not see this world's globals. */
const KEY = Symbol.for("app.earshot.overlay");

/** Mounts the overlay unless a living one stands here already; a dead one is cleared away first. */
export function onlyOnce(mount: () => MountedOverlay): void {
  const world = globalThis as { [KEY]?: MountedOverlay };
  if (world[KEY]?.isAlive() === true) return;
  world[KEY]?.remove();
  world[KEY] = mount();
}
