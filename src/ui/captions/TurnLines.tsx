import { segmentText, type Transcript } from "../../shared/transcript.ts";
import { CaptionLine } from "./CaptionLine.tsx";
import { lineSpeaker } from "./speaker.ts";
import { textDirection } from "./text-direction.ts";
import type { Turn } from "./turns.ts";

interface TurnLinesProps {
  readonly turn: Turn;
  readonly speakers: Transcript["speakers"];
  readonly isNewest: boolean;
}

/** One turn: the speaker's name beside the last lines of what was said; older words leave at the top. */
export function TurnLines({ turn, speakers, isNewest }: TurnLinesProps) {
  return (
    <div class={isNewest ? "turn newest" : "turn"} data-source={turn.source}>
      <span class="speaker" dir="auto" data-source={turn.source} data-speaker>
        {lineSpeaker(speakers, turn)}
      </span>
      <div class="said">
        <p dir={textDirection(turn.segments.map(segmentText).join(" "))}>
          {turn.segments.map((segment) => (
            <span
              key={segment.utterance}
              data-caption
              data-source={segment.source}
              data-utterance={segment.utterance}
              data-final={segment.isFinal}
            >
              <CaptionLine segment={segment} pattern={null} />{" "}
            </span>
          ))}
        </p>
      </div>
    </div>
  );
}
