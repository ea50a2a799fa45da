import { expect, test } from "vitest";
import { OPACITY } from "../../../src/overlay/layout.ts";
import { COLOUR_PRESETS } from "../../../src/shared/overlay-layout.ts";
import { CAPTION_COLOURS, type Colour } from "../../../src/ui/captions/caption-colours.ts";

/** WCAG 2.2, relative luminance. */
function luminanceOf(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(a: Colour, b: Colour): number {
  const [darker = 0, lighter = 0] = [luminanceOf(a), luminanceOf(b)].toSorted((one, other) => one - other);
  return (lighter + 0.05) / (darker + 0.05);
}

function laidOver(page: number, ground: Colour, opacity: number): Colour {
  const [red, green, blue] = ground.map((channel) => channel * opacity + page * (1 - opacity));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

test.each(COLOUR_PRESETS)("UI-1 UI-6 words in %s keep 7 to 1 over any page, all else 4.5 to 1", (preset) => {
  const { ground, newest, older, "problem-edge": _edge, ...others } = CAPTION_COLOURS[preset];
  for (const opacity of [OPACITY.least, OPACITY.most])
    for (const page of [0, 255]) {
      const below = laidOver(page, ground, opacity);
      for (const colour of [newest, older]) expect(contrastOf(colour, below)).toBeGreaterThanOrEqual(7);
      for (const colour of Object.values(others))
        expect(contrastOf(colour, below)).toBeGreaterThanOrEqual(4.5);
      // Words that may still change are drawn at 0.85.
      const [red = 0, green = 0, blue = 0] = newest.map(
        (channel, index) => channel * 0.85 + (below[index] ?? 0) * 0.15,
      );
      expect(contrastOf([red, green, blue], below)).toBeGreaterThanOrEqual(7);
    }
});
