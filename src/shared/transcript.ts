import type { AudioSource } from "../../protocol/audio.ts";
import type { GapReason } from "../../protocol/gaps.ts";
import type { AnyEvent } from "../../protocol/messages.ts";

/** One caption line: an utterance of one source, tentative until `isFinal`. Times in samples since the session's start. */
export interface Segment {
  readonly source: AudioSource;
  /** The sample its speech starts at; with `source` the segment's identity. */
  readonly utterance: number;
  readonly revision: number;
  readonly startSample: number;
  readonly endSample: number;
  /** Words that will not change any more; the whole text once final. */
  readonly stable: string;
  /** Words that may still change; empty once final. */
  readonly tail: string;
  readonly isFinal: boolean;
  readonly language: string | null;
}

/** Sound that will never come: shown and exported in its place. Times in samples since the session's start. */
export interface TranscriptGap {
  readonly source: AudioSource;
  readonly startSample: number;
  readonly endSample: number;
  readonly reason: GapReason;
}

export interface Transcript {
  readonly session: string;
  readonly title: string;
  /** Milliseconds since the epoch at sample 0. */
  readonly startedAtMs: number;
  /** The language setting: `auto` or a code. */
  readonly language: string;
  /** The model that does the work. */
  readonly model: string;
  readonly speakers: Readonly<Record<AudioSource, string>>;
  /** In order of `startSample`, then source. */
  readonly segments: readonly Segment[];
  /** In order of `startSample`, then source. */
  readonly gaps: readonly TranscriptGap[];
  /**
   * `open`: running, or cut off and not finished yet. `complete`: stopped, every final is in. `recovered`: cut off,
   * finished later, and not seen by the user yet.
   */
  readonly completeness: "open" | "complete" | "recovered";
}

/** What a caption event did to the list of segments; null when it changes nothing. */
export type SegmentChange =
  | { readonly type: "put"; readonly segment: Segment }
  | { readonly type: "drop"; readonly source: AudioSource; readonly utterance: number };
export type TranscriptChange = SegmentChange | { readonly type: "gap"; readonly gap: TranscriptGap };

/** The segment's whole text. */
export function segmentText(segment: Segment): string {
  return segment.stable + segment.tail;
}

/**
 * What `event` means for the segments so far. Applying an event twice, or one that is older than what is
 * there, changes nothing; a final is never replaced by a partial.
 */
export function changeOf(segments: readonly Segment[], event: AnyEvent): TranscriptChange | null {
  switch (event.event) {
    case "partial_text":
    case "final_text": {
      const isFinal = event.event === "final_text";
      const { source, utterance, revision, start_sample, end_sample, language } = event.data;
      const known = findSegment(segments, source, utterance);
      // A final is the last word even with a lower revision: a new host counts an utterance's revisions anew.
      if (known?.isFinal === true || (known !== undefined && !isFinal && known.revision >= revision))
        return null;
      const words =
        event.event === "final_text"
          ? { stable: event.data.text, tail: "" }
          : { stable: event.data.stable, tail: event.data.tail };
      const times = { startSample: start_sample, endSample: end_sample };
      return { type: "put", segment: { source, utterance, revision, ...times, ...words, isFinal, language } };
    }
    case "speech_end": {
      const { source, utterance } = event.data;
      const known = findSegment(segments, source, utterance);
      // An utterance that ended without a final had no words: its tentative line goes.
      return known === undefined || known.isFinal ? null : { type: "drop", source, utterance };
    }
    case "gap": {
      const { source, start_sample, end_sample, reason } = event.data;
      return { type: "gap", gap: { source, startSample: start_sample, endSample: end_sample, reason } };
    }
    default:
      return null;
  }
}

/** The transcript after `change`. Applying a change twice changes nothing. */
export function changeTranscript(transcript: Transcript, change: TranscriptChange): Transcript {
  if (change.type === "gap") {
    const gaps = withGap(transcript.gaps, change.gap);
    return gaps === transcript.gaps ? transcript : { ...transcript, gaps };
  }
  return { ...transcript, segments: applyChange(transcript.segments, change) };
}

/** The segments after `change`, in order. */
export function applyChange(segments: readonly Segment[], change: SegmentChange): readonly Segment[] {
  const { source, utterance } = change.type === "put" ? change.segment : change;
  const others = segments.filter((segment) => segment.source !== source || segment.utterance !== utterance);
  if (change.type === "drop") return others;
  const after = others.findLastIndex((segment) => isBefore(segment, change.segment)) + 1;
  return [...others.slice(0, after), change.segment, ...others.slice(after)];
}

function withGap(gaps: readonly TranscriptGap[], gap: TranscriptGap): readonly TranscriptGap[] {
  const known = gaps.find(
    ({ source, startSample }) => source === gap.source && startSample === gap.startSample,
  );
  // Told again by a host that had no acknowledgement: views compare by identity.
  if (known?.endSample === gap.endSample && known.reason === gap.reason) return gaps;
  const others = gaps.filter(
    ({ source, startSample }) => source !== gap.source || startSample !== gap.startSample,
  );
  const after = others.findLastIndex((other) => isBefore(other, gap)) + 1;
  return [...others.slice(0, after), gap, ...others.slice(after)];
}

type Placed = Pick<Segment, "source" | "startSample">;

function isBefore(a: Placed, b: Placed): boolean {
  return a.startSample === b.startSample ? a.source > b.source : a.startSample < b.startSample;
}

/** The segment of that identity; captions change near the end of the list, so it is searched from there. */
export function findSegment(
  segments: readonly Segment[],
  source: AudioSource,
  utterance: number,
): Segment | undefined {
  return segments.findLast((segment) => segment.source === source && segment.utterance === utterance);
}
