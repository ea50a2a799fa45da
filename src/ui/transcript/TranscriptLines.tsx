import { useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import type { Transcript } from "../../shared/transcript.ts";
import { LineList } from "./LineList.tsx";
import { copyClickedLine, moveBetweenLines } from "./line-actions.ts";
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
  const { state, jump } = useFollowScroll(scroller, rows.filter(isSegment).length);
  return (
    <div class="transcript">
      <div
        class="scroller"
        ref={scroller}
        tabIndex={0}
        onKeyDown={moveBetweenLines}
        onClick={copyClickedLine}
        aria-label={words.panel.lines}
        aria-description={words.panel.linesHelp}
        role="region"
      >
        <LineList speakers={transcript.speakers} rows={rows} pattern={pattern} />
      </div>
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
