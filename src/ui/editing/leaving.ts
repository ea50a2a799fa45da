import { useLayoutEffect } from "preact/hooks";
import type { LineEditing } from "./line-editing.ts";

/**
 * What is typed and not stored where the page is closed or left: a field that stores what it holds once it is left, as those of
 * titles, names and notes do, is left; of the line that is being edited the browser asks, in pages that it asks for.
 */
export function useLeaving(editing: LineEditing): void {
  useLayoutEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (editing.isChanged()) event.preventDefault();
    };
    const leave = () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    };
    addEventListener("beforeunload", ask);
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("beforeunload", ask);
      removeEventListener("pagehide", leave);
    };
  }, [editing]);
}
