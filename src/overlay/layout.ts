import {
  CAPTION_FONT_SIZE as FONT_SIZE,
  type OverlayBox,
  type OverlayLayout,
  type Viewport,
} from "../shared/overlay-layout.ts";

/** Below this the words would not stand out from a white slide. */
const OPACITY = { least: 0.6, most: 1, step: 0.1 };
const SMALLEST = { width: 280, height: 60 };
/** Kept free between the panel and the viewport's edge. */
const MARGIN = 8;
/** Room for the bar above the lines. */
const BAR_HEIGHT = 40;
/** Around the panel in its frame, for its shadow; overlay.css knows it too. */
const FRAME_PADDING = 8;

/** In the middle, above the meeting's own buttons. */
export function defaultLayout({ width, height }: Viewport): OverlayLayout {
  const panelWidth = Math.min(820, width * 0.72);
  return {
    left: (width - panelWidth) / 2,
    bottom: Math.min(104, height * 0.14),
    width: panelWidth,
    height: 236,
    fontSize: 22,
    opacity: 0.85,
    isHidden: false,
  };
}

/** The nearest layout that lies wholly inside `viewport` and within every bound. */
export function fitLayout(layout: OverlayLayout, viewport: Viewport): OverlayLayout {
  const width = clamp(layout.width, SMALLEST.width, viewport.width - 2 * MARGIN);
  const height = clamp(layout.height, SMALLEST.height, viewport.height - BAR_HEIGHT - 2 * MARGIN);
  return {
    ...layout,
    width,
    height,
    left: clamp(layout.left, MARGIN, viewport.width - width - MARGIN),
    bottom: clamp(layout.bottom, MARGIN, viewport.height - BAR_HEIGHT - SMALLEST.height - MARGIN),
    fontSize: clamp(layout.fontSize, FONT_SIZE.least, FONT_SIZE.most),
    opacity: clamp(layout.opacity, OPACITY.least, OPACITY.most),
  };
}

/** Moved `x` to the right and `y` down. */
export function moveBy(layout: OverlayLayout, x: number, y: number): OverlayLayout {
  return { ...layout, left: layout.left + x, bottom: layout.bottom - y };
}

/** The lower right corner moved `x` to the right and `y` down. */
export function resizeBy(layout: OverlayLayout, x: number, y: number): OverlayLayout {
  const height = Math.max(SMALLEST.height, layout.height + y);
  return { ...layout, width: layout.width + x, height, bottom: layout.bottom - (height - layout.height) };
}

/** The lines grow with their text, so that as many stay in view. */
export function zoomBy(layout: OverlayLayout, steps: number): OverlayLayout {
  const fontSize = clamp(layout.fontSize + steps * FONT_SIZE.step, FONT_SIZE.least, FONT_SIZE.most);
  return { ...layout, fontSize, height: (layout.height * fontSize) / layout.fontSize };
}

export function fadeBy(layout: OverlayLayout, steps: number): OverlayLayout {
  return { ...layout, opacity: layout.opacity + steps * OPACITY.step };
}

/**
 * The frame's place for a panel of that size: no larger than what is seen, so that the page keeps every other click. The
 * bar above the panel takes room only while it is shown.
 */
export function boxOf(
  { left, bottom }: Pick<OverlayLayout, "left" | "bottom">,
  panel: { readonly width: number; readonly height: number },
  isBarShown: boolean,
): OverlayBox {
  return {
    left: left - FRAME_PADDING,
    bottom: bottom - FRAME_PADDING,
    width: panel.width + 2 * FRAME_PADDING,
    height: panel.height + 2 * FRAME_PADDING + (isBarShown ? BAR_HEIGHT : 0),
  };
}

/** `least` wins in a viewport too small for both. */
function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
