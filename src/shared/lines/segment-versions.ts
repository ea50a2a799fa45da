import type { AudioSource } from "../../../protocol/audio.ts";
import type { EventData } from "../../../protocol/events.ts";
import type { Segment } from "../transcript.ts";

/*
 * What a line shows, of all the texts that it has had. Corrections and edits become versions here, whatever the order in which they
 * come, and in three places alike: in the database (`changed-lines.ts`, `edited-lines.ts`), in the transcript that the worker shows
 * (`changeOf` in `src/shared/transcript.ts` for corrections, `CaptionHub.edit` for edits), and from there in the views.
 */

/** One text that a line has had. */
export interface SegmentVersion {
  readonly text: string;
  readonly language: string | null;
  /** The model that corrected the line; null for the live final and for what the user wrote. */
  readonly model: string | null;
  /** When the user wrote it, in milliseconds since the epoch; absent for what was recognised. */
  readonly editedAtMs?: number;
  /** The lines that the user split it into, in order: their words are `text`; absent while it is one line. */
  readonly parts?: readonly LinePart[] | undefined;
  /** Utterances behind it, of its source, whose words the user joined to it: they are no lines of their own; absent for none. */
  readonly joined?: readonly number[] | undefined;
  /** Where the last of those ends. */
  readonly endSample?: number | undefined;
}

/** One of the lines that a segment was split into. */
export interface LinePart {
  readonly text: string;
  /** Where it begins; the first one begins where its segment does. */
  readonly startSample: number;
  /** Who said it, by name; absent: who is heard on its source. The first one's is its segment's. */
  readonly speaker?: string | undefined;
}

/** What an edit says of a segment's words. */
export type Wording = Pick<SegmentVersion, "text" | "parts" | "joined" | "endSample">;

/** The text that another model found for a finished line. */
export interface Correction extends SegmentVersion {
  readonly source: AudioSource;
  readonly utterance: number;
  readonly model: string;
}

/** What the user makes of a finished line; what is left out stays. */
export interface LineEdit {
  readonly source: AudioSource;
  readonly utterance: number;
  /** The words that it shall have; null: those that were recognised. */
  readonly text?: string | null | undefined;
  /** Which lines they shall be, and what they take in, as in `SegmentVersion`; only beside `text`. */
  readonly parts?: readonly LinePart[] | undefined;
  readonly joined?: readonly number[] | undefined;
  readonly endSample?: number | undefined;
  /** Who shall have said it; null: who is heard on that source. */
  readonly speaker?: string | null | undefined;
}

/** The user's own words of one line, at most: some ten minutes of speech. */
export const MAX_EDIT_CHARACTERS = 10_000;
export const MAX_NAME_CHARACTERS = 200;

export function correctionOf(event: EventData<"corrected_text">): Correction {
  const { source, utterance, text, language, model } = event;
  return { source, utterance, text, language, model };
}

/**
 * The line with one more version, which is shown unless the user has edited the line; null when that changes nothing:
 * the same model corrects a line once, a correction without words changes nothing, and only a final is corrected.
 */
export function corrected<S extends Segment>(segment: S, { text, language, model }: Correction): S | null {
  const versions = segment.versions ?? (segment.isEdited === true ? [] : [liveVersion(segment)]);
  const isKnown = versions.some((version) => version.model === model);
  if (!segment.isFinal || isKnown || text.trim() === "") return null;
  const recognised = [...recognisedOf(versions), { text, language, model }];
  const more = { ...segment, versions: [...recognised, ...editsOf(versions)] };
  if (segment.isEdited === true) return more;
  // What the live model doubted were its own words.
  const { doubtful: _doubtful, ...rest } = more;
  return { ...rest, stable: text, tail: "", language } as typeof more;
}

/**
 * The line as the user made it at `atMs`; null when that changes nothing. The newest edit is shown, whatever the order in
 * which edits and corrections come, and however often: what is edited by two views, or repeated, ends with the same words everywhere
 * (ADR-038 says what does not).
 */
export function edited<S extends Segment>(
  segment: S,
  { text, speaker, ...lines }: Omit<LineEdit, "source" | "utterance">,
  atMs: number,
): S | null {
  if (!segment.isFinal) return null;
  const wording = text === undefined || text === null ? text : wordingOf({ text, ...lines });
  const written = wording === undefined ? null : withText(segment, wording, atMs);
  const spoken = speaker === undefined ? null : withSpeaker(written ?? segment, speaker, atMs);
  return spoken ?? written;
}

/** Only what it says, so that two that say the same are the same. */
function wordingOf({ text, parts, joined, endSample }: Wording): Wording {
  return {
    text,
    ...(parts === undefined || parts.length < 2 ? {} : { parts }),
    ...(joined === undefined || joined.length === 0 ? {} : { joined, endSample }),
  };
}

function withText<S extends Segment>(segment: S, wording: Wording | null, atMs: number): S | null {
  const versions = segment.versions ?? [liveVersion(segment)];
  const edits = editsOf(versions);
  const undoneAtMs = segment.editsUndoneAtMs ?? Number.NEGATIVE_INFINITY;
  if (wording === null) {
    if (edits.length === 0 || undoneAtMs >= atMs) return null;
    return shown({ ...segment, versions, editsUndoneAtMs: atMs });
  }
  const edit = { ...wording, language: segment.language, model: null, editedAtMs: atMs };
  if (edits.some((known) => inTime(known, edit) === 0)) return null;
  return shown({ ...segment, versions: [...recognisedOf(versions), ...[...edits, edit].toSorted(inTime)] });
}

/** The name that was given last; of two at once the one behind in the alphabet. */
function withSpeaker<S extends Segment>(segment: S, speaker: string | null, atMs: number): S | null {
  const { speaker: before, speakerAtMs = Number.NEGATIVE_INFINITY, ...rest } = segment;
  if (atMs < speakerAtMs || (atMs === speakerAtMs && (speaker ?? "") <= (before ?? ""))) return null;
  const line = { ...rest, ...(speaker === null ? {} : { speaker }), speakerAtMs: atMs };
  return line as unknown as S;
}

/** What takes an edit of the segment `before` it back. */
export function undoOf({ source, utterance, text, speaker }: LineEdit, before: Segment): LineEdit {
  const shownBefore = shownEdit(before);
  return {
    source,
    utterance,
    ...(text === undefined ? {} : shownBefore === null ? { text: null } : wordingOf(shownBefore)),
    ...(speaker === undefined ? {} : { speaker: before.speaker ?? null }),
  };
}

/** When a change of these lines has to be made to be their newest, wherever the clock stands. */
export function momentAfter(segments: readonly Segment[], nowMs: number): number {
  const latest = segments.flatMap(({ versions = [], editsUndoneAtMs = 0, speakerAtMs = 0 }) => [
    editsUndoneAtMs,
    speakerAtMs,
    editsOf(versions).at(-1)?.editedAtMs ?? 0,
  ]);
  return latest.reduce((moment, timeMs) => Math.max(moment, timeMs + 1), nowMs);
}

/** What the line said first, and which model found the words it shows now; null for a line that shows its first words. */
export function improvement(
  segment: Segment,
): { readonly first: SegmentVersion; readonly model: string } | null {
  const recognised = recognisedOf(segment.versions ?? []);
  const first = recognised.find(({ model }) => model === null);
  const shownVersion = recognised.at(-1);
  if (first === undefined || shownVersion === undefined || shownVersion.model === null) return null;
  if (segment.isEdited === true || shownVersion.text === first.text) return null;
  return { first, model: shownVersion.model };
}

/** The words of the live final, whatever the line shows now. */
export function firstText(segment: Segment): string {
  return recognisedOf(segment.versions ?? [])[0]?.text ?? segment.stable + segment.tail;
}

/** What models found, the live one first. */
export function recognisedOf(versions: readonly SegmentVersion[]): readonly SegmentVersion[] {
  return versions.filter(({ editedAtMs }) => editedAtMs === undefined);
}

/** What the user wrote, the oldest first. */
export function editsOf(versions: readonly SegmentVersion[]): readonly SegmentVersion[] {
  return versions.filter(({ editedAtMs }) => editedAtMs !== undefined);
}

/** The edit that is shown; null where what was recognised is. */
export function shownEdit({
  versions = [],
  editsUndoneAtMs = Number.NEGATIVE_INFINITY,
}: Pick<Segment, "versions" | "editsUndoneAtMs">): SegmentVersion | null {
  return editsOf(versions).findLast(({ editedAtMs = 0 }) => editedAtMs > editsUndoneAtMs) ?? null;
}

/** The line with the words that its versions say it has. */
function shown<S extends Segment>(segment: S): S {
  const { versions = [] } = segment;
  const edit = shownEdit(segment);
  const version = edit ?? recognisedOf(versions).at(-1);
  // What a model doubted were its own words.
  const { doubtful: _doubtful, isEdited: _isEdited, ...rest } = segment;
  const { text, language } = version ?? liveVersion(segment);
  const line = {
    ...rest,
    stable: text,
    tail: "",
    language,
    ...(edit === null ? {} : { isEdited: true }),
  };
  return line as unknown as S;
}

/** Of two edits at once, the one whose words and lines come later in the alphabet; 0: they are the same. */
function inTime(a: SegmentVersion, b: SegmentVersion): number {
  return (
    (a.editedAtMs ?? 0) - (b.editedAtMs ?? 0) || compare(a.text, b.text) || compare(linesIn(a), linesIn(b))
  );
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

function linesIn({ parts = [], joined = [], endSample }: SegmentVersion): string {
  const places = parts.map(({ text, startSample, speaker }) => [text, startSample, speaker]);
  return JSON.stringify([places, joined, endSample]);
}

function liveVersion({ stable, tail, language }: Segment): SegmentVersion {
  return { text: stable + tail, language, model: null };
}
