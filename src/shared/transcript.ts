import type { AudioSource } from "../../protocol/audio.ts";
import type { AudioGap } from "../../protocol/audio-schema.ts";
import type { DoubtfulWord } from "../../protocol/events.ts";
import type { GapReason } from "../../protocol/gaps.ts";
import type { AnyEvent, EventMessage } from "../../protocol/messages.ts";
import type { Bookmark } from "./bookmarks.ts";
import type { Consent } from "./consent.ts";
import { corrected, correctionOf, type SegmentVersion } from "./lines/segment-versions.ts";
import { type SuppressedLine, suppressedLine } from "./lines/suppressed.ts";
import {
  labelOf,
  type Speakers,
  withHeardVoices,
  withNameMoved,
  withPageName,
  withVoice,
  withVoices,
} from "./lines/voices.ts";
import type { MeetingSite } from "./listed-meetings.ts";
import { reachesInto, type SampleRange, type StruckRange, struckGaps } from "./struck-ranges.ts";

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
  /** The words of the text shown that the model doubts, in order; absent where that is not known. */
  readonly doubtful?: readonly DoubtfulWord[];
  /** The microphone repeats what the loudspeakers played: the tab's utterance that it repeats. */
  readonly echoOf?: number;
  /** Every text the finished line has had, the live one first; absent while there is but one. */
  readonly versions?: readonly SegmentVersion[];
  /** What is shown are the user's own words: whatever comes later is a version and never takes their place. */
  readonly isEdited?: boolean;
  /** The user went back to what was recognised: of the edits until then, since the epoch, none is shown. */
  readonly editsUndoneAtMs?: number;
  /** Whose voice it is, by the id of one of `speakers.voices`; absent where that is not known, as in the microphone. */
  readonly voice?: string;
  /** Who said it, where the user named somebody else than is heard on its source; and when that was changed last. */
  readonly speaker?: string;
  readonly speakerAtMs?: number;
}

/** Audio that will never come: shown and exported in its place. Times in samples since the session's start. */
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
  readonly speakers: Speakers;
  /** Absent where it is not known: in a meeting of an earlier version, or of a file. */
  readonly site?: MeetingSite;
  /** In order of `startSample`, then source. */
  readonly segments: readonly Segment[];
  /** In order of `startSample`, then source. */
  readonly gaps: readonly TranscriptGap[];
  /** In order of `startSample`, then source. */
  readonly suppressed: readonly SuppressedLine[];
  /**
   * `open`: running, or interrupted and not finished yet. `complete`: stopped, every final is in. `recovered`: interrupted,
   * finished later, and not seen by the user yet.
   */
  readonly completeness: "open" | "complete" | "recovered";
  /** The user keeps it for longer than the setting says; absent while that was never said. */
  readonly isExempt?: boolean;
  /** What a try-out shows, of which nothing is ever stored (ADR-041); absent in every meeting. */
  readonly isTryOut?: true;
  /** It comes from a file; absent where it was captioned here. */
  readonly isImported?: boolean;
  /** On what ground the others' words were written down; absent or null while the user has noted nothing. */
  readonly consent?: Consent | null;
  /** The moments that the user marked, in order of time; absent while there is none. */
  readonly bookmarks?: readonly Bookmark[];
  /** What the user struck, as long as the host might still speak of it and after; absent while there is none. */
  readonly struck?: readonly StruckRange[];
  /** Its audio was deleted, and not yet the key that may open old copies of it. */
  readonly isKeyOutdated?: boolean;
}

/** What a caption event did to the list of segments; null when it changes nothing. */
export type SegmentChange =
  | { readonly type: "put"; readonly segment: Segment }
  | { readonly type: "drop"; readonly source: AudioSource; readonly utterance: number }
  /** Every line that reaches into the range goes. */
  | { readonly type: "strike"; readonly range: SampleRange };
export type TranscriptChange =
  | SegmentChange
  | { readonly type: "gap"; readonly gap: TranscriptGap }
  | { readonly type: "suppressed"; readonly line: SuppressedLine };

/** The segment's whole text. */
export function segmentText(segment: Segment): string {
  return segment.stable + segment.tail;
}

/**
 * What `event` means for the segments so far. Applying an event twice, or one that is older than what is
 * there, changes nothing; a final is never replaced by a partial, and the user's own words by nothing. `speakers`: what the
 * user called voices by now.
 */
export function changeOf(
  segments: readonly Segment[],
  event: AnyEvent,
  speakers?: Speakers,
): TranscriptChange | null {
  switch (event.event) {
    case "partial_text":
    case "final_text": {
      const segment = segmentOf(event);
      const { source, utterance, revision, isFinal } = segment;
      const known = findSegment(segments, source, utterance);
      // A final is the last word even with a lower revision: a new host counts an utterance's revisions from the start.
      if (known?.isFinal === true || (known !== undefined && !isFinal && known.revision >= revision))
        return null;
      return { type: "put", segment };
    }
    case "speech_end": {
      const { source, utterance } = event.data;
      const known = findSegment(segments, source, utterance);
      // An utterance that ended without a final had no words: its tentative line goes.
      return known === undefined || known.isFinal ? null : { type: "drop", source, utterance };
    }
    case "corrected_text": {
      const known = findSegment(segments, event.data.source, event.data.utterance);
      const segment = known === undefined ? null : corrected(known, correctionOf(event.data));
      return segment === null ? null : { type: "put", segment };
    }
    case "speaker": {
      const label = labelOf(event.data);
      const known = findSegment(segments, label.source, label.utterance);
      const segment = known === undefined ? null : withVoice(known, label, speakers);
      return segment === null ? null : { type: "put", segment };
    }
    case "suppressed_text":
      return { type: "suppressed", line: suppressedLine(event.data) };
    case "gap":
      return { type: "gap", gap: gapOf(event.data) };
    default:
      return null;
  }
}

/** The transcript, with what the page calls the voice that `event` is about; of a voice that has no line it says nothing. */
export function namedByPage(transcript: Transcript, event: AnyEvent): Transcript {
  if (event.event !== "speaker") return transcript;
  const label = labelOf(event.data);
  const isThere = findSegment(transcript.segments, label.source, label.utterance)?.voice === label.voice;
  const speakers = isThere ? withPageName(transcript.speakers, label) : transcript.speakers;
  return speakers === transcript.speakers ? transcript : { ...transcript, speakers };
}

/** The line that a caption event stands for. */
export function segmentOf(event: EventMessage<"partial_text"> | EventMessage<"final_text">): Segment {
  const { source, utterance, revision, start_sample, end_sample, language } = event.data;
  const times = { startSample: start_sample, endSample: end_sample };
  const common = { source, utterance, revision, ...times, language };
  if (event.event === "partial_text") {
    const { stable, tail } = event.data;
    return { ...common, stable, tail, isFinal: false };
  }
  const { text, doubtful, echo_of: echoOf } = event.data;
  return {
    ...common,
    stable: text,
    tail: "",
    isFinal: true,
    ...(doubtful === undefined ? {} : { doubtful }),
    ...(echoOf === undefined ? {} : { echoOf }),
  };
}

export function gapOf({ source, start_sample, end_sample, reason }: AudioGap): TranscriptGap {
  return { source, startSample: start_sample, endSample: end_sample, reason };
}

/** The transcript after `change`. Applying a change twice changes nothing. */
export function changeTranscript(transcript: Transcript, change: TranscriptChange): Transcript {
  if (change.type === "gap") {
    const { gap } = change;
    const isSame = (known: TranscriptGap) => known.endSample === gap.endSample;
    const gaps = withPlaced(transcript.gaps, gap, isSame, ({ reason }) => reason === gap.reason);
    return gaps === transcript.gaps ? transcript : { ...transcript, gaps };
  }
  if (change.type === "suppressed") {
    const { line } = change;
    const isSame = (known: SuppressedLine) => known.endSample === line.endSample && known.text === line.text;
    const suppressed = withPlaced(transcript.suppressed, line, isSame);
    return suppressed === transcript.suppressed ? transcript : { ...transcript, suppressed };
  }
  const segments = applyChange(transcript.segments, change);
  const changed = { ...transcript, segments, speakers: speakersAfter(transcript, change, segments) };
  if (change.type !== "strike") return changed;
  const { range } = change;
  const suppressed = transcript.suppressed.filter((line) => !reachesInto(line, range));
  return struckGaps(range).reduce<Transcript>((all, gap) => changeTranscript(all, { type: "gap", gap }), {
    ...changed,
    suppressed,
  });
}

/** The speakers after `change`: another voice may be heard, or one no more. Few changes are about voices, so few look through all lines. */
function speakersAfter(
  { segments: before, speakers }: Transcript,
  change: SegmentChange,
  segments: readonly Segment[],
): Transcript["speakers"] {
  if (change.type === "strike") return withHeardVoices(speakers, segments);
  const { source, utterance } = change.type === "put" ? change.segment : change;
  const voice = change.type === "put" ? change.segment.voice : undefined;
  const last = findSegment(before, source, utterance)?.voice;
  return last === voice ? speakers : withVoices(withNameMoved(speakers, last, voice), segments);
}

/** The segments after `change`, in order. */
export function applyChange(segments: readonly Segment[], change: SegmentChange): readonly Segment[] {
  if (change.type === "strike") return segments.filter((segment) => !reachesInto(segment, change.range));
  const { source, utterance } = change.type === "put" ? change.segment : change;
  const others = segments.filter((segment) => segment.source !== source || segment.utterance !== utterance);
  if (change.type === "drop") return others;
  const after = others.findLastIndex((segment) => isBefore(segment, change.segment)) + 1;
  return [...others.slice(0, after), change.segment, ...others.slice(after)];
}

/** The list with `item` in its place; the very list when it is there already. */
function withPlaced<T extends Placed>(
  list: readonly T[],
  item: T,
  isSame: (known: T) => boolean,
  isOfKind: (known: T) => boolean = () => true,
): readonly T[] {
  const isThere = (known: T) =>
    known.source === item.source && known.startSample === item.startSample && isOfKind(known);
  const known = list.find(isThere);
  // Sent again by a host that had no acknowledgement: views compare by identity.
  if (known !== undefined && isSame(known)) return list;
  const others = list.filter((other) => !isThere(other));
  const after = others.findLastIndex((other) => isBefore(other, item)) + 1;
  return [...others.slice(0, after), item, ...others.slice(after)];
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
