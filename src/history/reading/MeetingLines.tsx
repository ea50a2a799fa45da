import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import type { Transcript } from "../../shared/transcript.ts";
import type { LinePlace } from "../../ui/meetings/history-page.ts";
import { LineList } from "../../ui/transcript/LineList.tsx";
import { LineRegion } from "../../ui/transcript/LineRegion.tsx";
import { PlayLines, useLineActions } from "../../ui/transcript/line-actions.ts";
import { isSegment, type Row } from "../../ui/transcript/rows.ts";
import { showOnceDrawn } from "../../ui/transcript/show-line.ts";

interface MeetingLinesProps {
  readonly transcript: Transcript;
  /** The lines to show: all, or what the search in this meeting found. */
  readonly rows: readonly Row[];
  /** What is marked wherever it stands. */
  readonly pattern: RegExp | null;
  /** The line that is shown first; null: the meeting is read from its beginning. */
  readonly at: LinePlace | null;
}

/** A meeting's lines to be read and edited: unlike those of the meeting that runs they stand still. */
export function MeetingLines({ transcript, rows, pattern, at }: MeetingLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { session, speakers } = transcript;
  const actions = useLineActions(transcript, rows.filter(isSegment));
  const { linesHelp } = words.panel.edit;
  const isPlayable = useContext(PlayLines) !== null;
  const help = isPlayable ? words.inOneLine([linesHelp, words.listening.linesHelp]) : linesHelp;
  useLayoutEffect(() => (at === null ? undefined : showOnceDrawn(at)), [at?.source, at?.utterance]);
  return (
    <div class="transcript">
      <LineRegion scroller={scroller} actions={actions} help={help}>
        <LineList session={session} speakers={speakers} rows={rows} pattern={pattern} />
      </LineRegion>
    </div>
  );
}
