import { words } from "../../i18n/index.ts";
import type { Transcript } from "../../shared/transcript.ts";
import { CaptionBlock } from "./CaptionBlock.tsx";
import { blocksOf, type Row } from "./rows.ts";
import { useUndrawnBlocks } from "./use-undrawn-blocks.ts";

interface LineListProps {
  readonly speakers: Transcript["speakers"];
  readonly rows: readonly Row[];
  readonly pattern: RegExp | null;
}

/**
 * The list itself, the newest lines drawn first. Apart from what scrolls: older lines that are drawn must not take a
 * reader back to the end.
 */
export function LineList({ speakers, rows, pattern }: LineListProps) {
  const blocks = blocksOf(rows);
  const undrawn = useUndrawnBlocks(blocks.length);
  return (
    <div class="lines" role="list" aria-label={words.panel.lines} aria-busy={undrawn > 0}>
      {blocks.map(({ rows: drawn, sourceBefore, languageBefore }, index) => (
        <CaptionBlock
          key={index}
          rows={index < undrawn ? [] : drawn}
          sourceBefore={sourceBefore}
          languageBefore={languageBefore}
          speakers={speakers}
          pattern={pattern}
        />
      ))}
    </div>
  );
}
