import { memo } from "preact/compat";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Segment, segmentText, type Transcript } from "../../shared/transcript.ts";
import { lineSpeaker } from "../captions/speaker.ts";
import { isLine, type LineDraft, type SavedEdit } from "../editing/line-editing.ts";
import { CaptionRow } from "./CaptionRow.tsx";
import { GapRow } from "./GapRow.tsx";
import { watchBlock } from "./near-blocks.ts";
import { type Block, isGap, isSameBlock, isSegment, languageChanges, type Row, turnStarts } from "./rows.ts";
import { SuppressedRow } from "./SuppressedRow.tsx";

interface CaptionBlockProps extends Block {
  readonly speakers: Transcript["speakers"];
  readonly pattern: RegExp | null;
  /** The line of this block that is being edited, or was saved last; else null. */
  readonly draft: LineDraft | null;
  readonly saved: SavedEdit | null;
  /** It is seen with the first frame. */
  readonly isSeenFirst: boolean;
}

/**
 * Rows that render again only when one of them changed. Far from what is seen they are drawn as plain text: a meeting of a whole day
 * opens and scrolls like a short one, and find-in-page, a selection of everything and screen readers find every word.
 */
export const CaptionBlock = memo(
  function CaptionBlock({
    rows,
    sourceBefore,
    languageBefore,
    awaitedFromSample,
    speakers,
    pattern,
    draft,
    saved,
    isSeenFirst,
  }: CaptionBlockProps) {
    const block = useRef<HTMLDivElement>(null);
    const [isNear, setIsNear] = useState(isSeenFirst);
    useLayoutEffect(() => {
      const element = block.current;
      return element === null
        ? undefined
        : watchBlock(element, (near) => {
            // What has the keyboard, or is being selected, stays as it is.
            if (near || !isInUse(element)) setIsNear(near);
          });
    }, []);
    if (!isNear && draft === null) {
      return (
        <div class="block far" role="listitem" ref={block} data-since={startOf(rows)}>
          {plainText(rows, speakers)}
        </div>
      );
    }
    const changes = languageChanges(rows, languageBefore);
    const starts = turnStarts({ rows, sourceBefore, awaitedFromSample }, speakers);
    return (
      <div class="block" role="presentation" ref={block} data-since={startOf(rows)}>
        {rows.map((row, index) => {
          if (isGap(row)) {
            const key = `gap-${row.sources.join("-")}-${row.startMs}-${row.reason}`;
            return <GapRow key={key} gap={row} speakers={speakers} />;
          }
          if (!isSegment(row))
            return <SuppressedRow key={`held-${row.source}-${row.startSample}`} line={row} />;
          return (
            <CaptionRow
              key={`${row.source}-${row.utterance}`}
              segment={row}
              speaker={lineSpeaker(speakers, row)}
              isTurnStart={starts[index] === true}
              language={changes[index] ?? null}
              pattern={pattern}
              draft={draft !== null && isLine(draft, row) ? draft : null}
              canUndo={saved !== null && isLine(saved, row)}
            />
          );
        })}
      </div>
    );
  },
  (a, b) =>
    a.speakers === b.speakers &&
    a.pattern === b.pattern &&
    a.draft === b.draft &&
    a.saved === b.saved &&
    a.isSeenFirst === b.isSeenFirst &&
    isSameBlock(a, b),
);

function isInUse(block: Element): boolean {
  const selection = getSelection();
  return (
    block.contains(document.activeElement) ||
    (selection !== null && !selection.isCollapsed && selection.containsNode(block, true))
  );
}

/** The sample that its first line starts at; undefined where it has none. */
function startOf(rows: readonly Row[]): number | undefined {
  return rows.find(isSegment)?.startSample;
}

function plainText(rows: readonly Row[], speakers: Transcript["speakers"]): string {
  return rows
    .filter(isSegment)
    .map((segment: Segment) => `${lineSpeaker(speakers, segment)}: ${segmentText(segment)}`)
    .join("\n");
}
