import { uiLanguage } from "../../i18n/index.ts";
import { gapSentence, type ReadableGap } from "../../shared/lines/readable-gaps.ts";
import { formatTime, isoDuration } from "../../shared/timestamps.ts";
import type { Transcript } from "../../shared/transcript.ts";
import { speakerName } from "../captions/speaker.ts";

interface GapRowProps {
  readonly gap: ReadableGap;
  readonly speakers: Transcript["speakers"];
}

/** Sound that will never come, in its place: from when to when, whose, and why. */
export function GapRow({ gap, speakers }: GapRowProps) {
  const { startMs, endMs, reason } = gap;
  const named = { tab: speakerName(speakers, "tab"), mic: speakerName(speakers, "mic") };
  const from = formatTime(startMs);
  const until = formatTime(endMs);
  return (
    <div class="row gap" role="listitem" tabIndex={-1} data-gap={reason}>
      <span data-text>
        <time datetime={isoDuration(startMs)}>{from}</time>
        {until !== from && (
          <>
            –<time datetime={isoDuration(endMs)}>{until}</time>
          </>
        )}{" "}
        · {gapSentence(gap, named, uiLanguage)}
      </span>
    </div>
  );
}
