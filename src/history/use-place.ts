import { useLayoutEffect, useState } from "preact/hooks";
import { type Place, placeOf } from "../ui/meetings/history-page.ts";

/** The meeting that the address names: links open one, and the browser's Back closes it. */
export function usePlace(): Place | null {
  const [place, setPlace] = useState(() => placeOf(location.hash));
  useLayoutEffect(() => {
    const read = () => setPlace(placeOf(location.hash));
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  return place;
}
