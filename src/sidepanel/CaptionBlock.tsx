import { memo } from "preact/compat";
import type { Transcript } from "../shared/transcript.ts";
import { speakerName } from "../ui/speaker.ts";
import { CaptionRow } from "./CaptionRow.tsx";
import { type Block, isSameBlock } from "./rows.ts";

interface CaptionBlockProps extends Block {
  readonly speakers: Transcript["speakers"];
  readonly pattern: RegExp | null;
}

/** About a hundred rows that render again only when one of them changed; off screen the browser skips them. */
export const CaptionBlock = memo(
  function CaptionBlock({ segments, sourceBefore, speakers, pattern }: CaptionBlockProps) {
    return (
      <div class="block" role="presentation">
        {segments.map((segment, index) => {
          const before = index === 0 ? sourceBefore : segments[index - 1]?.source;
          const speaker = speakerName(speakers, segment.source);
          return (
            <CaptionRow
              key={`${segment.source}-${segment.utterance}`}
              segment={segment}
              speaker={speaker}
              isTurnStart={segment.source !== before}
              pattern={pattern}
            />
          );
        })}
      </div>
    );
  },
  (a, b) => a.speakers === b.speakers && a.pattern === b.pattern && isSameBlock(a, b),
);
