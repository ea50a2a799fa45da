import { useEffect, useMemo, useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { readableGaps } from "../../shared/gaps.ts";
import type { Transcript } from "../../shared/transcript.ts";
import { termsPattern } from "../../ui/captions/highlight.ts";
import { LineList } from "../../ui/transcript/LineList.tsx";
import { LineRegion } from "../../ui/transcript/LineRegion.tsx";
import type { LineActions } from "../../ui/transcript/line-actions.ts";
import { marksOf, rowsOf } from "../../ui/transcript/rows.ts";
import type { LinePlace } from "../search/meeting-text.ts";

interface MeetingLinesProps {
  readonly transcript: Transcript;
  /** What was searched, folded: it is marked wherever it stands. */
  readonly terms: readonly string[];
  /** The line that is shown first; null: the meeting is read from its beginning. */
  readonly at: LinePlace | null;
}

/** Lines are edited in the side panel. */
const READ_ONLY: LineActions = { edit: () => false, undo() {}, replace() {}, restore() {} };

/** A meeting's lines to be read: unlike those of the meeting that runs they stand still. */
export function MeetingLines({ transcript, terms, at }: MeetingLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { session, segments, suppressed, speakers } = transcript;
  const gaps = useMemo(() => readableGaps(transcript.gaps), [transcript.gaps]);
  const rows = useMemo(() => rowsOf(segments, marksOf(gaps, suppressed)), [segments, gaps, suppressed]);
  const pattern = useMemo(() => termsPattern(terms), [terms]);
  const row =
    at === null ? null : `[data-caption][data-source="${at.source}"][data-utterance="${at.utterance}"]`;
  useEffect(() => {
    const list = scroller.current;
    return list === null || row === null ? undefined : showOnceDrawn(list, row);
  }, [row]);
  return (
    <div class="transcript">
      <LineRegion scroller={scroller} actions={READ_ONLY} help={words.panel.linesHelp}>
        <LineList session={session} speakers={speakers} rows={rows} pattern={pattern} />
      </LineRegion>
    </div>
  );
}

/** Brings a row into the middle and the keyboard to it, once it is drawn: the newest lines come first. */
function showOnceDrawn(list: HTMLElement, selector: string): () => void {
  const show = () => {
    const row = list.querySelector<HTMLElement>(selector);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "center" });
    return row !== null;
  };
  const drawn = new MutationObserver(() => {
    if (show()) drawn.disconnect();
  });
  if (!show()) drawn.observe(list, { childList: true, subtree: true });
  return () => drawn.disconnect();
}
