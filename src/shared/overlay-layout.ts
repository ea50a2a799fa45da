import { z } from "../../protocol/zod.ts";

/** Far beyond any screen; a length outside is no layout of ours. */
const length = z.number().check(z.minimum(-100_000), z.maximum(100_000));

/** Lines that an overlay keeps; more than the turns shown may have, so that only whole turns leave the display. */
export const KEPT_LINES = 120;

/** Sizes that captions may have, in CSS pixels. */
export const CAPTION_FONT_SIZE = { least: 14, most: 72, step: 2 };

/** What captions may be written in: the system's own three, and OpenDyslexic, which comes with the extension. */
export const CAPTION_FONTS = ["sans", "serif", "mono", "dyslexic"] as const;
export type CaptionFont = (typeof CAPTION_FONTS)[number];

/** What captions may look like; each in its colours in `src/ui/captions/caption-colours.ts`. */
export const COLOUR_PRESETS = ["white-on-black", "yellow-on-black", "black-on-white"] as const;
export type ColourPreset = (typeof COLOUR_PRESETS)[number];

/** Where and how the captions stand on one site's pages; lengths in CSS pixels. What an older version did not know has a default. */
export const overlayLayout = z.strictObject({
  /** From the viewport's left edge to the panel's. */
  left: length,
  /** From the viewport's bottom edge to the panel's: the panel grows upwards, so the newest line stays in place. */
  bottom: length,
  /** From the viewport's top edge to the panel's, which then grows downwards; null where it stands by `bottom`. */
  top: z._default(z.nullable(length), null),
  width: length,
  /** Height that the lines may take. */
  height: length,
  fontSize: length,
  /** Of the background only, 0 … 1; the words are never see-through. */
  opacity: z.number().check(z.minimum(0), z.maximum(1)),
  isHidden: z.boolean(),
  font: z._default(z.enum(CAPTION_FONTS), "sans"),
  colours: z._default(z.enum(COLOUR_PRESETS), "white-on-black"),
  /** Whether the user's own words are shown beside the others'. */
  areOwnWordsShown: z._default(z.boolean(), true),
  /** The page gets every click where the captions stand; they are reached by the keyboard, the shortcut and the popup. */
  isClickThrough: z._default(z.boolean(), false),
});
export type OverlayLayout = Readonly<z.infer<typeof overlayLayout>>;

export const viewport = z.strictObject({ width: length, height: length });
export type Viewport = Readonly<z.infer<typeof viewport>>;

/** Where the captions' frame stands in the viewport; lengths in CSS pixels. */
export const overlayBox = z.strictObject({
  left: length,
  bottom: length,
  width: length,
  height: length,
  /** Whether clicks go to the page below. */
  isClickThrough: z.boolean(),
});
export type OverlayBox = Readonly<z.infer<typeof overlayBox>>;
