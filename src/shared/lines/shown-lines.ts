import { type Segment, segmentText } from "../transcript.ts";
import {
  editsOf,
  type LineEdit,
  type LinePart,
  MAX_EDIT_CHARACTERS,
  recognisedOf,
  type SegmentVersion,
  shownEdit,
  type Wording,
} from "./segment-versions.ts";
import { isSameSpeaker, type Speakers } from "./voices.ts";

/**
 * The lines that a transcript is read in. A segment is one line, unless the user split it, or joined it to the line before: then
 * its edit that is shown says which lines it is (ADR-038). Segments are what is stored, corrected and edited; lines are what is
 * shown, searched, copied and exported.
 */
export interface Line extends Segment {
  /** What of which segment it is; absent where it is the segment as it stands. */
  readonly part?: {
    readonly of: Segment;
    readonly index: number;
    /** The segments whose words were joined to it. */
    readonly joined: readonly Segment[];
  };
}

/** Of one segment. */
export const MAX_PARTS = 100;
export const MAX_JOINED = 100;

/** The segment that a line is of. */
export function segmentOfLine(line: Line): Segment {
  return line.part?.of ?? line;
}

/** By segment: a line that has not changed is the same object, by which views know what to draw again. */
const known = new WeakMap<Segment, readonly Line[]>();

/** The lines that the segments are, in order of time; the very list where each segment is one line. */
export function shownLines(segments: readonly Segment[]): readonly Line[] {
  if (!segments.some(isArranged)) return segments;
  const taken = new Set<string>();
  const lines: Line[] = [];
  for (const segment of segments) {
    // What it has joined to it itself is shown again: a segment is part of one line at most, and of one at least.
    if (taken.has(nameOf(segment))) continue;
    const joined = joinedTo(segment, segments, taken);
    for (const other of joined) taken.add(nameOf(other));
    lines.push(...linesOf(segment, joined));
  }
  return lines.toSorted(
    (a, b) => a.startSample - b.startSample || Number(a.source < b.source) - Number(a.source > b.source),
  );
}

function isArranged(segment: Segment): boolean {
  if (segment.isEdited !== true) return false;
  const edit = shownEdit(segment);
  return edit?.parts !== undefined || edit?.joined !== undefined;
}

/** Those that are there, and behind it. */
function joinedTo(segment: Segment, all: readonly Segment[], taken: ReadonlySet<string>): readonly Segment[] {
  const joined = segment.isEdited === true ? shownEdit(segment)?.joined : undefined;
  if (joined === undefined) return [];
  return all.filter(
    (other) =>
      other.source === segment.source &&
      other.utterance > segment.utterance &&
      joined.includes(other.utterance) &&
      !taken.has(nameOf(other)),
  );
}

function nameOf({ source, utterance }: Segment): string {
  return `${source} ${utterance}`;
}

function linesOf(segment: Segment, joined: readonly Segment[]): readonly Line[] {
  if (!isArranged(segment)) return [segment];
  const before = known.get(segment);
  const joinedBefore = before?.[0]?.part?.joined ?? [];
  if (
    before !== undefined &&
    joinedBefore.length === joined.length &&
    joined.every((other, at) => other === joinedBefore[at])
  )
    return before;
  const { parts, endSample } = layoutOf(segment);
  const lines = parts.map(({ text, startSample, speaker }, index): Line => {
    const { speaker: _speaker, ...rest } = segment;
    return {
      ...rest,
      utterance: index === 0 ? segment.utterance : startSample,
      startSample,
      endSample: parts[index + 1]?.startSample ?? endSample,
      stable: text,
      tail: "",
      ...(speaker === undefined ? {} : { speaker }),
      part: { of: segment, index, joined },
    };
  });
  known.set(segment, lines);
  return lines;
}

/** What lines a segment is, the speaker of the first among them. */
interface Layout {
  readonly parts: readonly LinePart[];
  readonly joined: readonly number[];
  readonly endSample: number;
}

function layoutOf(segment: Segment): Layout {
  const edit = segment.isEdited === true ? shownEdit(segment) : null;
  const { startSample, speaker } = segment;
  const first = { startSample, ...(speaker === undefined ? {} : { speaker }) };
  const [head, ...others] = edit?.parts ?? [];
  return {
    parts: [{ ...first, text: head?.text ?? segmentText(segment) }, ...others],
    joined: edit?.joined ?? [],
    endSample: Math.max(segment.endSample, edit?.endSample ?? 0),
  };
}

function wordingOf({ parts, joined, endSample }: Layout): Wording {
  const [first, ...others] = parts;
  return {
    text: joinedText(parts.map(({ text }) => text)),
    ...(first === undefined || others.length === 0
      ? {}
      : { parts: [{ text: first.text, startSample: first.startSample }, ...others] }),
    ...(joined.length === 0 ? {} : { joined, endSample }),
  };
}

/** Other words for a line, or another speaker; null for none. */
interface LineChange {
  readonly line: Line;
  readonly text?: string;
  readonly speaker?: string | null;
}

/** What the user makes of lines: one edit for each segment. */
export function editsOfLines(
  changes: readonly LineChange[],
): readonly { readonly edit: LineEdit; readonly segment: Segment }[] {
  const bySegment = new Map<Segment, LineChange[]>();
  for (const change of changes) {
    const segment = segmentOfLine(change.line);
    const own = bySegment.get(segment);
    if (own === undefined) bySegment.set(segment, [change]);
    else own.push(change);
  }
  return [...bySegment].map(([segment, own]) => {
    const layout = layoutOf(segment);
    const { source, utterance } = segment;
    let edit: LineEdit = { source, utterance };
    let { parts } = layout;
    for (const { line, text, speaker } of own) {
      const index = line.part?.index ?? 0;
      if (index === 0 && speaker !== undefined) edit = { ...edit, speaker };
      parts = parts.map((part, at) =>
        at === index ? changedPart(part, text, index === 0 ? undefined : speaker) : part,
      );
    }
    const isSame = parts.every((part, at) => part === layout.parts[at]);
    return { segment, edit: isSame ? edit : { ...edit, ...wordingOf({ ...layout, parts }) } };
  });
}

function changedPart(part: LinePart, text: string | undefined, speaker: string | null | undefined): LinePart {
  if (text === undefined && speaker === undefined) return part;
  const { speaker: before, ...rest } = part;
  const name = speaker === undefined ? before : (speaker ?? undefined);
  return {
    ...rest,
    ...(text === undefined ? {} : { text }),
    ...(name === undefined ? {} : { speaker: name }),
  };
}

/** An edit that arranges a segment's lines, with who says those at `places`; undefined: who they were said by. */
function saidBy(edit: LineEdit, places: readonly number[], speaker: string | null | undefined): LineEdit {
  if (speaker === undefined) return edit;
  const parts = edit.parts?.map((part, at) =>
    at > 0 && places.includes(at) ? changedPart(part, undefined, speaker) : part,
  );
  return {
    ...edit,
    ...(parts === undefined ? {} : { parts }),
    ...(places.includes(0) ? { speaker } : {}),
  };
}

/**
 * Splits a line in two, with these words, and another speaker where one is given; null where one of them has no words, or the line has
 * no room for two. Where it is divided in time, its share of characters says: no word's time is stored.
 */
export function splitOf(
  line: Line,
  before: string,
  after: string,
  newSpeaker?: string | null,
): LineEdit | null {
  const length = line.endSample - line.startSample;
  const segment = segmentOfLine(line);
  const layout = layoutOf(segment);
  if (before === "" || after === "" || length < 2 || layout.parts.length >= MAX_PARTS) return null;
  const share = Math.round((length * before.length) / (before.length + after.length));
  const startSample = line.startSample + Math.min(length - 1, Math.max(1, share));
  const { speaker } = line;
  const index = line.part?.index ?? 0;
  const parts = layout.parts.flatMap((part, place): readonly LinePart[] =>
    place === index
      ? [
          { ...part, text: before },
          { text: after, startSample, ...(speaker === undefined ? {} : { speaker }) },
        ]
      : [part],
  );
  const { source, utterance } = segment;
  return saidBy({ source, utterance, ...wordingOf({ ...layout, parts }) }, [index, index + 1], newSpeaker);
}

/** Two lines as one, which has the words of both, and their speaker unless another one is given; null where they cannot be one. */
export function joinOf(first: Line, second: Line, newSpeaker?: string | null): LineEdit | null {
  const [one, other] = [segmentOfLine(first), segmentOfLine(second)];
  const { index: at } = first.part ?? { index: 0 };
  const { index: behind } = second.part ?? { index: 0 };
  const layout = layoutOf(one);
  const text = joinedText([segmentText(first), segmentText(second)]);
  const { source, utterance } = one;
  const all = (parts: readonly LinePart[]) =>
    parts.map((part, place) => (place === at ? { ...part, text } : part));
  if (one === other) {
    if (behind !== at + 1) return null;
    const parts = all(layout.parts).filter((_, place) => place !== behind);
    return saidBy({ source, utterance, ...wordingOf({ ...layout, parts }) }, [at], newSpeaker);
  }
  if (at !== layout.parts.length - 1 || behind !== 0 || other.utterance <= utterance) return null;
  const more = layoutOf(other);
  const edit = wordingOf({
    parts: [...all(layout.parts), ...more.parts.slice(1)],
    joined: [...layout.joined, other.utterance, ...more.joined],
    endSample: Math.max(layout.endSample, more.endSample),
  });
  const isTooLarge =
    edit.text.length > MAX_EDIT_CHARACTERS ||
    (edit.parts?.length ?? 1) > MAX_PARTS ||
    (edit.joined?.length ?? 0) > MAX_JOINED;
  return isTooLarge ? null : saidBy({ source, utterance, ...edit }, [at], newSpeaker);
}

/** The finished line of the same speaker that stands next to `line`, before or after it; null where there is none. */
export function neighbourOf(
  lines: readonly Line[],
  line: Line,
  side: "before" | "after",
  speakers?: Speakers,
): Line | null {
  const at = lines.findIndex(
    ({ source, utterance }) => source === line.source && utterance === line.utterance,
  );
  const other = at === -1 ? undefined : lines[side === "before" ? at - 1 : at + 1];
  return other?.isFinal === true && isSameSpeaker(line, other, speakers) ? other : null;
}

/** Everything that a line has been, and what was joined to it, the user's own words last. */
export function versionsOfLine(line: Line): readonly SegmentVersion[] {
  const { versions = [] } = line;
  const joined = line.part?.joined.flatMap(
    (other) => other.versions ?? [{ text: segmentText(other), language: other.language, model: null }],
  );
  return joined === undefined ? versions : [...recognisedOf(versions), ...joined, ...editsOf(versions)];
}

/** The texts one behind the other, as their script has it: with a space or without. */
export function joinedText(texts: readonly string[]): string {
  return texts.reduce((all, text) => {
    const isTight = UNSPACED_END.test(all) && UNSPACED_START.test(text);
    return all === "" || text === "" || isTight ? all + text : `${all} ${text}`;
  }, "");
}

/** Scripts that write no spaces between words, with their punctuation. */
const UNSPACED_END =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\u3000-\u303f\u30fc\uff01-\uff60]$/u;
const UNSPACED_START =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\u3000-\u303f\u30fc\uff01-\uff60]/u;
