import { type RefObject, useLayoutEffect, useRef, useState } from "preact/compat";
import {
  FOLLOWING,
  type FollowEvent,
  type FollowState,
  follow,
  movedUp,
  type ScrollPlace,
} from "./follow-scroll.ts";

export interface FollowScroll {
  readonly state: FollowState;
  readonly jump: () => void;
}

/**
 * Keeps the end of `scroller` in view while the reader follows; `lineCount`: how many lines there are. While it `isHeld`, nothing
 * scrolls but the reader, who follows again where the end is in view then.
 */
export function useFollowScroll(
  scroller: RefObject<HTMLElement | null>,
  lineCount: number,
  isHeld: boolean,
): FollowScroll {
  const [state, setState] = useState(FOLLOWING);
  const isFollowing = useRef(true);
  isFollowing.current = state.isFollowing && !isHeld;
  const held = useRef(isHeld);
  const lastCount = useRef(lineCount);
  /** As of the last scroll event. */
  const place = useRef<ScrollPlace | null>(null);
  const dispatch = (event: FollowEvent) => setState((current) => follow(current, event));

  useLayoutEffect(() => {
    const wasHeld = held.current;
    held.current = isHeld;
    if (isHeld) dispatch({ type: "held" });
    else if (wasHeld && scroller.current !== null) {
      const here = placeOf(scroller.current);
      dispatch({ type: "scrolled", before: here, after: here });
    }
  }, [isHeld]);

  useLayoutEffect(() => {
    const added = lineCount - lastCount.current;
    lastCount.current = lineCount;
    if (added > 0) dispatch({ type: "lines-added", count: added });
    if (isFollowing.current && scroller.current !== null) keepEnd(scroller.current, place.current);
  });

  // Once the end is in view, and before anybody can scroll.
  useLayoutEffect(() => {
    const element = scroller.current;
    const scrolled = (event: FollowEvent) => {
      if (!held.current) dispatch(event);
    };
    if (element === null) return undefined;
    place.current = placeOf(element);
    return watchScroll(element, place, () => isFollowing.current, scrolled);
  }, []);

  return {
    state,
    jump: () => {
      dispatch({ type: "jumped" });
      if (scroller.current !== null) scrollToEnd(scroller.current);
    },
  };
}

/** Reports the reader's scrolling and keeps the end in view while `isFollowing`; returns how to stop. */
function watchScroll(
  element: HTMLElement,
  place: { current: ScrollPlace | null },
  isFollowing: () => boolean,
  dispatch: (event: FollowEvent) => void,
): () => void {
  const onScroll = () => {
    const after = placeOf(element);
    dispatch({ type: "scrolled", before: place.current ?? after, after });
    place.current = after;
  };
  // Rows that come on screen get their real height in place of the estimate; the end moves.
  const resized = new ResizeObserver(() => {
    if (isFollowing()) keepEnd(element, place.current);
  });
  element.addEventListener("scroll", onScroll, { passive: true });
  resized.observe(element);
  if (element.firstElementChild !== null) resized.observe(element.firstElementChild);
  return () => {
    element.removeEventListener("scroll", onScroll);
    resized.disconnect();
  };
}

/** Not where the reader has just moved away from it: the event of that comes with the next frame. */
function keepEnd(element: HTMLElement, before: ScrollPlace | null): void {
  if (before === null || !movedUp(before, placeOf(element))) scrollToEnd(element);
}

function placeOf({ scrollTop, scrollHeight, clientHeight }: HTMLElement): ScrollPlace {
  return { scrollTop, scrollHeight, clientHeight };
}

function scrollToEnd(element: HTMLElement): void {
  element.scrollTop = element.scrollHeight;
}
