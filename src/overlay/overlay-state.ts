import type { BackgroundToOverlay } from "../shared/messages/to-overlay.ts";
import type { Notice } from "../shared/notices.ts";
import {
  applyChange,
  findSegment,
  type Segment,
  type SegmentChange,
  type Transcript,
} from "../shared/transcript.ts";

/** What the overlay knows: the newest few segments of one session. */
export interface OverlayState {
  readonly session: string;
  readonly segments: readonly Segment[];
  readonly speakers: Transcript["speakers"];
  readonly notices: readonly Notice[];
  readonly areDoubtsMarked: boolean;
  readonly alertWords: readonly string[];
}

/** Segments kept; more than the turns shown may have, so that only whole turns leave the display. */
const KEPT_SEGMENTS = 120;

export type OverlayUpdate = Exclude<
  BackgroundToOverlay,
  { readonly type: "overlay-viewport" | "overlay-click-through" | "overlay-marked" }
>;

/** The state after `message` (pure); null until the first snapshot. A caption of another session changes nothing. */
export function reduceOverlay(state: OverlayState | null, message: OverlayUpdate): OverlayState | null {
  if (message.type === "overlay-snapshot") {
    const { session, speakers, notices, areDoubtsMarked, alertWords } = message;
    const segments = message.segments.slice(-KEPT_SEGMENTS);
    return { session, segments, speakers, notices, areDoubtsMarked, alertWords };
  }
  if (state === null) return null;
  switch (message.type) {
    case "overlay-caption":
      return message.session === state.session && !isOfThePast(state.segments, message.change)
        ? { ...state, segments: applyChange(state.segments, message.change).slice(-KEPT_SEGMENTS) }
        : state;
    case "overlay-notices":
      return { ...state, notices: message.notices };
    case "overlay-word-marks":
      return { ...state, areDoubtsMarked: message.areDoubtsMarked, alertWords: message.alertWords };
    case "overlay-speakers":
      return { ...state, speakers: message.speakers };
    default:
      return message satisfies never;
  }
}

/** A better text of a line that is no longer kept here. */
function isOfThePast(segments: readonly Segment[], change: SegmentChange): boolean {
  if (change.type !== "put" || change.segment.versions === undefined) return false;
  return findSegment(segments, change.segment.source, change.segment.utterance) === undefined;
}
