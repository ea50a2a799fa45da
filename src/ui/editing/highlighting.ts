import { createContext } from "preact";
import { useMemo } from "preact/hooks";
import { MAX_BOOKMARKS } from "../../shared/bookmarks.ts";
import { highlightOf, highlightsOf } from "../../shared/lines/highlights.ts";
import type { Line } from "../../shared/lines/shown-lines.ts";
import type { Transcript } from "../../shared/transcript.ts";
import type { SessionStore } from "../connection/session-store.ts";

/** Which lines are highlighted, and how that is changed. */
export interface Highlighting {
  readonly isHighlighted: (line: Line) => boolean;
  /** The meeting has as many marks as there is room for. */
  readonly isFull: boolean;
  readonly toggle: (line: Line) => void;
}

/** How lines are highlighted below; null where they can only be read. */
export const HighlightLines = createContext<Highlighting | null>(null);

type HighlightedMeeting = Pick<Transcript, "session" | "startedAtMs" | "bookmarks">;

export function highlighting(
  { session, startedAtMs, bookmarks = [] }: HighlightedMeeting,
  send: SessionStore["send"],
): Highlighting {
  return {
    isHighlighted: (line) => highlightsOf(bookmarks, line).length > 0,
    isFull: bookmarks.length >= MAX_BOOKMARKS,
    toggle(line) {
      const highlights = highlightsOf(bookmarks, line);
      if (highlights.length === 0) {
        const bookmark = highlightOf(line, startedAtMs, crypto.randomUUID());
        return send({ type: "put-bookmark", session, bookmark });
      }
      for (const { id, atMs, note } of highlights) {
        // What was noted stays, at its moment.
        if (note === "") send({ type: "remove-bookmark", session, bookmark: id });
        else send({ type: "put-bookmark", session, bookmark: { id, atMs, note } });
      }
    },
  };
}

/** Of the meeting that is shown, null for none. Its identity decides whether every line is drawn again. */
export function useHighlighting(
  transcript: HighlightedMeeting | null,
  send: SessionStore["send"],
): Highlighting | null {
  return useMemo(
    () => (transcript === null ? null : highlighting(transcript, send)),
    [transcript?.session, transcript?.startedAtMs, transcript?.bookmarks, send],
  );
}
