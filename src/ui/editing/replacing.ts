import { type Signal, signal, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ErrorCode } from "../../../protocol/errors.ts";
import { onOneLine } from "../../shared/export/segments.ts";
import {
  type LineEdit,
  MAX_EDIT_CHARACTERS,
  momentAfter,
  undoOf,
} from "../../shared/lines/segment-versions.ts";
import { editsOfLines, type Line } from "../../shared/lines/shown-lines.ts";
import { MAX_EDITS } from "../../shared/messages/edit-shapes.ts";
import { findSegment, type Segment, segmentText } from "../../shared/transcript.ts";
import { highlightLine, isFound } from "../captions/highlight.ts";
import type { SessionStore } from "../connection/session-store.ts";

/** A segment with other words, and what takes them back. */
interface Replacement {
  readonly edit: LineEdit;
  readonly undo: LineEdit;
}

/** What was replaced last, all of it undone by one button. */
interface Replaced {
  readonly session: string;
  readonly atMs: number;
  readonly undo: readonly LineEdit[];
}

interface Replacements {
  readonly all: readonly Replacement[];
  /** Segments that stay as they are: with those words they would be longer than an edit may be. */
  readonly tooLong: number;
}

/** What makes of the finished lines in which `pattern` is found lines with `words` in its place everywhere (pure). */
export function replacementsIn(lines: readonly Line[], pattern: RegExp, words: string): Replacements {
  const changes = lines.flatMap((line) => {
    // Counted with each caption and each key: what costs much is done once a line.
    if (!line.isFinal || !isFound(line, pattern)) return [];
    const spans = highlightLine(line, pattern);
    const text = onOneLine(spans.map(({ text: span, isMatch }) => (isMatch ? words : span)).join(""));
    return text === segmentText(line) ? [] : [{ line, text }];
  });
  const edits = editsOfLines(changes);
  const all = edits
    .filter(({ edit }) => (edit.text?.length ?? 0) <= MAX_EDIT_CHARACTERS)
    .map(({ edit, segment }) => ({ edit, undo: undoOf(edit, segment) }));
  return { all, tooLong: edits.length - all.length };
}

/** What takes the last replacement back, without the lines that were edited since (pure). */
export function undoable({ atMs, undo }: Replaced, segments: readonly Segment[]): readonly LineEdit[] {
  const later = segments.filter((segment) => momentAfter([segment], 0) > atMs + 1);
  return undo.filter(({ source, utterance }) => findSegment(later, source, utterance) === undefined);
}

export interface Replacing {
  readonly isBusy: Signal<boolean>;
  readonly failure: Signal<ErrorCode | null>;
  readonly replaced: Signal<Replaced | null>;
  /** Replaces in those lines of one meeting. Resolves once it is stored, or the failure is shown. */
  readonly replace: (
    session: string,
    lines: readonly Line[],
    pattern: RegExp,
    words: string,
  ) => Promise<void>;
  /** Takes back what was replaced last, but in lines that were edited since. */
  readonly undo: (segments: readonly Segment[]) => Promise<void>;
}

/** Find and replace over a meeting: each line is edited as by hand, many with one command. */
export function newReplacing(ask: SessionStore["ask"], now: () => number = Date.now): Replacing {
  const isBusy = signal(false);
  const failure = signal<ErrorCode | null>(null);
  const replaced = signal<Replaced | null>(null);

  /** @returns the edits that were stored, in parts that are taken one by one: all of them, where nothing fails */
  async function store(session: string, atMs: number, edits: readonly LineEdit[]): Promise<number> {
    isBusy.value = true;
    failure.value = null;
    let done = 0;
    let isRefused = false;
    while (done < edits.length && !isRefused) {
      const part = edits.slice(done, done + MAX_EDITS);
      const refusal = await ask({ type: "edit-lines", session, atMs, edits: part });
      // Where a line is gone the others are edited all the same, in its part and behind it.
      isRefused = refusal !== null && refusal !== "line_gone";
      if (!isRefused) done += part.length;
      failure.value = refusal ?? failure.value;
    }
    isBusy.value = false;
    return done;
  }

  return {
    isBusy,
    failure,
    replaced,
    async replace(session, lines, pattern, words) {
      const { all } = replacementsIn(lines, pattern, words);
      if (isBusy.value || all.length === 0) return;
      const atMs = momentAfter(lines, now());
      const done = await store(
        session,
        atMs,
        all.map(({ edit }) => edit),
      );
      if (done > 0) replaced.value = { session, atMs, undo: all.slice(0, done).map(({ undo }) => undo) };
    },
    async undo(segments) {
      const { value: last } = replaced;
      if (last === null || isBusy.value) return;
      const undo = undoable(last, segments);
      const done = await store(last.session, Math.max(now(), last.atMs + 1), undo);
      replaced.value = done < undo.length ? { ...last, undo: undo.slice(done) } : null;
    },
  };
}

/** Finding and replacing in the list of a meeting's lines; `session` is null where no meeting is shown. */
export function useReplacing(ask: SessionStore["ask"], session: string | null, pattern: RegExp | null) {
  const replacing = useMemo(() => newReplacing(ask), [ask]);
  /** What is to stand in the place of what is found; null while nothing is to be replaced. */
  const replacement = useSignal<string | null>(null);
  // Its identity decides whether every line is drawn again.
  const replaceInLine = useMemo(
    () =>
      pattern === null || session === null || replacement.value === null
        ? null
        : (line: Line) => void replacing.replace(session, [line], pattern, replacement.value ?? ""),
    [session, pattern, replacement.value === null],
  );
  return { replacing, replacement, replaceInLine };
}
