/** Something of ours that stands in the page. */
export interface Mounted {
  /** False once it was closed, or its extension is gone. */
  readonly isAlive: () => boolean;
  readonly remove: () => void;
}

/** Mounts `name` unless a living one stands in this page already; a dead one is cleared away first. */
export function onlyOnce(name: "overlay" | "meeting-page", mount: () => Mounted): void {
  // Shared by every injection into this page; the page itself does not see this world's globals.
  const key = Symbol.for(`app.earshot.${name}`);
  const world = globalThis as { [key: symbol]: Mounted | undefined };
  if (world[key]?.isAlive() === true) return;
  world[key]?.remove();
  world[key] = mount();
}
