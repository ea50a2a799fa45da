import type { Signal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { shownLines } from "../../shared/lines/shown-lines.ts";
import { withTerm } from "../../shared/text/word-list.ts";
import type { Transcript } from "../../shared/transcript.ts";
import type { SessionStore } from "../connection/session-store.ts";
import { ErrorNotice } from "../notices/ErrorNotice.tsx";
import { type Replacing, replacementsIn, undoable } from "./replacing.ts";

interface ReplaceBarProps {
  readonly transcript: Transcript;
  /** What the search finds; null while nothing is searched. */
  readonly pattern: RegExp | null;
  /** What is to stand in its place; null while that is not asked for. */
  readonly wanted: Signal<string | null>;
  readonly replacing: Replacing;
  readonly store: Pick<SessionStore, "settings" | "send">;
}

/** Below the search: other words in the place of those that it finds, in all lines at once, with one way back. */
export function ReplaceBar({ transcript, pattern, wanted, replacing, store }: ReplaceBarProps) {
  const text = words.panel.replace;
  const { session } = transcript;
  const { value } = wanted;
  const all = useMemo(() => shownLines(transcript.segments), [transcript.segments]);
  const { all: lines, tooLong } = useMemo(
    () =>
      pattern === null || value === null ? { all: [], tooLong: 0 } : replacementsIn(all, pattern, value),
    [all, pattern, value],
  );
  const { value: replaced } = replacing.replaced;
  const last = replaced?.session === session ? replaced : null;
  const undone = useMemo(
    () => (last === null ? 0 : undoable(last, transcript.segments).length),
    [last, transcript.segments],
  );
  const [isAdded, setIsAdded] = useState(false);
  const vocabulary = store.settings.value?.transcription.vocabulary ?? [];
  const more = value === null || value.trim() === "" ? vocabulary : withTerm(vocabulary, value);
  const bar = useRef<HTMLDivElement>(null);
  const isOpen = pattern !== null && value !== null;
  useLayoutEffect(() => {
    if (!isOpen) return;
    bar.current?.scrollIntoView({ block: "nearest" });
    bar.current?.querySelector("input")?.focus({ preventScroll: true });
  }, [isOpen]);
  if (pattern === null && undone === 0 && replacing.failure.value === null) return null;
  return (
    <div class="replace-bar" ref={bar}>
      {pattern !== null && value === null && (
        <button
          type="button"
          class="plain"
          data-action="open-replace"
          onClick={() => {
            setIsAdded(false);
            wanted.value = "";
          }}
        >
          {text.open}
        </button>
      )}
      {isOpen && (
        <>
          <input
            type="text"
            name="replacement"
            dir="auto"
            placeholder={text.by}
            aria-label={text.by}
            value={value}
            onInput={({ currentTarget }) => {
              setIsAdded(false);
              wanted.value = currentTarget.value;
            }}
          />
          <button
            type="button"
            data-action="replace-all"
            disabled={lines.length === 0 || replacing.isBusy.value}
            onClick={() => void replacing.replace(session, all, pattern, value)}
          >
            {text.all(lines.length)}
          </button>
          {more !== vocabulary && (
            <button
              type="button"
              data-action="always-write"
              title={text.alwaysHint}
              onClick={() => {
                setIsAdded(true);
                store.send({ type: "change-settings", change: { transcription: { vocabulary: [...more] } } });
              }}
            >
              {text.always}
            </button>
          )}
          {tooLong > 0 && (
            <small role="status" data-too-long={tooLong}>
              {text.tooLong(tooLong)}
            </small>
          )}
          {isAdded && more === vocabulary && <small role="status">{text.isKnown}</small>}
        </>
      )}
      {undone > 0 && (
        <span class="replaced" role="status" data-replaced={undone}>
          {text.done(undone)}{" "}
          <button
            type="button"
            class="plain"
            data-action="undo-replace"
            disabled={replacing.isBusy.value}
            onClick={() => void replacing.undo(transcript.segments)}
          >
            {words.panel.edit.undo}
          </button>
        </span>
      )}
      {replacing.failure.value !== null && (
        <ErrorNotice
          code={replacing.failure.value}
          hasHelpLink={false}
          onDismiss={() => {
            replacing.failure.value = null;
          }}
        />
      )}
    </div>
  );
}
