import { useContext, useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import type { Transcript } from "../../shared/transcript.ts";
import { awaitedFrom } from "../captions/speaker.ts";
import { EditLines, isLine } from "../editing/line-editing.ts";
import { LineList } from "./LineList.tsx";
import { LineRegion } from "./LineRegion.tsx";
import { useLineActions } from "./line-actions.ts";
import { isSegment, type Row } from "./rows.ts";
import { useFollowScroll } from "./use-follow-scroll.ts";

interface TranscriptLinesProps {
  readonly transcript: Transcript;
  /** The lines to show: all, or what the search found. */
  readonly rows: readonly Row[];
  readonly pattern: RegExp | null;
}

/** The lines, and where the reader is among them. Every list that is another one, such as a search's, has its own key. */
export function TranscriptLines({ transcript, rows, pattern }: TranscriptLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const editing = useContext(EditLines);
  const { session } = transcript;
  const segments = rows.filter(isSegment);
  const draft = editing?.draft.value ?? null;
  const isEdited = draft?.session === session && segments.some((segment) => isLine(draft, segment));
  const { state, jump } = useFollowScroll(scroller, segments.length, isEdited);
  const actions = useLineActions(transcript, segments);
  return (
    <div class="transcript">
      <LineRegion
        scroller={scroller}
        actions={actions}
        help={editing === null ? words.panel.linesHelp : words.panel.edit.linesHelp}
      >
        <LineList
          session={session}
          speakers={transcript.speakers}
          rows={rows}
          pattern={pattern}
          awaitedFromSample={awaitedFrom(
            transcript.segments,
            transcript.speakers,
            transcript.completeness === "open",
          )}
        />
      </LineRegion>
      {!state.isFollowing && (
        <button
          type="button"
          class="primary jump"
          data-action="jump"
          data-unseen={state.unseen}
          onClick={jump}
        >
          {words.panel.jump}
          {state.unseen > 0 && <span> · {words.panel.newLines(state.unseen)}</span>}
        </button>
      )}
    </div>
  );
}
