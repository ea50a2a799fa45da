import { type ReadonlySignal, signal } from "@preact/signals";
import { createContext } from "preact";
import type { AudioSource } from "../../../protocol/audio.ts";
import type { ErrorCode } from "../../../protocol/errors.ts";
import { onOneLine } from "../../shared/export/segments.ts";
import { type LineEdit, MAX_EDIT_CHARACTERS, momentAfter, undoOf } from "../../shared/segment-versions.ts";
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
  readonly before: Segment;
  text: string;
  /** Its side of the meeting, by name. */
  readonly side: string;
  /** Who is named as the speaker: a name, or nothing for its side. */
  speaker: string;
  selection: readonly [start: number, end: number];
  /** Names to choose from. */
  readonly names: readonly string[];
  /** Its field has had the keyboard's focus. */
  wasFocused: boolean;
}

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
  /** Opens the editor of a finished line; one that has been typed in stays, and is shown. */
  readonly open: (
    transcript: Pick<Transcript, "session" | "speakers" | "segments">,
    segment: Segment,
  ) => void;
  readonly cancel: () => void;
  /** Resolves once the line is stored, or the failure is shown; text that is too long is not sent. */
  readonly save: () => Promise<void>;
  /** Makes the line that was saved last what it was before. */
  readonly undo: () => void;
  /** Back to what was recognised. */
  readonly restore: (session: string, segment: Segment) => void;
}

/** Replaces in one line what the search finds; null while nothing is to be replaced. */
export const ReplaceInLine = createContext<((segment: Segment) => void) | null>(null);

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

  return {
    draft,
    isSaving,
    failure,
    saved,
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
      const names = [...new Set([speakers.tab, speakers.mic, ...given])].filter((name) => name.trim() !== "");
      const selection = [text.length, text.length] as const;
      failure.value = null;
      draft.value = {
        session,
        source,
        utterance,
        before,
        side: speakers[source],
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
      const { value: open } = draft;
      if (open === null || isSaving.value || isTooLong(open.text)) return;
      const change = changeOf(open);
      if (change === null) return close();
      const { session, source, utterance, before } = open;
      const atMs = momentAfter([before], now());
      isSaving.value = true;
      failure.value = null;
      const refusal = await ask({ type: "edit-lines", session, atMs, edits: [change] });
      isSaving.value = false;
      if (refusal !== null) {
        failure.value = refusal;
        return;
      }
      close();
      saved.value = { session, source, utterance, undo: undoOf(change, before), atMs };
    },
    undo() {
      const { value: last } = saved;
      if (last === null) return;
      const { session, undo, atMs } = last;
      send({ type: "edit-lines", session, atMs: Math.max(now(), atMs + 1), edits: [undo] });
      saved.value = null;
    },
    restore(session, segment) {
      const { source, utterance } = segment;
      const atMs = momentAfter([segment], now());
      send({ type: "edit-lines", session, atMs, edits: [{ source, utterance, text: null }] });
      saved.value = null;
    },
  };
}

/** What was typed that is other than the line; null where nothing is. */
function changeOf({ source, utterance, before, side, ...typed }: LineDraft): LineEdit | null {
  const [text, name] = [onOneLine(typed.text), onOneLine(typed.speaker)];
  const speaker = name === onOneLine(side) ? "" : name;
  const isText = text !== segmentText(before);
  const isSpeaker = speaker !== (before.speaker ?? "");
  if (!isText && !isSpeaker) return null;
  return {
    source,
    utterance,
    ...(isText ? { text } : {}),
    ...(isSpeaker ? { speaker: speaker === "" ? null : speaker } : {}),
  };
}
