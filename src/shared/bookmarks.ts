import type { AudioSource } from "../../protocol/audio.ts";

/** A moment of a meeting that the user marked, or a line that they highlighted. */
export interface Bookmark {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** What the user noted, on one line; may be empty. */
  readonly note: string;
  /** The line that is highlighted, which begins at `atMs`; absent for a moment. */
  readonly line?: LineName | undefined;
}

/** A line is called by its source and the sample at which it began when it was named. */
export interface LineName {
  readonly source: AudioSource;
  readonly utterance: number;
}

export const MAX_NOTE_CHARACTERS = 500;
/** Of one meeting. They are stored together, and read whenever the meeting is named. */
export const MAX_BOOKMARKS = 500;

/** The bookmarks with one more, or with that one as it is now, in order of time; no more than there is room for. */
export function withBookmark(bookmarks: readonly Bookmark[], bookmark: Bookmark): readonly Bookmark[] {
  const others = bookmarks.filter(({ id }) => id !== bookmark.id);
  if (others.length >= MAX_BOOKMARKS) return bookmarks;
  return [...others, bookmark].toSorted((a, b) => a.atMs - b.atMs);
}
