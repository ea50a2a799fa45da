import type { AudioSource } from "../../protocol/audio.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import type { EngineReport } from "../../protocol/reports.ts";
import type { OverlayBox, OverlayLayout, Viewport } from "./overlay-layout.ts";
import type { Segment, SegmentChange } from "./transcript.ts";

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
      /** The last few, so that an overlay injected late is not empty. */
      readonly segments: readonly Segment[];
      readonly speakers: Readonly<Record<AudioSource, string>>;
      readonly notice: OverlayNotice | null;
      /** What was remembered for this site; null where nothing was. */
      readonly layout: OverlayLayout | null;
    }
  | { readonly type: "overlay-caption"; readonly session: string; readonly change: SegmentChange }
  | { readonly type: "overlay-notice"; readonly notice: OverlayNotice | null }
  | { readonly type: "overlay-speakers"; readonly speakers: Readonly<Record<AudioSource, string>> };

/** What the overlay says besides captions; null when all is well. */
export type OverlayNotice =
  | { readonly type: "starting" }
  | { readonly type: "paused" }
  | { readonly type: "recogniser-restarting" }
  | { readonly type: "recogniser-failed" }
  | { readonly type: "model-loading" }
  | { readonly type: "demo-model" }
  | { readonly type: "catching-up"; readonly lagMs: number; readonly step: EngineReport["step"] }
  | { readonly type: "problem"; readonly code: ErrorCode; readonly isHeldInMemory: boolean };
