import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { type Bookmark, MAX_BOOKMARKS, MAX_NOTE_CHARACTERS } from "../../shared/bookmarks.ts";
import { highlightedLine, marksTitle } from "../../shared/lines/highlights.ts";
import type { Line } from "../../shared/lines/shown-lines.ts";
import { formatTime, isoDuration } from "../../shared/timestamps.ts";
import { segmentText, type Transcript } from "../../shared/transcript.ts";
import type { SessionStore } from "../connection/session-store.ts";

interface BookmarksProps {
  readonly transcript: Transcript;
  readonly lines: readonly Line[];
  /** The meeting runs: its moments can be marked. */
  readonly isRunning: boolean;
  readonly send: SessionStore["send"];
  /** Shows what was said then. */
  readonly jump: (bookmark: Bookmark) => void;
}

/** Marks this moment by a button, and lists what was marked, each with a note and a way to its line. */
export function Bookmarks({ transcript, lines, isRunning, send, jump }: BookmarksProps) {
  const text = words.panel.bookmarks;
  const { session, startedAtMs, bookmarks = [] } = transcript;
  const [isOpen, setIsOpen] = useState(false);
  /** Marked here and now: its note may be written at once. */
  const [newest, setNewest] = useState<string | null>(null);
  if (!isRunning && bookmarks.length === 0) return null;
  const marked = bookmarks.map((bookmark) => ({ bookmark, highlighted: highlightedLine(lines, bookmark) }));
  const highlights = marked.filter(({ highlighted }) => highlighted !== undefined).length;
  const moments = marked.length - highlights;
  const put = (bookmark: Bookmark) => send({ type: "put-bookmark", session, bookmark });
  return (
    <div class="bookmarks">
      {isRunning && (
        <button
          type="button"
          data-action="mark-moment"
          disabled={bookmarks.length >= MAX_BOOKMARKS}
          onClick={() => {
            const id = crypto.randomUUID();
            setNewest(id);
            setIsOpen(true);
            put({ id, atMs: Date.now(), note: "" });
          }}
        >
          {text.mark}
        </button>
      )}
      {bookmarks.length > 0 && (
        <details
          open={isOpen}
          onToggle={({ currentTarget }) => {
            setIsOpen(currentTarget.open);
            currentTarget.scrollIntoView({ block: "nearest" });
          }}
        >
          <summary>
            {[
              ...(moments === 0 ? [] : [text.count(moments)]),
              ...(highlights === 0 ? [] : [text.highlightCount(highlights)]),
            ].join(" · ")}
          </summary>
          <ul aria-label={marksTitle(text.titles, moments, highlights)}>
            {marked.map(({ bookmark, highlighted }) => {
              const sinceStartMs = Math.max(0, bookmark.atMs - startedAtMs);
              const time = formatTime(sinceStartMs);
              return (
                <li key={bookmark.id} data-bookmark={bookmark.id}>
                  <button
                    type="button"
                    class="plain"
                    data-action="jump-to-bookmark"
                    aria-label={text.jump(time)}
                    title={text.jump(time)}
                    onClick={() => jump(bookmark)}
                  >
                    <time datetime={isoDuration(sinceStartMs)}>{time}</time>
                  </button>
                  {highlighted !== undefined && (
                    <q class="highlight" dir="auto" lang={highlighted.language ?? undefined}>
                      {segmentText(highlighted)}
                    </q>
                  )}
                  <NoteField
                    note={bookmark.note}
                    label={text.note(time)}
                    isWanted={bookmark.id === newest}
                    save={(note) => put({ ...bookmark, note })}
                  />
                  <button
                    type="button"
                    class="plain"
                    data-action="remove-bookmark"
                    aria-label={text.remove(time)}
                    title={text.remove(time)}
                    onClick={() => send({ type: "remove-bookmark", session, bookmark: bookmark.id })}
                  >
                    ×
                  </button>
                </li>
              );
            })}
          </ul>
        </details>
      )}
    </div>
  );
}

interface NoteFieldProps {
  readonly note: string;
  readonly label: string;
  /** It takes the keyboard as it appears. */
  readonly isWanted: boolean;
  readonly save: (note: string) => void;
}

/** Enter or leaving the field keeps the note, Escape does not. */
function NoteField({ note, label, isWanted, save }: NoteFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (isWanted) field.current?.focus();
  }, []);
  return (
    <input
      type="text"
      name="note"
      dir="auto"
      defaultValue={note}
      maxLength={MAX_NOTE_CHARACTERS}
      placeholder={words.panel.bookmarks.notePlaceholder}
      aria-label={label}
      ref={field}
      onKeyDown={(event) => {
        if (event.isComposing) return;
        if (event.key === "Escape") event.currentTarget.value = note;
        if (event.key === "Escape" || event.key === "Enter") event.currentTarget.blur();
      }}
      onBlur={({ currentTarget }) => {
        if (currentTarget.value !== note) save(currentTarget.value);
      }}
    />
  );
}
