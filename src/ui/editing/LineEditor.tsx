import { useContext, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { MAX_EDIT_CHARACTERS, MAX_NAME_CHARACTERS } from "../../shared/lines/segment-versions.ts";
import type { Line } from "../../shared/lines/shown-lines.ts";
import { segmentText } from "../../shared/transcript.ts";
import { ErrorNotice } from "../notices/ErrorNotice.tsx";
import { HighlightLines } from "./highlighting.ts";
import { isTooLong, type LineDraft, type LineEditing } from "./line-editing.ts";

interface LineEditorProps {
  readonly draft: LineDraft;
  readonly editing: LineEditing;
  /** The line as it is by now; null where it is not in the list. */
  readonly segment: Line | null;
}

/**
 * The field of the line that is being edited: Enter saves, Escape does not. The browser alone holds what is being typed, so
 * that no caption that comes meanwhile touches the words, the selection or an input method's composition.
 */
export function LineEditor({ draft, editing, segment }: LineEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [isLong, setIsLong] = useState(isTooLong(draft.text));
  const [isUnsplit, setIsUnsplit] = useState(false);
  const [first] = useState({ text: draft.text, speaker: draft.speaker });
  const namesId = useId();
  const highlighting = useContext(HighlightLines);
  const text = words.panel.edit;
  const now = segment === null ? null : segmentText(segment);
  // While it is being saved, what changes is the edit itself.
  const isChangedElsewhere = now !== null && now !== segmentText(draft.before) && !editing.isSaving.value;

  useLayoutEffect(() => {
    draft.current = segment;
  }, [draft, segment]);
  const split = () => {
    const { selectionStart = 0 } = field.current ?? {};
    field.current?.focus();
    setIsUnsplit(!editing.split(selectionStart));
  };

  useLayoutEffect(() => {
    const element = field.current;
    const row = element?.closest<HTMLElement>('[role="listitem"]');
    // Where the line is drawn again, the focus went with its old field; it is not taken from another one.
    if (element !== null && (!draft.wasFocused || hasNobodyFocus())) {
      draft.wasFocused = true;
      element.focus({ preventScroll: true });
      element.setSelectionRange(...draft.selection);
      element.closest("form")?.scrollIntoView({ block: "nearest" });
    }
    return () =>
      queueMicrotask(() => {
        if (hasNobodyFocus()) row?.focus({ preventScroll: true });
      });
  }, [draft]);

  return (
    <form
      class="line-editor"
      data-editing
      onSubmit={(event) => {
        event.preventDefault();
        void editing.save();
      }}
      onKeyDown={(event) => {
        // The list's own keys walk between lines.
        event.stopPropagation();
        // The Enter or Escape that ends an input method's composition is not meant for the line.
        if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
        // On a button it presses that.
        if (event.key === "Enter" && event.target instanceof HTMLButtonElement) return;
        event.preventDefault();
        if (event.key === "Escape") editing.cancel();
        else if (event.shiftKey && event.target === field.current) split();
        else void editing.save();
      }}
    >
      <textarea
        ref={field}
        name="line"
        rows={2}
        dir="auto"
        lang={draft.before.language ?? undefined}
        defaultValue={first.text}
        readOnly={editing.isSaving.value}
        aria-label={text.field}
        aria-invalid={isLong}
        onInput={({ currentTarget }) => {
          draft.text = currentTarget.value;
          setIsUnsplit(false);
          setIsLong(isTooLong(currentTarget.value));
        }}
        onSelect={({ currentTarget }) => {
          draft.selection = [currentTarget.selectionStart, currentTarget.selectionEnd];
        }}
      />
      {isChangedElsewhere && (
        <small class="quiet" data-changed-meanwhile role="status">
          {text.changedMeanwhile} <q dir="auto">{now}</q>
        </small>
      )}
      {isUnsplit && (
        <small class="quiet" role="status" data-unsplit>
          {text.splitNowhere}
        </small>
      )}
      {isLong && (
        <span class="error" role="alert" data-too-long>
          {text.tooLong(MAX_EDIT_CHARACTERS)}
        </span>
      )}
      {editing.failure.value !== null && <ErrorNotice code={editing.failure.value} hasHelpLink={false} />}
      <label class="line-speaker">
        <span>{text.speaker}</span>
        <input
          type="text"
          name="line-speaker"
          list={namesId}
          dir="auto"
          maxLength={MAX_NAME_CHARACTERS}
          defaultValue={first.speaker}
          placeholder={draft.side || words.speakers[draft.source]}
          readOnly={editing.isSaving.value}
          onInput={({ currentTarget }) => {
            draft.speaker = currentTarget.value;
          }}
        />
        <datalist id={namesId}>
          {draft.names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </label>
      <span class="choices">
        <button
          type="submit"
          class="primary"
          data-action="save-line"
          disabled={isLong || editing.isSaving.value}
        >
          {editing.isSaving.value ? text.saving : text.save}
        </button>
        <button type="button" data-action="cancel-line" onClick={editing.cancel}>
          {text.cancel}
        </button>
        {/* The list does what needs its other lines. */}
        {segment !== null && (
          <>
            <button
              type="button"
              class="plain"
              data-action="split-line"
              title={text.splitHint}
              aria-keyshortcuts="Shift+Enter"
              disabled={isLong || editing.isSaving.value}
              onClick={split}
            >
              {text.split}
            </button>
            {highlighting !== null && (
              <button
                type="button"
                class="plain"
                data-action="highlight-line"
                aria-pressed={highlighting.isHighlighted(segment)}
                disabled={highlighting.isFull && !highlighting.isHighlighted(segment)}
              >
                {words.panel.bookmarks.highlight}
              </button>
            )}
            {(["before", "after"] as const).map(
              (side) =>
                draft.neighbours[side] && (
                  <button
                    key={side}
                    type="button"
                    class="plain"
                    data-action={`join-${side}`}
                    disabled={isLong || editing.isSaving.value}
                  >
                    {side === "before" ? text.joinBefore : text.joinAfter}
                  </button>
                ),
            )}
          </>
        )}
      </span>
    </form>
  );
}

function hasNobodyFocus(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
