import { useLayoutEffect, useState } from "preact/hooks";

/** What has the keyboard as the calling component is drawn first: the button that asked for it. */
export function useOpener(): Element | null {
  // Before it is in the document: a button that it stands in the place of still has the keyboard.
  const [opener] = useState(() => document.activeElement);
  return opener;
}

/**
 * Where the component goes while the keyboard is within it, the keyboard goes back to what asked for it; where that goes as well,
 * because it was for something that is deleted, to what is left beside it.
 */
export function useFocusBack(within: { readonly current: HTMLElement | null }): void {
  const opener = useOpener();
  useLayoutEffect(() => {
    const element = within.current;
    return () => {
      if (element?.contains(document.activeElement) === true) focusBack(opener, placesAround(element));
    };
  }, []);
}

/**
 * Once all is drawn, and unless the keyboard has another place by then. A button that was drawn anew is known by its action.
 * @param places what the button may have stood in, the nearest first
 */
export function focusBack(opener: Element | null, places: readonly HTMLElement[] = []): void {
  queueMicrotask(() => {
    if (document.activeElement !== document.body) return;
    for (const element of candidates(opener, places)) {
      element.focus();
      if (document.activeElement === element) return;
    }
  });
}

function* candidates(opener: Element | null, places: readonly HTMLElement[]): Generator<HTMLElement> {
  if (opener instanceof HTMLElement && opener !== document.body) {
    yield opener;
    const { action } = opener.dataset;
    if (action !== undefined) yield* document.querySelectorAll<HTMLElement>(`[data-action="${action}"]`);
  }
  // Where Tab would go on in a list, as its meetings and lines; else the view itself.
  for (const place of places) yield* place.querySelectorAll<HTMLElement>('[tabindex="0"]');
  for (const place of places.slice(-1)) {
    place.tabIndex = -1;
    yield place;
  }
}

/** From the inside outwards, up to the view's main part. */
function placesAround(element: HTMLElement): readonly HTMLElement[] {
  const places: HTMLElement[] = [];
  for (let around = element.parentElement; around !== null; around = around.parentElement)
    if (around.matches("section, main")) places.push(around);
  return places;
}
