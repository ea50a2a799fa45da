import type { BackgroundToOverlay } from "../shared/messages/to-overlay.ts";
import type { Notice } from "../shared/notices/notices.ts";
import { KEPT_LINES } from "../shared/overlay-layout.ts";
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

/** Lines an overlay injected late begins with. */
const FIRST_LINES = 6;

export type OverlayUpdate = Exclude<
  BackgroundToOverlay,
  { readonly type: "overlay-viewport" | "overlay-click-through" | "overlay-marked" }
>;

/** The state after `message` (pure); null until the first snapshot. A caption of another session changes nothing. */
export function reduceOverlay(state: OverlayState | null, message: OverlayUpdate): OverlayState | null {
  if (message.type === "overlay-snapshot") {
    const { session, speakers, notices, areDoubtsMarked, alertWords } = message;
    // A worker that was started again says what those lines are by now, and brings none from before them.
    const [first] = state?.session === session ? state.segments : [];
    const segments =
      first === undefined
        ? message.segments.slice(-FIRST_LINES)
        : message.segments.filter(({ startSample }) => startSample >= first.startSample).slice(-KEPT_LINES);
    return { session, segments, speakers, notices, areDoubtsMarked, alertWords };
  }
  if (state === null) return null;
  switch (message.type) {
    case "overlay-caption":
      return message.session === state.session && !isOfThePast(state.segments, message.change)
        ? { ...state, segments: applyChange(state.segments, message.change).slice(-KEPT_LINES) }
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

/** A line that is no longer kept here got a better text, its voice or another speaker: whatever is new has none of these. */
function isOfThePast(segments: readonly Segment[], change: SegmentChange): boolean {
  if (change.type !== "put") return false;
  const { source, utterance, versions, voice, speakerAtMs } = change.segment;
  const isNew = versions === undefined && voice === undefined && speakerAtMs === undefined;
  return !isNew && findSegment(segments, source, utterance) === undefined;
}
