import { useContext } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import type { Transcript } from "../../shared/transcript.ts";
import { EditLines, isLine, type LineDraft, type SavedEdit } from "../editing/line-editing.ts";
import { CaptionBlock } from "./CaptionBlock.tsx";
import { blocksOf, isSegment, type Row } from "./rows.ts";

interface LineListProps {
  readonly session: string;
  readonly speakers: Transcript["speakers"];
  readonly rows: readonly Row[];
  readonly pattern: RegExp | null;
  /** From this sample on a line's voice may still come; absent where the meeting is over. */
  readonly awaitedFromSample?: number;
}

/** Drawn with the first frame beside the first block; the last one may hold a single line. */
const NEWEST_BLOCKS = 2;

/** The list itself. Apart from what scrolls: older lines that are drawn must not take a reader back to the end. */
export function LineList({ session, speakers, rows, pattern, awaitedFromSample }: LineListProps) {
  const editing = useContext(EditLines);
  const draft = editing?.draft.value ?? null;
  const saved = editing?.saved.value ?? null;
  /** `of` where it is of a line in `block`: only that block is drawn again. */
  const within = <Of extends LineDraft | SavedEdit>(block: readonly Row[], of: Of | null): Of | null =>
    of?.session === session && block.some((row) => isSegment(row) && isLine(of, row)) ? of : null;
  const blocks = blocksOf(rows, speakers, awaitedFromSample);
  return (
    <div class="lines" role="list" aria-label={words.panel.lines}>
      {blocks.map((block, index) => (
        <CaptionBlock
          {...block}
          key={index}
          speakers={speakers}
          pattern={pattern}
          draft={within(block.rows, draft)}
          saved={within(block.rows, saved)}
          isSeenFirst={index === 0 || index >= blocks.length - NEWEST_BLOCKS}
        />
      ))}
    </div>
  );
}
