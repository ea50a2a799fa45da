import {
  CAPTION_FONT_SIZE as FONT_SIZE,
  type OverlayBox,
  type OverlayLayout,
  type Viewport,
} from "../shared/overlay-layout.ts";
import { lineHeightPx } from "../ui/captions/roll.ts";

/** Below this the words would not stand out, 7 to 1, from a white slide or a black one, whatever their colours. */
export const OPACITY = { least: 0.75, most: 1, step: 0.05 };
const SMALLEST_WIDTH = 280;
/** Lines of captions in view at most. */
export const LINES = { least: 1, most: 6 };
const DEFAULT = { fontSize: 22, lines: 4 };
/** Kept free between the panel and the viewport's edge. */
const MARGIN = 8;
/** Room for the bar above the lines. */
const BAR_HEIGHT = 40;
/** Nearest to the viewport's top edge, with its bar. */
const TOP = BAR_HEIGHT + MARGIN;
/** Of the panel, above and below its lines. */
const PADDING = 24;
/** Around the panel in its frame, for its shadow; overlay.css knows it too. */
const FRAME_PADDING = 8;

/** In the middle, above the meeting's own buttons. */
export function defaultLayout({ width, height }: Viewport): OverlayLayout {
  const panelWidth = Math.min(820, width * 0.72);
  return {
    left: (width - panelWidth) / 2,
    bottom: Math.min(104, height * 0.14),
    width: panelWidth,
    height: DEFAULT.lines * lineHeightPx(DEFAULT.fontSize),
    fontSize: DEFAULT.fontSize,
    opacity: 0.85,
    isHidden: false,
    top: null,
    font: "sans",
    colours: "white-on-black",
    areOwnWordsShown: true,
    isClickThrough: false,
  };
}

/** Where the captions may be put at once, beside free dragging. */
export const PLACES = ["top-left", "top", "top-right", "bottom-left", "bottom", "bottom-right"] as const;
export type Place = (typeof PLACES)[number];

/** At that edge of the viewport, in its middle or in a corner. */
export function placeAt(layout: OverlayLayout, place: Place, viewport: Viewport): OverlayLayout {
  const right = viewport.width - layout.width - MARGIN;
  const left = place.endsWith("left") ? MARGIN : place.endsWith("right") ? right : (MARGIN + right) / 2;
  const { bottom } = defaultLayout(viewport);
  return { ...layout, left, ...(place.startsWith("top") ? { top: TOP } : { top: null, bottom }) };
}

/** Which of those places the captions stand at; null where they were dragged elsewhere. */
export function placeOf(layout: OverlayLayout, viewport: Viewport): Place | null {
  const isThere = (place: Place) => {
    const { left, top, bottom } = placeAt(layout, place, viewport);
    if ((top === null) !== (layout.top === null)) return false;
    const [x, y] = [left - layout.left, (top ?? bottom) - (layout.top ?? layout.bottom)];
    return Math.max(Math.abs(x), Math.abs(y)) < 1;
  };
  return PLACES.find(isThere) ?? null;
}

/** Room for that many lines; the edge that stands stays. */
export function withLines(layout: OverlayLayout, lines: number): OverlayLayout {
  return { ...layout, height: clamp(lines, LINES.least, LINES.most) * lineHeightPx(layout.fontSize) };
}

/** How many lines of captions the layout has room for. */
export function linesOf({ height, fontSize }: Pick<OverlayLayout, "height" | "fontSize">): number {
  return clamp(Math.round(height / lineHeightPx(fontSize)), LINES.least, LINES.most);
}

/** The nearest layout that lies wholly inside `viewport` and within every bound. */
export function fitLayout(layout: OverlayLayout, viewport: Viewport): OverlayLayout {
  const fontSize = clamp(layout.fontSize, FONT_SIZE.least, FONT_SIZE.most);
  const line = lineHeightPx(fontSize);
  const width = clamp(layout.width, SMALLEST_WIDTH, viewport.width - 2 * MARGIN);
  const room = Math.floor((viewport.height - BAR_HEIGHT - PADDING - 2 * MARGIN) / line) * line;
  return {
    ...layout,
    width,
    height: clamp(layout.height, LINES.least * line, Math.min(LINES.most * line, room)),
    left: clamp(layout.left, MARGIN, viewport.width - width - MARGIN),
    bottom: clamp(layout.bottom, MARGIN, viewport.height - BAR_HEIGHT - PADDING - line - MARGIN),
    top: layout.top === null ? null : clamp(layout.top, TOP, viewport.height - PADDING - line - MARGIN),
    fontSize,
    opacity: clamp(layout.opacity, OPACITY.least, OPACITY.most),
  };
}

/** Moved `x` to the right and `y` down. */
export function moveBy(layout: OverlayLayout, x: number, y: number): OverlayLayout {
  const left = layout.left + x;
  return layout.top === null
    ? { ...layout, left, bottom: layout.bottom - y }
    : { ...layout, left, top: layout.top + y };
}

/** The lower right corner moved `x` to the right and `y` down; the upper edge stays, and the lines shown are whole ones. */
export function resizeBy(layout: OverlayLayout, x: number, y: number): OverlayLayout {
  const resized = { ...layout, width: layout.width + x, height: Math.max(0, layout.height + y) };
  const further = (linesOf(resized) - linesOf(layout)) * lineHeightPx(layout.fontSize);
  return layout.top === null ? { ...resized, bottom: layout.bottom - further } : resized;
}

/** As many lines stay in view. */
export function zoomBy(layout: OverlayLayout, steps: number): OverlayLayout {
  const fontSize = clamp(layout.fontSize + steps * FONT_SIZE.step, FONT_SIZE.least, FONT_SIZE.most);
  return { ...layout, fontSize, height: linesOf(layout) * lineHeightPx(fontSize) };
}

export function fadeBy(layout: OverlayLayout, steps: number): OverlayLayout {
  // In whole hundredths: sums of 0.05 drift.
  return { ...layout, opacity: Math.round((layout.opacity + steps * OPACITY.step) * 100) / 100 };
}

/**
 * The frame's place for a panel of that size: within the viewport, and no larger than what is seen, so that the page keeps every
 * other click. The bar above the panel takes room only while it is shown.
 */
export function boxOf(
  { left, bottom, top, isClickThrough, isHidden }: OverlayLayout,
  panel: { readonly width: number; readonly height: number },
  isBarShown: boolean,
  viewport: Viewport,
): OverlayBox {
  const below = top === null ? bottom : viewport.height - top - panel.height;
  const most = viewport.height - panel.height - TOP;
  return {
    left: left - FRAME_PADDING,
    bottom: clamp(below, MARGIN, most) - FRAME_PADDING,
    width: panel.width + 2 * FRAME_PADDING,
    height: panel.height + 2 * FRAME_PADDING + (isBarShown ? BAR_HEIGHT : 0),
    // What shows them again is pressed.
    isClickThrough: isClickThrough && !isHidden,
  };
}

/** `least` wins in a viewport too small for both. */
function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
