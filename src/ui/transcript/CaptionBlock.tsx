import { memo } from "preact/compat";
import type { Transcript } from "../../shared/transcript.ts";
import { lineSpeaker } from "../captions/speaker.ts";
import { isLine, type LineDraft, type SavedEdit } from "../editing/line-editing.ts";
import { CaptionRow } from "./CaptionRow.tsx";
import { GapRow } from "./GapRow.tsx";
import { type Block, isGap, isSameBlock, isSegment, languageChanges, speakerOf } from "./rows.ts";
import { SuppressedRow } from "./SuppressedRow.tsx";

interface CaptionBlockProps extends Block {
  readonly speakers: Transcript["speakers"];
  readonly pattern: RegExp | null;
  /** The line of this block that is being edited, or was saved last; else null. */
  readonly draft: LineDraft | null;
  readonly saved: SavedEdit | null;
}

/** About a hundred rows that render again only when one of them changed; off screen the browser skips them. */
export const CaptionBlock = memo(
  function CaptionBlock({
    rows,
    sourceBefore,
    languageBefore,
    speakers,
    pattern,
    draft,
    saved,
  }: CaptionBlockProps) {
    const changes = languageChanges(rows, languageBefore);
    return (
      <div class="block" role="presentation">
        {rows.map((row, index) => {
          if (isGap(row)) {
            const key = `gap-${row.sources.join("-")}-${row.startMs}-${row.reason}`;
            return <GapRow key={key} gap={row} speakers={speakers} />;
          }
          if (!isSegment(row))
            return <SuppressedRow key={`held-${row.source}-${row.startSample}`} line={row} />;
          const before = index === 0 ? sourceBefore : speakerOf(rows[index - 1]);
          return (
            <CaptionRow
              key={`${row.source}-${row.utterance}`}
              segment={row}
              speaker={lineSpeaker(speakers, row)}
              isTurnStart={speakerOf(row) !== before}
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
    isSameBlock(a, b),
);
