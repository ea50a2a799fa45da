import type { Speakers } from "../lines/voices.ts";
import type { Notice } from "../notices/notices.ts";
import type { OverlayBox, OverlayLayout, Viewport } from "../overlay-layout.ts";
import type { Segment, SegmentChange } from "../transcript.ts";

/** The content script. It learns no word of the meeting (SEC-3). */
export type BackgroundToPlacement =
  | { readonly type: "place-overlay"; readonly box: OverlayBox }
  /** Something lies over the frame. */
  | { readonly type: "raise-overlay" }
  /** The session is over: remove yourself. */
  | { readonly type: "overlay-close" };

/** The captions' frame on the meeting page. It gets captions and nothing privileged (SEC-3). */
export type BackgroundToOverlay =
  /** First, and whenever the page's viewport changes. `zoom`: screen pixels for each CSS pixel, without the screen's own. */
  | { readonly type: "overlay-viewport"; readonly viewport: Viewport; readonly zoom: number }
  | {
      readonly type: "overlay-snapshot";
      readonly session: string;
      /** As many of the last lines as an overlay keeps: one that is injected late is not empty, one that has them keeps them. */
      readonly segments: readonly Segment[];
      readonly speakers: Speakers;
      readonly notices: readonly Notice[];
      /** The user's settings: what is marked in lines. */
      readonly areDoubtsMarked: boolean;
      readonly alertWords: readonly string[];
      /** What was remembered for this site; null where nothing was. */
      readonly layout: OverlayLayout | null;
    }
  | { readonly type: "overlay-caption"; readonly session: string; readonly change: SegmentChange }
  /** Whether clicks shall go through the captions to the page. */
  | { readonly type: "overlay-click-through"; readonly isClickThrough: boolean }
  /** Whether that moment is marked, by the frame's button or the shortcut: a meeting has room for so many. */
  | { readonly type: "overlay-marked"; readonly mark: string; readonly isMarked: boolean }
  | { readonly type: "overlay-notices"; readonly notices: readonly Notice[] }
  | {
      readonly type: "overlay-word-marks";
      readonly areDoubtsMarked: boolean;
      readonly alertWords: readonly string[];
    }
  | { readonly type: "overlay-speakers"; readonly speakers: Speakers };
