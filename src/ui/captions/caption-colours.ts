import type { ColourPreset } from "../../shared/overlay-layout.ts";

/** Red, green and blue, 0 … 255. */
export type Colour = readonly [number, number, number];

/** Colours of captions that stand alone, by what they are for. */
export interface CaptionColours {
  /** Below the words. */
  readonly ground: Colour;
  /** What is being said, and what was said before. */
  readonly newest: Colour;
  readonly older: Colour;
  /** Names and marks of the others and of the user. */
  readonly tab: Colour;
  readonly mic: Colour;
  readonly notice: Colour;
  readonly problem: Colour;
  readonly "problem-edge": Colour;
}

/** Words keep a contrast of 7 to 1, all else of 4.5 to 1, also over a white or a black page that shines through the ground. */
export const CAPTION_COLOURS: Readonly<Record<ColourPreset, CaptionColours>> = {
  "white-on-black": {
    ground: [10, 13, 18],
    newest: [255, 255, 255],
    older: [226, 231, 236],
    tab: [140, 198, 255],
    mic: [255, 184, 117],
    notice: [220, 226, 233],
    problem: [255, 217, 217],
    "problem-edge": [255, 141, 141],
  },
  "yellow-on-black": {
    ground: [0, 0, 0],
    newest: [255, 255, 0],
    older: [255, 240, 120],
    tab: [190, 225, 255],
    mic: [255, 205, 160],
    notice: [230, 230, 230],
    problem: [255, 217, 217],
    "problem-edge": [255, 141, 141],
  },
  "black-on-white": {
    ground: [255, 255, 255],
    newest: [0, 0, 0],
    older: [32, 37, 44],
    tab: [6, 52, 98],
    mic: [94, 36, 0],
    notice: [44, 50, 58],
    problem: [96, 8, 16],
    "problem-edge": [163, 22, 31],
  },
};

/** The preset as the custom properties that captions, and the buttons beside them, are drawn with. */
export function colourProperties(preset: ColourPreset): Readonly<Record<`--${string}`, string>> {
  const colours = CAPTION_COLOURS[preset];
  const entries: readonly (readonly [string, Colour])[] = Object.entries(colours);
  return {
    ...Object.fromEntries(entries.map(([name, colour]) => [`--${name}`, `rgb(${colour.join(" ")})`])),
    "--button": `rgb(${colours.newest.join(" ")} / 0.14)`,
    "--focus": `rgb(${colours.tab.join(" ")})`,
  };
}

/** The ground of the preset, let through by as much as `opacity` leaves. */
export function groundOf(preset: ColourPreset, opacity: number): string {
  return `rgb(${CAPTION_COLOURS[preset].ground.join(" ")} / ${opacity})`;
}
