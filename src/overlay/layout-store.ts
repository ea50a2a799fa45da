import { type ReadonlySignal, signal } from "@preact/signals";
import type { OverlayLayout, Viewport } from "../shared/overlay-layout.ts";
import { defaultLayout, fitLayout } from "./layout.ts";

export interface LayoutStore {
  readonly layout: ReadonlySignal<OverlayLayout>;
  /** Shows the changed layout, kept inside the window, and has it remembered for this site. */
  readonly change: (change: (layout: OverlayLayout) => OverlayLayout) => void;
  /** The window has another size. */
  readonly refit: () => void;
}

/** The layout of one site (UI-1): what was remembered for it, else the default. */
export function layoutStore(
  remembered: OverlayLayout | null,
  viewport: () => Viewport,
  remember: (layout: OverlayLayout) => void,
): LayoutStore {
  const layout = signal(fitLayout(remembered ?? defaultLayout(viewport()), viewport()));
  return {
    layout,
    change(change) {
      layout.value = fitLayout(change(layout.value), viewport());
      remember(layout.value);
    },
    refit() {
      layout.value = fitLayout(layout.value, viewport());
    },
  };
}
