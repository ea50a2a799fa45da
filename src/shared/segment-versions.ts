import type { AudioSource } from "../../protocol/audio.ts";
import type { EventData } from "../../protocol/events.ts";
import type { Segment } from "./transcript.ts";

/** One text that a line has had. */
export interface SegmentVersion {
  readonly text: string;
  readonly language: string | null;
  /** The model that corrected the line; null for the live final and for what the user wrote. */
  readonly model: string | null;
  /** When the user wrote it, in milliseconds since the epoch; absent for what was recognised. */
  readonly editedAtMs?: number;
}

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
 * which edits and corrections come, and however often: what is edited by two views, or repeated, ends the same everywhere.
 */
export function edited<S extends Segment>(
  segment: S,
  { text, speaker }: Pick<LineEdit, "text" | "speaker">,
  atMs: number,
): S | null {
  if (!segment.isFinal) return null;
  const written = text === undefined ? null : withText(segment, text, atMs);
  const spoken = speaker === undefined ? null : withSpeaker(written ?? segment, speaker, atMs);
  return spoken ?? written;
}

function withText<S extends Segment>(segment: S, text: string | null, atMs: number): S | null {
  const versions = segment.versions ?? [liveVersion(segment)];
  const edits = editsOf(versions);
  const undoneAtMs = segment.editsUndoneAtMs ?? Number.NEGATIVE_INFINITY;
  if (text === null) {
    if (edits.length === 0 || undoneAtMs >= atMs) return null;
    return shown({ ...segment, versions, editsUndoneAtMs: atMs });
  }
  if (edits.some((known) => known.editedAtMs === atMs && known.text === text)) return null;
  const edit = { text, language: segment.language, model: null, editedAtMs: atMs };
  return shown({ ...segment, versions: [...recognisedOf(versions), ...[...edits, edit].toSorted(inTime)] });
}

/** The name that was given last; of two at once the one behind in the alphabet. */
function withSpeaker<S extends Segment>(segment: S, speaker: string | null, atMs: number): S | null {
  const { speaker: before, speakerAtMs = Number.NEGATIVE_INFINITY, ...rest } = segment;
  if (atMs < speakerAtMs || (atMs === speakerAtMs && (speaker ?? "") <= (before ?? ""))) return null;
  const line = { ...rest, ...(speaker === null ? {} : { speaker }), speakerAtMs: atMs };
  return line as unknown as S;
}

/** What takes an edit of the line `before` it back. */
export function undoOf({ source, utterance, text, speaker }: LineEdit, before: Segment): LineEdit {
  return {
    source,
    utterance,
    ...(text === undefined ? {} : { text: before.isEdited === true ? before.stable + before.tail : null }),
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
function recognisedOf(versions: readonly SegmentVersion[]): readonly SegmentVersion[] {
  return versions.filter(({ editedAtMs }) => editedAtMs === undefined);
}

/** What the user wrote, the oldest first. */
export function editsOf(versions: readonly SegmentVersion[]): readonly SegmentVersion[] {
  return versions.filter(({ editedAtMs }) => editedAtMs !== undefined);
}

/** The line with the words that its versions say it has. */
function shown<S extends Segment>(segment: S): S {
  const { versions = [], editsUndoneAtMs = Number.NEGATIVE_INFINITY } = segment;
  const edit = editsOf(versions).findLast(({ editedAtMs = 0 }) => editedAtMs > editsUndoneAtMs);
  const version = edit ?? recognisedOf(versions).at(-1);
  // What a model doubted were its own words.
  const { doubtful: _doubtful, isEdited: _isEdited, ...rest } = segment;
  const { text, language } = version ?? liveVersion(segment);
  const line = {
    ...rest,
    stable: text,
    tail: "",
    language,
    ...(edit === undefined ? {} : { isEdited: true }),
  };
  return line as unknown as S;
}

function inTime(a: SegmentVersion, b: SegmentVersion): number {
  return (a.editedAtMs ?? 0) - (b.editedAtMs ?? 0) || Number(a.text > b.text) - Number(a.text < b.text);
}

function liveVersion({ stable, tail, language }: Segment): SegmentVersion {
  return { text: stable + tail, language, model: null };
}
