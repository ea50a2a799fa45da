import { useRef } from "preact/hooks";
import type { Transcript } from "../shared/transcript.ts";
import { words } from "../ui/words.ts";
import { CaptionBlock } from "./CaptionBlock.tsx";
import { copyClickedLine, moveBetweenLines } from "./line-actions.ts";
import { blocksOf, isGap, type Row } from "./rows.ts";
import { useFollowScroll } from "./use-follow-scroll.ts";
import { useUndrawnBlocks } from "./use-undrawn-blocks.ts";

interface TranscriptLinesProps {
  readonly transcript: Transcript;
  /** The lines to show: all, or what the search found. */
  readonly rows: readonly Row[];
  readonly pattern: RegExp | null;
}

/** The lines, the newest first drawn. Give it a key for every list that is another one, such as a search's. */
export function TranscriptLines({ transcript, rows, pattern }: TranscriptLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { state, jump } = useFollowScroll(scroller, rows.filter((row) => !isGap(row)).length);
  const blocks = blocksOf(rows);
  const undrawn = useUndrawnBlocks(blocks.length);
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
        <div class="lines" role="list" aria-label={words.panel.lines} aria-busy={undrawn > 0}>
          {blocks.map(({ rows: drawn, sourceBefore }, index) => (
            <CaptionBlock
              key={index}
              rows={index < undrawn ? [] : drawn}
              sourceBefore={sourceBefore}
              speakers={transcript.speakers}
              pattern={pattern}
            />
          ))}
        </div>
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
