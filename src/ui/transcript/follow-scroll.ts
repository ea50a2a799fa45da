/** Where the reader is: at the live end, or reading back while `unseen` new lines wait below. */
export interface FollowState {
  readonly isFollowing: boolean;
  readonly unseen: number;
}

export type FollowEvent =
  | { readonly type: "scrolled"; readonly before: ScrollPlace; readonly after: ScrollPlace }
  | { readonly type: "lines-added"; readonly count: number }
  /** A line is being edited: it stays where it is. */
  | { readonly type: "held" }
  | { readonly type: "jumped" };

/** Figures of a scrolling element, in pixels. */
export interface ScrollPlace {
  readonly scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
}

export const FOLLOWING: FollowState = { isFollowing: true, unseen: 0 };

/** Nearer to the end than this counts as the end. */
const END_PX = 32;

/**
 * The reader's place after `event` (pure). Only the reader's own scrolling up ends following: captions that
 * grow, shrink or get their real height move the end, not the reader. Only the end, or the button, resumes it.
 */
export function follow(state: FollowState, event: FollowEvent): FollowState {
  switch (event.type) {
    case "scrolled":
      if (isAtEnd(event.after)) return FOLLOWING;
      return state.isFollowing && movedUp(event.before, event.after)
        ? { isFollowing: false, unseen: 0 }
        : state;
    case "lines-added":
      return state.isFollowing ? state : { ...state, unseen: state.unseen + event.count };
    case "held":
      return { ...state, isFollowing: false };
    case "jumped":
      return FOLLOWING;
    default:
      return event satisfies never;
  }
}

function isAtEnd(place: ScrollPlace): boolean {
  return belowPx(place) <= END_PX;
}

/** Whether the reader moved the place. Content above that became shorter moves the place up as well, but not away from the end. */
export function movedUp(before: ScrollPlace, after: ScrollPlace): boolean {
  return after.scrollTop < before.scrollTop && belowPx(after) > belowPx(before);
}

function belowPx({ scrollTop, scrollHeight, clientHeight }: ScrollPlace): number {
  return scrollHeight - clientHeight - scrollTop;
}
