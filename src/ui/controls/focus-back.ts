import { useLayoutEffect, useState } from "preact/hooks";

/** What has the keyboard as the calling component is drawn first: the button that asked for it. */
export function useOpener(): Element | null {
  // Before it is in the document: a button that it stands in the place of still has the keyboard.
  const [opener] = useState(() => document.activeElement);
  return opener;
}

/** Where the component goes while the keyboard is within it, the keyboard goes back to what asked for it. */
export function useFocusBack(within: { readonly current: HTMLElement | null }): void {
  const opener = useOpener();
  useLayoutEffect(() => {
    const element = within.current;
    return () => {
      if (element?.contains(document.activeElement) === true) focusBack(opener);
    };
  }, []);
}

/** Once all is drawn, and unless the keyboard has another place by then. A button that was drawn anew is known by its action. */
export function focusBack(opener: Element | null): void {
  if (!(opener instanceof HTMLElement) || opener === document.body) return;
  queueMicrotask(() => {
    if (document.activeElement !== document.body) return;
    const { action } = opener.dataset;
    const again =
      action === undefined ? null : document.querySelector<HTMLElement>(`[data-action="${action}"]`);
    (opener.isConnected ? opener : again)?.focus();
  });
}
