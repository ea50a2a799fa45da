import { type ReadonlySignal, signal } from "@preact/signals";
import { createContext } from "preact";
import type { AudioSource } from "../../../protocol/audio.ts";
import type { ErrorCode } from "../../../protocol/errors.ts";
import { onOneLine } from "../../shared/export/segments.ts";
import {
  type LineEdit,
  MAX_EDIT_CHARACTERS,
  momentAfter,
  undoOf,
} from "../../shared/lines/segment-versions.ts";
import {
  editsOfLines,
  joinOf,
  type Line,
  neighbourOf,
  segmentOfLine,
  shownLines,
  splitOf,
} from "../../shared/lines/shown-lines.ts";
import { speakerOf } from "../../shared/lines/voices.ts";
import { type Segment, segmentText, type Transcript } from "../../shared/transcript.ts";
import type { SessionStore } from "../connection/session-store.ts";

interface LineName {
  readonly session: string;
  readonly source: AudioSource;
  readonly utterance: number;
}

/** The line that is being edited. Its field writes into it: what was typed outlives the field, which may be drawn again. */
export interface LineDraft extends LineName {
  /** The line as it was when the editor was opened. */
  readonly before: Line;
  /** As it is by now; null where it is not in the list. */
  current: Line | null;
  /** Whether there is a line next to it that it can be one with. */
  readonly neighbours: Readonly<Record<Side, boolean>>;
  text: string;
  /** Its voice, else its side of the meeting, by name. */
  readonly side: string;
  /** Who is named as the speaker: a name, or nothing for its side. */
  speaker: string;
  selection: readonly [start: number, end: number];
  /** Names to choose from. */
  readonly names: readonly string[];
  /** Its field has had the keyboard's focus. */
  wasFocused: boolean;
}

/** Where a line's neighbour stands. */
export type Side = "before" | "after";

/** A line that was saved, and what makes it what it was before. */
export interface SavedEdit extends LineName {
  readonly undo: LineEdit;
  readonly atMs: number;
}

/** Editing of lines in place: one at a time, and nothing typed is lost by what comes meanwhile. */
export interface LineEditing {
  readonly draft: ReadonlySignal<LineDraft | null>;
  readonly isSaving: ReadonlySignal<boolean>;
  /** Why the draft is not saved. */
  readonly failure: ReadonlySignal<ErrorCode | null>;
  readonly saved: ReadonlySignal<SavedEdit | null>;
  /** Whether something was typed into the editor that is open, and is not stored. */
  readonly isChanged: () => boolean;
  /** Opens the editor of a finished line; one that has been typed in stays, and is shown. */
  readonly open: (transcript: EditedTranscript, line: Line) => void;
  readonly cancel: () => void;
  /** Resolves once the line is stored, or the failure is shown; text that is too long is not sent. */
  readonly save: () => Promise<void>;
  /** As `save`, in two lines: before and behind that character of what was typed. @returns whether it can be split there */
  readonly split: (at: number) => boolean;
  /** As `save`, in one line with the neighbour on that side; where there is none, nothing happens. */
  readonly join: (transcript: EditedTranscript, side: Side) => void;
  /** Makes the line that was saved last what it was before. */
  readonly undo: () => void;
  /** Back to what was recognised. */
  readonly restore: (session: string, line: Line) => void;
  /** The words are the user's own, as they stand: no echo of the others. */
  readonly keep: (session: string, line: Line) => void;
}

type EditedTranscript = Pick<Transcript, "session" | "speakers" | "segments">;

/** Replaces in one line what the search finds; null while nothing is to be replaced. */
export const ReplaceInLine = createContext<((line: Line) => void) | null>(null);

/** How lines are edited below; null where they can only be read. */
export const EditLines = createContext<LineEditing | null>(null);

export function isTooLong(text: string): boolean {
  return onOneLine(text).length > MAX_EDIT_CHARACTERS;
}

/** Whether `row` is the line that `name` names. */
export function isLine(
  name: LineName,
  { source, utterance }: Pick<Segment, "source" | "utterance">,
): boolean {
  return name.source === source && name.utterance === utterance;
}

export function lineEditing(
  { ask, send }: Pick<SessionStore, "ask" | "send">,
  now: () => number = Date.now,
): LineEditing {
  const draft = signal<LineDraft | null>(null);
  const isSaving = signal(false);
  const failure = signal<ErrorCode | null>(null);
  const saved = signal<SavedEdit | null>(null);

  function close(): void {
    draft.value = null;
    failure.value = null;
  }

  /** @param utterance of the line that will say that it can be undone */
  async function store(
    { session, source }: LineDraft,
    { edit, segment }: { readonly edit: LineEdit; readonly segment: Segment },
    utterance: number,
  ): Promise<void> {
    const atMs = momentAfter([segment], now());
    isSaving.value = true;
    failure.value = null;
    const refusal = await ask({ type: "edit-lines", session, atMs, edits: [edit] });
    isSaving.value = false;
    if (refusal !== null) {
      failure.value = refusal;
      return;
    }
    close();
    saved.value = { session, source, utterance, undo: undoOf(edit, segment), atMs };
  }

  /** The draft, where it can be stored now. */
  function ready(): LineDraft | null {
    const { value: open } = draft;
    return open === null || isSaving.value || isTooLong(open.text) ? null : open;
  }

  /** At once, without an editor. */
  function put(session: string, line: Line, text: string | null): void {
    const segment = segmentOfLine(line);
    const { source, utterance } = segment;
    const atMs = momentAfter([segment], now());
    send({ type: "edit-lines", session, atMs, edits: [{ source, utterance, text }] });
    saved.value = null;
  }

  return {
    draft,
    isSaving,
    failure,
    saved,
    isChanged: () => draft.value !== null && changeOf(draft.value) !== null,
    open({ session, speakers, segments }, before) {
      const { value: open } = draft;
      if (!before.isFinal || isSaving.value) return;
      if (open !== null && changeOf(open) !== null) {
        // Drawn again, its field takes the focus and scrolls into view.
        draft.value = { ...open, wasFocused: false };
        return;
      }
      const { source, utterance, speaker = "" } = before;
      const text = segmentText(before);
      const given = segments.map((segment) => segment.speaker ?? "");
      // No numbers: a line that was given "Speaker 2" by name would keep that when its voice is called otherwise.
      const voices = (speakers.voices ?? []).map(({ name }) => name);
      const all = [speakers.tab, speakers.mic, ...voices, ...given];
      const names = [...new Set(all)].filter((name) => name.trim() !== "");
      const selection = [text.length, text.length] as const;
      const lines = shownLines(segments);
      const neighbours = {
        before: neighbourOf(lines, before, "before", speakers) !== null,
        after: neighbourOf(lines, before, "after", speakers) !== null,
      };
      failure.value = null;
      draft.value = {
        session,
        source,
        utterance,
        before,
        current: before,
        neighbours,
        side: speakerOf({ source, voice: before.voice }, speakers),
        text,
        speaker,
        selection,
        names,
        wasFocused: false,
      };
    },
    cancel() {
      if (!isSaving.value) close();
    },
    async save() {
      const open = ready();
      if (open === null) return;
      const change = changeOf(open);
      if (change === null) return close();
      await store(open, change, open.utterance);
    },
    split(at) {
      const open = ready();
      if (open === null) return true;
      const line = open.current ?? open.before;
      // Not within a character of two units.
      const isWithin = /^[\udc00-\udfff]/.test(open.text.slice(at));
      const halves = [open.text.slice(0, isWithin ? at - 1 : at), open.text.slice(isWithin ? at - 1 : at)];
      const [before = "", after = ""] = halves.map(onOneLine);
      const edit = splitOf(line, before, after, newSpeakerOf(open));
      if (edit === null) return false;
      void store(open, { edit, segment: segmentOfLine(line) }, open.utterance);
      return true;
    },
    join({ segments, speakers }, side) {
      const open = ready();
      const lines = shownLines(segments);
      const line = open === null ? undefined : lines.find((other) => isLine(open, other));
      const neighbour = line === undefined ? null : neighbourOf(lines, line, side, speakers);
      if (open === null || line === undefined || neighbour === null) return;
      const typed = { ...line, stable: onOneLine(open.text), tail: "" };
      const speaker = newSpeakerOf(open);
      const edit = side === "before" ? joinOf(neighbour, typed, speaker) : joinOf(typed, neighbour, speaker);
      const first = side === "before" ? neighbour : line;
      if (edit !== null) void store(open, { edit, segment: segmentOfLine(first) }, first.utterance);
    },
    undo() {
      const { value: last } = saved;
      if (last === null) return;
      const { session, undo, atMs } = last;
      send({ type: "edit-lines", session, atMs: Math.max(now(), atMs + 1), edits: [undo] });
      saved.value = null;
    },
    restore: (session, line) => put(session, line, null),
    keep: (session, line) => put(session, line, segmentText(line)),
  };
}

/** Who was named that is another than the line's speaker, null for its side; undefined where nobody was. */
function newSpeakerOf({ before, side, speaker }: LineDraft): string | null | undefined {
  const name = onOneLine(speaker);
  const named = name === onOneLine(side) ? "" : name;
  if (named === (before.speaker ?? "")) return undefined;
  return named === "" ? null : named;
}

/** What was typed that is other than the line; null where nothing is. */
function changeOf(draft: LineDraft) {
  const { before, current } = draft;
  const text = onOneLine(draft.text);
  const speaker = newSpeakerOf(draft);
  const isText = text !== segmentText(before);
  if (!isText && speaker === undefined) return null;
  // Of a line that was split, the other parts stay as they are by now.
  const line = current ?? before;
  const change = {
    line,
    ...(isText ? { text } : {}),
    ...(speaker === undefined ? {} : { speaker }),
  };
  return editsOfLines([change])[0] ?? null;
}
