import { z } from "../../protocol/zod.ts";

/** Far beyond any screen; a length outside is no layout of ours. */
const length = z.number().check(z.minimum(-100_000), z.maximum(100_000));

/** Sizes that captions may have, in CSS pixels. */
export const CAPTION_FONT_SIZE = { least: 14, most: 48, step: 2 };

/** Where and how the captions stand on one site's pages; lengths in CSS pixels. */
export const overlayLayout = z.strictObject({
  /** From the viewport's left edge to the panel's. */
  left: length,
  /** From the viewport's bottom edge to the panel's: the panel grows upwards, so the newest line stays in place. */
  bottom: length,
  width: length,
  /** Height that the lines may take. */
  height: length,
  fontSize: length,
  /** Of the background only, 0 … 1; the words are never see-through. */
  opacity: z.number().check(z.minimum(0), z.maximum(1)),
  isHidden: z.boolean(),
});
export type OverlayLayout = Readonly<z.infer<typeof overlayLayout>>;

export const viewport = z.strictObject({ width: length, height: length });
export type Viewport = Readonly<z.infer<typeof viewport>>;

/** Where the captions' frame stands in the viewport; lengths in CSS pixels. */
export const overlayBox = z.strictObject({ left: length, bottom: length, width: length, height: length });
export type OverlayBox = Readonly<z.infer<typeof overlayBox>>;
