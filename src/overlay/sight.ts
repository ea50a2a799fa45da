/** How often the browser looks, at most; it asks for 100 ms or more. */
const DELAY_MS = 100;

/** Not yet in every TypeScript library: https://www.w3.org/TR/intersection-observer-2/ */
interface SightOptions extends IntersectionObserverInit {
  readonly trackVisibility: boolean;
  readonly delay: number;
}

/**
 * Reports whether this frame is seen as it was drawn. The browser answers over the frame's border, for every frame above:
 * it says yes only where it vouches that nothing lies over the frame and no effect is applied to it.
 */
export function watchSight(onChange: (isVisible: boolean) => void): void {
  const options: SightOptions = { threshold: [0, 0.5, 1], trackVisibility: true, delay: DELAY_MS };
  let was: boolean | null = null;
  new IntersectionObserver((entries) => {
    const newest = entries.at(-1);
    if (newest === undefined) return;
    const isVisible = isVouchedFor(newest) && newest.intersectionRatio > 0.5;
    if (isVisible === was) return;
    was = isVisible;
    onChange(isVisible);
  }, options).observe(document.documentElement);
}

/** A browser without the second version of the observer vouches for nothing, and is believed. */
function isVouchedFor(entry: IntersectionObserverEntry & { readonly isVisible?: boolean }): boolean {
  return entry.isVisible !== false;
}
