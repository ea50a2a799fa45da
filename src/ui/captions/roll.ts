/** Of the text's size; whole pixels, so that whole lines fill their room and move by whole lines. */
const LINE_HEIGHT = 1.36;

/** Height of one line of captions, in CSS pixels. */
export function lineHeightPx(fontSize: number): number {
  return Math.round(fontSize * LINE_HEIGHT);
}

/** The room that captions take so far. */
export interface Roll {
  /** What lines break by; another one begins again. */
  readonly key: string;
  readonly heightPx: number;
  /** Of each turn, in order, by its name. */
  readonly heights: ReadonlyMap<string, number>;
}

export const EMPTY_ROLL: Roll = { key: "", heightPx: 0, heights: new Map() };

/**
 * The room after the turns have these heights (pure). It never gets smaller by words that were taken back: the lines above
 * would move down while they are read; what comes next fills it. Turns that left at the top take their room with them.
 */
export function nextRoll(roll: Roll, key: string, heights: ReadonlyMap<string, number>): Roll {
  const neededPx = [...heights.values()].reduce((sum, px) => sum + px, 0);
  if (key !== roll.key || heights.size === 0) return { key, heightPx: neededPx, heights };
  let leftPx = 0;
  for (const [name, px] of roll.heights) {
    if (heights.has(name)) break;
    leftPx += px;
  }
  return { key, heightPx: Math.max(neededPx, roll.heightPx - leftPx), heights };
}

/** Figures of a scrolling element, in pixels. */
interface ScrollPlace {
  readonly scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
}

/** Whether the newest line is in view. */
export function isAtEnd({ scrollTop, scrollHeight, clientHeight }: ScrollPlace, linePx: number): boolean {
  return scrollHeight - clientHeight - scrollTop < linePx / 2;
}

/** How many of `heightPx` of lines lie below what is in view. */
export function linesBelow(heightPx: number, place: ScrollPlace, linePx: number): number {
  return Math.max(0, Math.round((heightPx - place.scrollTop - place.clientHeight) / linePx));
}

/** Height of the scrolled content by which its end is a whole number of lines down. */
export function contentHeightPx(heightPx: number, clientHeight: number, linePx: number): number {
  return heightPx <= clientHeight
    ? heightPx
    : clientHeight + Math.ceil((heightPx - clientHeight) / linePx) * linePx;
}
