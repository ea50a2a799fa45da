import { AUDIO_SOURCES } from "../../../protocol/audio.ts";
import { textDirection } from "../../i18n/direction.ts";
import { segmentText, type Transcript } from "../../shared/transcript.ts";
import { CaptionLine } from "./CaptionLine.tsx";
import type { Turn } from "./shown-turns.ts";
import { lineSpeaker, speakerName } from "./speaker.ts";

interface TurnLinesProps {
  readonly turn: Turn;
  readonly speakers: Transcript["speakers"];
  readonly isNewest: boolean;
}

/**
 * One turn: the speaker's mark and name, then what was said. The name's column is as wide as both names need, so that no line
 * breaks elsewhere when the other speaks.
 */
export function TurnLines({ turn, speakers, isNewest }: TurnLinesProps) {
  return (
    <div class={isNewest ? "turn newest" : "turn"} data-source={turn.source} data-turn={turn.name}>
      <span
        class="speaker"
        dir="auto"
        data-source={turn.source}
        data-names={AUDIO_SOURCES.map((source) => speakerName(speakers, source)).join("\n")}
        data-speaker
      >
        <span class="name">{lineSpeaker(speakers, turn)}</span>
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
