import { type ReadonlySignal, signal } from "@preact/signals";
import { defaultLayout, fitLayout, type OverlayLayout, parseLayout, type Viewport } from "./layout.ts";

/** The part of `storage.local` that is used. */
export interface LayoutStorage {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

export interface LayoutStore {
  readonly layout: ReadonlySignal<OverlayLayout>;
  /** Shows the changed layout, kept inside the window, and remembers it for this site. */
  readonly change: (change: (layout: OverlayLayout) => OverlayLayout) => void;
  /** The window has another size. */
  readonly refit: () => void;
}

/** The layout of one site (UI-1): what was remembered for `hostname`, else the default. */
export async function openLayoutStore(
  storage: LayoutStorage,
  hostname: string,
  viewport: () => Viewport,
): Promise<LayoutStore> {
  const key = `overlay-layout:${hostname}`;
  const stored = (await storage.get(key))[key];
  const layout = signal(fitLayout(parseLayout(stored, defaultLayout(viewport())), viewport()));
  return {
    layout,
    change(change) {
      layout.value = fitLayout(change(layout.value), viewport());
      // A layout that could not be stored only means the default place next time.
      storage.set({ [key]: layout.value }).catch(console.warn);
    },
    refit() {
      layout.value = fitLayout(layout.value, viewport());
    },
  };
}
